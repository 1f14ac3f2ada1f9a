/** The roles, lowest first: each holds all rights of the ones before it. */
export const roles = ['user', 'support', 'admin'] as const;

export type Role = (typeof roles)[number];

/** Decides whether a role includes the rights of another. */
export function roleIncludes(held: Role, wanted: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(wanted);
}

/** Decides whether an unknown value is one of the roles. */
export function isRole(value: unknown): value is Role {
  return typeof value === 'string' && (roles as readonly string[]).includes(value);
}
