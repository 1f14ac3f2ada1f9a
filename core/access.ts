import { type Role, roleIncludes } from './roles.ts';

/** Who a path is for; `support` and `admin` are the least role. */
export type Audience = 'anyone' | 'signed-in' | 'support' | 'admin' | 'scheduler';

export type AccessRule = {
  /** A path; a segment in braces stands for any one segment. */
  path: string;
  /** A `gate` covers everything below its path: who may learn that nothing is there. */
  kind: 'page' | 'endpoint' | 'gate';
  audience: Audience;
};

/**
 * The one table of who may see which path. The most exact rule decides; what no rule names is
 * denied. Middleware, pages, endpoints, actions and a test that walks `app/` read it.
 */
export const accessTable: readonly AccessRule[] = [
  { path: '/', kind: 'page', audience: 'anyone' },
  { path: '/refused', kind: 'page', audience: 'anyone' },
  { path: '/missing', kind: 'page', audience: 'anyone' },
  { path: '/sign-in', kind: 'page', audience: 'anyone' },
  { path: '/sign-out', kind: 'page', audience: 'anyone' },
  { path: '/register', kind: 'page', audience: 'anyone' },
  { path: '/check-email', kind: 'page', audience: 'anyone' },
  { path: '/verify-email', kind: 'page', audience: 'anyone' },
  { path: '/auth/error', kind: 'page', audience: 'anyone' },
  { path: '/auth', kind: 'gate', audience: 'anyone' },
  { path: '/account', kind: 'page', audience: 'signed-in' },
  { path: '/account', kind: 'gate', audience: 'signed-in' },
  { path: '/admin', kind: 'page', audience: 'support' },
  { path: '/admin', kind: 'gate', audience: 'support' },
  { path: '/api', kind: 'gate', audience: 'signed-in' },
  { path: '/api/auth', kind: 'gate', audience: 'anyone' },
  { path: '/api/auth/{action}', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/auth/{action}/{provider}', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/sign-in', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/sign-out', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/register', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/current', kind: 'endpoint', audience: 'signed-in' },
  { path: '/api/email/verification', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/email/verify', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/health', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/cron/deliver-mail', kind: 'endpoint', audience: 'scheduler' },
  { path: '/api/admin', kind: 'gate', audience: 'support' },
];

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
  if (rule.audience === 'signed-in') return 'allow';
  return roleIncludes(role, rule.audience) ? 'allow' : 'forbidden';
}

function matches(pattern: string, segments: readonly string[]): boolean {
  const wanted = pattern.split('/');
  return (
    wanted.length === segments.length &&
    wanted.every((part, at) => (part.startsWith('{') ? segments[at] !== '' : part === segments[at]))
  );
}
