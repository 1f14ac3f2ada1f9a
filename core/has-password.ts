import type { Ports } from './ports.ts';
import type { SessionClaims } from './session-token.ts';

/** Decides whether a user has a password that could be asked for or changed; asked by its owner. */
export async function hasPassword(
  { users }: { users: Pick<Ports['users'], 'findForProof'> },
  claims: Pick<SessionClaims, 'sub'>,
): Promise<boolean> {
  const user = await users.findForProof(claims.sub);
  return user !== null && user.passwordHash !== null;
}
