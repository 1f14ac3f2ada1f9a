/**
 * The table of limits: what is counted, how many in how long, and what happens when Redis is
 * silent. No call site has numbers of its own.
 */
export const limits = {
  'sign-in-ip': { quota: 100, windowSeconds: 900, onOutage: 'database' },
  'sign-in-address': { quota: 10, windowSeconds: 900, onOutage: 'database' },
  'register-ip': { quota: 60, windowSeconds: 3600, onOutage: 'database' },
  'verification-ip': { quota: 30, windowSeconds: 3600, onOutage: 'database' },
  'forgot-ip': { quota: 30, windowSeconds: 3600, onOutage: 'database' },
  'reset-ip': { quota: 30, windowSeconds: 900, onOutage: 'database' },
  'strength-ip': { quota: 300, windowSeconds: 900, onOutage: 'allow' },
  'change-address-account': { quota: 5, windowSeconds: 3600, onOutage: 'database' },
  'change-address-ip': { quota: 30, windowSeconds: 3600, onOutage: 'database' },
  'link-ip': { quota: 60, windowSeconds: 900, onOutage: 'database' },
  'resume-letters': { quota: 3, windowSeconds: 86_400, onOutage: 'database' },
  'verify-ip': { quota: 60, windowSeconds: 900, onOutage: 'database' },
  'verify-address': { quota: 30, windowSeconds: 900, onOutage: 'database' },
} as const satisfies Record<string, Limit>;

export type Limit = {
  quota: number;
  windowSeconds: number;
  /** `database`: a stricter counter (a quarter of the quota) in PostgreSQL decides. */
  onOutage: 'database' | 'allow';
};

export type LimitName = keyof typeof limits;
