import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext, visitorKey } from './caller.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { Registered } from './register.ts';
import { emailField } from './text-input.ts';
import { verificationLetter } from './verification-letter.ts';

/** What a request for another verification letter takes. */
export const requestVerificationInput = z.strictObject({ email: emailField });

export type RequestVerificationInput = z.output<typeof requestVerificationInput>;

/**
 * Sends the verification letter again. The answer is always the same and the work too: token and
 * letter are made for every address, one statement keeps them for an unverified user whose address
 * may get one more.
 */
export async function requestVerification(
  ports: Ports,
  input: RequestVerificationInput,
  caller: Caller,
): Promise<Outcome<Registered, 'too_many_attempts'>> {
  const address = input.email;
  const spent = await refuseOverLimit(ports.limits, [
    { name: 'verification-ip', key: visitorKey(caller) },
  ]);
  if (spent) return spent;
  const now = ports.clock.now();
  const { token, letter } = await verificationLetter(ports, address, null, caller.language, now);
  await ports.oneTimeTokens.requestVerification({
    emailNormalised: address.normalised,
    now,
    token,
    letter,
    audit: auditContext(caller),
  });
  return accept({ status: 'verification_pending', email: address.email });
}
