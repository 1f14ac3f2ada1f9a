/** The tenant of all personal Microsoft accounts, whose addresses Microsoft itself has verified. */
export const consumerTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Decides whether a tenant may sign in, by what the site allows: a word of Microsoft's, or one id. */
export function isAllowedTenant(tenant: unknown, allowed: string): tenant is string {
  if (typeof tenant !== 'string' || !/^[\da-f-]{36}$/.test(tenant)) return false;
  if (allowed === 'common') return true;
  if (allowed === 'consumers') return tenant === consumerTenant;
  if (allowed === 'organizations') return tenant !== consumerTenant;
  return tenant === allowed;
}
