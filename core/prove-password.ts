import type { Caller } from './actors.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports, ProofUser } from './ports.ts';
import type { SessionClaims } from './session-token.ts';
import { passwordPoints, recordFailedPassword } from './sign-in-attempt.ts';

export type ProofRefusal = 'too_many_attempts' | 'invalid_password' | 'busy';

/** Who proved themselves, and the hash that their password was compared with. */
export type Proof = { user: ProofUser; hash: string };

/**
 * Asks the password again in the midst of a session: under the limits of signing in, so that a
 * stolen session guesses no faster than anybody, and recorded like them. An account without a
 * password is answered as with a wrong one, after the same work.
 */
export async function provePassword(
  ports: Ports,
  password: string,
  claims: SessionClaims,
  caller: Caller,
): Promise<Outcome<Proof, ProofRefusal>> {
  const user = await ports.users.findForProof(claims.sub);
  const emailNormalised = user?.emailNormalised ?? claims.email.toLowerCase();
  const [byVisitor, byAddress] = passwordPoints(emailNormalised, caller);
  const spent = await refuseOverLimit(ports.limits, [byVisitor, byAddress]);
  if (spent) return spent;
  const hash = user?.passwordHash ?? null;
  const comparison = await ports.passwords.verify(password, hash);
  if (comparison === 'busy') {
    await ports.limits.giveBack([byVisitor, byAddress]);
    return refuse('busy');
  }
  if (!user || hash === null || !comparison.matches) {
    const failed = { emailNormalised, userId: claims.sub, result: 'invalid_credentials' } as const;
    await recordFailedPassword(ports, failed, caller, claims.sub);
    return refuse('invalid_password');
  }
  await ports.limits.giveBack([byAddress]);
  return accept({ user, hash });
}
