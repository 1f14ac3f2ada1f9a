import { type Role, roleIncludes } from './roles.ts';
import { staticPaths } from './static-pages.ts';

/** Who a path is for; `support` and `admin` are the least role. */
export type Audience = 'anyone' | 'signed-in' | 'support' | 'admin' | 'scheduler';

export type AccessRule = {
  /** A path; a segment in braces stands for any one segment. */
  path: string;
  /** A `gate` covers everything below its path: who may learn that nothing is there. */
  kind: 'page' | 'endpoint' | 'gate';
  audience: Audience;
  /** Asks for a sign-in of the last ten minutes: of every request, or of those that write. */
  fresh?: 'always' | 'writes';
  /** The session is looked up in the registry for each request, and not for writes alone. */
  isStrict?: true;
};

/** A Server Action by its exported name, the page that it belongs to, and who may run it. */
export type ActionRule = {
  name: string;
  page: string;
  audience: Exclude<Audience, 'scheduler'>;
  isFresh?: true;
};

/** How long ago a sign-in may be that something fresh asks for. */
export const freshSeconds = 600;

/**
 * The one table of who may see which path. The most exact rule decides; what no rule names is
 * denied. Middleware, pages, endpoints, actions and a test that walks `app/` read it.
 */
export const accessTable: readonly AccessRule[] = [
  ...staticPaths.map((path): AccessRule => ({ path, kind: 'page', audience: 'anyone' })),
  { path: '/sign-in', kind: 'page', audience: 'anyone' },
  { path: '/sign-out', kind: 'page', audience: 'anyone' },
  { path: '/register', kind: 'page', audience: 'anyone' },
  { path: '/check-email', kind: 'page', audience: 'anyone' },
  { path: '/verify-email', kind: 'page', audience: 'anyone' },
  { path: '/forgot-password', kind: 'page', audience: 'anyone' },
  { path: '/reset-password', kind: 'page', audience: 'anyone' },
  { path: '/confirm-address', kind: 'page', audience: 'anyone' },
  { path: '/undo-change', kind: 'page', audience: 'anyone' },
  { path: '/not-me', kind: 'page', audience: 'anyone' },
  { path: '/.well-known/change-password', kind: 'endpoint', audience: 'anyone' },
  { path: '/auth/error', kind: 'page', audience: 'anyone' },
  { path: '/auth', kind: 'gate', audience: 'anyone' },
  { path: '/reauthenticate', kind: 'page', audience: 'signed-in' },
  { path: '/account', kind: 'page', audience: 'signed-in' },
  { path: '/account/security', kind: 'page', audience: 'signed-in' },
  { path: '/account/sessions', kind: 'page', audience: 'signed-in' },
  { path: '/account/connections', kind: 'page', audience: 'signed-in' },
  { path: '/account', kind: 'gate', audience: 'signed-in' },
  { path: '/admin', kind: 'page', audience: 'support', isStrict: true },
  { path: '/admin/mail', kind: 'page', audience: 'support', isStrict: true },
  { path: '/admin', kind: 'gate', audience: 'support', isStrict: true },
  { path: '/api', kind: 'gate', audience: 'signed-in' },
  { path: '/api/auth', kind: 'gate', audience: 'anyone' },
  { path: '/api/auth/{action}', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/auth/{action}/{provider}', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/sign-in', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/sign-out', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/register', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/current', kind: 'endpoint', audience: 'signed-in' },
  { path: '/api/reauthenticate', kind: 'endpoint', audience: 'signed-in' },
  { path: '/api/sessions', kind: 'endpoint', audience: 'signed-in', fresh: 'writes' },
  { path: '/api/sessions/{id}', kind: 'endpoint', audience: 'signed-in', fresh: 'writes' },
  { path: '/api/password/change', kind: 'endpoint', audience: 'signed-in' },
  { path: '/api/password/strength', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/password/set', kind: 'endpoint', audience: 'signed-in', fresh: 'writes' },
  { path: '/api/password/forgot', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/password/reset', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/email/verification', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/email/verify', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/email/change', kind: 'endpoint', audience: 'signed-in', fresh: 'writes' },
  { path: '/api/email/confirm', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/email/undo', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/not-me', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/health', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/cron/deliver-mail', kind: 'endpoint', audience: 'scheduler' },
  // The signature of each message is what the endpoint itself asks for.
  { path: '/api/webhooks/resend', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/admin/mail', kind: 'endpoint', audience: 'support', isStrict: true },
  { path: '/api/admin', kind: 'gate', audience: 'support', isStrict: true },
  {
    path: '/api/admin/users/{id}',
    kind: 'endpoint',
    audience: 'admin',
    fresh: 'writes',
    isStrict: true,
  },
];

/** The same for Server Actions, which are public endpoints whatever page they are posted to. */
export const actionTable = [
  { name: 'signIn', page: '/sign-in', audience: 'anyone' },
  { name: 'startProvider', page: '/sign-in', audience: 'anyone' },
  { name: 'signOut', page: '/sign-out', audience: 'anyone' },
  { name: 'register', page: '/register', audience: 'anyone' },
  { name: 'resendVerification', page: '/check-email', audience: 'anyone' },
  { name: 'verifyEmailCode', page: '/check-email', audience: 'anyone' },
  { name: 'verifyEmail', page: '/verify-email', audience: 'anyone' },
  { name: 'forgotPassword', page: '/forgot-password', audience: 'anyone' },
  { name: 'resetPassword', page: '/reset-password', audience: 'anyone' },
  { name: 'confirmAddressChange', page: '/confirm-address', audience: 'anyone' },
  { name: 'undoAddressChange', page: '/undo-change', audience: 'anyone' },
  { name: 'disown', page: '/not-me', audience: 'anyone' },
  { name: 'reauthenticate', page: '/reauthenticate', audience: 'signed-in' },
  { name: 'chooseLanguage', page: '/account', audience: 'signed-in' },
  { name: 'changePassword', page: '/account/security', audience: 'signed-in' },
  { name: 'changeAddress', page: '/account/security', audience: 'signed-in', isFresh: true },
  { name: 'setPassword', page: '/account/security', audience: 'signed-in', isFresh: true },
  { name: 'resumeLetters', page: '/account', audience: 'signed-in' },
  { name: 'endSession', page: '/account/sessions', audience: 'signed-in', isFresh: true },
  { name: 'endOtherSessions', page: '/account/sessions', audience: 'signed-in', isFresh: true },
  { name: 'endAllSessions', page: '/account/sessions', audience: 'signed-in', isFresh: true },
  { name: 'connectProvider', page: '/account/connections', audience: 'signed-in', isFresh: true },
  {
    name: 'disconnectProvider',
    page: '/account/connections',
    audience: 'signed-in',
    isFresh: true,
  },
  { name: 'checkAccess', page: '/account/connections', audience: 'signed-in' },
] as const satisfies readonly ActionRule[];

export type ActionName = (typeof actionTable)[number]['name'];
/** The actions that everyone may run, and those that need a session. */
export type PublicAction = Extract<(typeof actionTable)[number], { audience: 'anyone' }>['name'];
export type MemberAction = Exclude<ActionName, PublicAction>;

export type AccessDecision = 'allow' | 'unauthenticated' | 'forbidden' | 'unknown';

/**
 * The rule that covers a path, or null when the table does not name it: the page or endpoint of
 * exactly this path, else the deepest gate above it.
 */
export function ruleFor(path: string): AccessRule | null {
  const segments = path.split('/');
  const exact = accessTable.find((rule) => rule.kind !== 'gate' && matches(rule.path, segments));
  if (exact) return exact;
  let deepest: AccessRule | null = null;
  for (const rule of accessTable) {
    if (rule.kind !== 'gate' || !(path === rule.path || path.startsWith(`${rule.path}/`))) continue;
    if (rule.path.length > (deepest?.path.length ?? -1)) deepest = rule;
  }
  return deepest;
}

/** Decides whether someone with this role (null: not signed in) may see a path. Default deny. */
export function decideAccess(path: string, role: Role | null): AccessDecision {
  const rule = ruleFor(path);
  if (!rule) return 'unknown';
  // The scheduler proves itself by a secret, which only the endpoint itself can check.
  if (rule.audience === 'anyone' || rule.audience === 'scheduler') return 'allow';
  if (role === null) return 'unauthenticated';
  return admits(rule.audience, role) ? 'allow' : 'forbidden';
}

/** Decides whether someone signed in with this role belongs to an audience. */
export function admits(audience: Exclude<Audience, 'scheduler'>, role: Role): boolean {
  return audience === 'anyone' || audience === 'signed-in' || roleIncludes(role, audience);
}

/** Decides whether a request to a path of this rule asks for a fresh sign-in. */
export function asksForFresh(rule: AccessRule | null, isWrite: boolean): boolean {
  return rule?.fresh === 'always' || (rule?.fresh === 'writes' && isWrite);
}

/** The rule of an action. */
export function actionRule(name: ActionName): ActionRule {
  const rule = actionTable.find((one) => one.name === name);
  if (!rule) throw new RangeError(`no rule for ${name}`);
  return rule;
}

function matches(pattern: string, segments: readonly string[]): boolean {
  const wanted = pattern.split('/');
  return (
    wanted.length === segments.length &&
    wanted.every((part, at) => (part.startsWith('{') ? segments[at] !== '' : part === segments[at]))
  );
}
