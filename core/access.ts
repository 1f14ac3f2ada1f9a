import { type Role, roleIncludes } from './roles.ts';

/**
 * The one table of who may see which path. The longest matching rule decides; what no rule names
 * is denied. Middleware, pages, endpoints, actions and a test that walks `app/` read it.
 */
export type Audience = 'anyone' | 'signed-in' | 'support' | 'admin' | 'scheduler';

export type AccessRule = {
  path: string;
  /** `subtree` covers the path and everything below it. */
  covers: 'exact' | 'subtree';
  kind: 'page' | 'endpoint';
  audience: Audience;
};

export const accessTable: readonly AccessRule[] = [
  { path: '/', covers: 'exact', kind: 'page', audience: 'anyone' },
  { path: '/refused', covers: 'exact', kind: 'page', audience: 'anyone' },
  { path: '/sign-in', covers: 'exact', kind: 'page', audience: 'anyone' },
  { path: '/sign-out', covers: 'exact', kind: 'page', audience: 'anyone' },
  { path: '/register', covers: 'exact', kind: 'page', audience: 'anyone' },
  { path: '/check-email', covers: 'exact', kind: 'page', audience: 'anyone' },
  { path: '/verify-email', covers: 'exact', kind: 'page', audience: 'anyone' },
  { path: '/auth/error', covers: 'exact', kind: 'page', audience: 'anyone' },
  { path: '/account', covers: 'subtree', kind: 'page', audience: 'signed-in' },
  { path: '/admin', covers: 'subtree', kind: 'page', audience: 'support' },
  { path: '/api', covers: 'subtree', kind: 'endpoint', audience: 'signed-in' },
  { path: '/api/auth', covers: 'subtree', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/sign-in', covers: 'exact', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/sign-out', covers: 'exact', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/register', covers: 'exact', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/current', covers: 'exact', kind: 'endpoint', audience: 'signed-in' },
  { path: '/api/email/verification', covers: 'exact', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/email/verify', covers: 'exact', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/health', covers: 'exact', kind: 'endpoint', audience: 'anyone' },
  { path: '/api/cron', covers: 'subtree', kind: 'endpoint', audience: 'scheduler' },
  { path: '/api/admin', covers: 'subtree', kind: 'endpoint', audience: 'support' },
];

export type AccessDecision = 'allow' | 'unauthenticated' | 'forbidden' | 'unknown';

/** The rule that covers a path: the longest one, or null when the table does not name it. */
export function ruleFor(path: string): AccessRule | null {
  let found: AccessRule | null = null;
  for (const rule of accessTable) {
    const covered =
      path === rule.path ||
      (rule.covers === 'subtree' && path.startsWith(`${rule.path === '/' ? '' : rule.path}/`));
    if (covered && rule.path.length > (found?.path.length ?? -1)) found = rule;
  }
  return found;
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
