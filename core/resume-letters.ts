import type { Caller } from './actors.ts';
import { auditContext } from './caller.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { SessionClaims } from './session-token.ts';

/**
 * Lets the confirmed address of whoever asks get letters again. It says yes too when it got them
 * already, and never more than three times a day: an address that keeps coming back costs the site
 * its name with those who take mail.
 */
export async function resumeLetters(
  ports: Pick<Ports, 'clock' | 'limits' | 'suppressions'>,
  { sub }: SessionClaims,
  caller: Caller,
): Promise<Outcome<{ isLifted: boolean }, 'too_many_attempts'>> {
  const refusal = await refuseOverLimit(ports.limits, [{ name: 'resume-letters', key: sub }]);
  if (refusal) return refusal;
  const isLifted = await ports.suppressions.lift(sub, ports.clock.now(), auditContext(caller, sub));
  return accept({ isLifted });
}
