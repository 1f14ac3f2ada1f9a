import type { Caller, SessionMethod } from './actors.ts';
import { ServiceFault } from './fault.ts';
import { type Opened, openNewSession } from './open-session.ts';
import type { Ports } from './ports.ts';
import { isProvider } from './provider-identity.ts';
import type { SessionClaims } from './session-token.ts';

/**
 * Opens the session in which a browser goes on after a change that has ended every session of its
 * account, its own with the others. Null when none could be opened: the change stands all the same,
 * and its owner signs in.
 */
export async function goOnInNewSession(
  ports: Ports,
  { sub: userId, name, rem: isRemembered }: SessionClaims,
  { method, provenHash }: { method: SessionMethod; provenHash: string | null },
  caller: Caller,
): Promise<Opened | null> {
  const opening = { userId, name, isRemembered, method, provenHash, replaces: null, attempt: null };
  try {
    return await openNewSession(ports, opening, caller);
  } catch (error) {
    if (error instanceof ServiceFault) return null;
    throw error;
  }
}

/** How the session of these claims was proved, for one that goes on in its place. */
export function methodOf({ amr }: SessionClaims): SessionMethod {
  return amr.find(isProvider) ?? 'password';
}
