import type { AttemptResult, Caller, SessionMethod, SignInAttempt } from './actors.ts';
import { auditContext, networkPrefix, visitorKey } from './caller.ts';
import type { LimitPoint } from './limit-refusal.ts';
import type { Ports } from './ports.ts';

/** An attempt to prove who one is, as it is kept: with a digest of the address, never the address. */
export async function signInAttempt(
  ports: Pick<Ports, 'clock' | 'secrets'>,
  attempt: {
    userId: string | null;
    emailNormalised: string;
    method: SessionMethod;
    result: AttemptResult;
  },
  caller: Caller,
): Promise<SignInAttempt> {
  const { userId, emailNormalised, method, result } = attempt;
  return {
    at: ports.clock.now(),
    userId,
    emailDigest: await ports.secrets.keyedDigest('email', emailNormalised),
    method,
    result,
    ipPrefix: networkPrefix(caller),
    userAgent: caller.userAgent,
  };
}

/**
 * Records a password that was not the right one, or not enough. `actorId` is the owner of the
 * session in whose midst it was asked; null at the sign-in.
 */
export async function recordFailedPassword(
  ports: Pick<Ports, 'clock' | 'secrets' | 'attempts'>,
  failed: { userId: string | null; emailNormalised: string; result: AttemptResult },
  caller: Caller,
  actorId: string | null = null,
): Promise<void> {
  const attempt = await signInAttempt(ports, { ...failed, method: 'password' }, caller);
  await ports.attempts.record(attempt, auditContext(caller, actorId));
}

/**
 * What one try of a password costs, wherever it is asked: a point of the visitor and one of the
 * address. The address gets its point back for the right password.
 */
export function passwordPoints(
  emailNormalised: string,
  caller: Caller,
): [byVisitor: LimitPoint, byAddress: LimitPoint] {
  return [
    { name: 'sign-in-ip', key: visitorKey(caller) },
    { name: 'sign-in-address', key: emailNormalised },
  ];
}
