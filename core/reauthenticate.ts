import * as z from 'zod';
import type { Caller } from './actors.ts';
import { type Opened, openNewSession } from './open-session.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';
import { type ProofRefusal, provePassword } from './prove-password.ts';
import type { SessionClaims } from './session-token.ts';
import { passwordField } from './text-input.ts';

/** What a proof in the midst of a session takes. */
export const reauthenticateInput = z.strictObject({ password: passwordField });

/**
 * Proves again who is signed in: a new session takes the old one's place, so that a copy of the
 * old cookie does not become fresh with it.
 */
export async function reauthenticate(
  ports: Ports,
  { password }: z.output<typeof reauthenticateInput>,
  claims: SessionClaims,
  caller: Caller,
): Promise<Outcome<Opened, ProofRefusal>> {
  const proof = await provePassword(ports, password, claims, caller);
  if (!proof.ok) return proof;
  const opened = await openNewSession(
    ports,
    {
      userId: claims.sub,
      name: claims.name,
      method: 'password',
      isRemembered: claims.rem,
      provenHash: proof.value.hash,
      replaces: claims.sid,
      attempt: null,
    },
    caller,
  );
  return opened ? accept(opened) : refuse('invalid_password');
}
