import * as z from 'zod';
import type { Caller } from './actors.ts';
import { visitorKey } from './caller.ts';
import { parseEmailAddress } from './email-address.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { accept, type Outcome } from './outcome.ts';
import { readStrength, type StrengthReading } from './password-strength.ts';
import { parsePersonName } from './person-name.ts';
import type { Ports } from './ports.ts';
import { newPasswordField, plainText } from './text-input.ts';

/** What a measuring takes: the password, and what is typed beside it so far, right or wrong. */
export const measurePasswordInput = z.strictObject({
  password: newPasswordField,
  email: plainText.default(''),
  name: plainText.default(''),
});

/** Measures a password while it is being chosen. Nothing of it is kept, logged or sent on. */
export async function measurePassword(
  ports: Pick<Ports, 'limits' | 'site' | 'passwordPolicy'>,
  { password, email, name }: z.output<typeof measurePasswordInput>,
  caller: Caller,
): Promise<Outcome<StrengthReading, 'too_many_attempts'>> {
  const spent = await refuseOverLimit(ports.limits, [
    { name: 'strength-ip', key: visitorKey(caller) },
  ]);
  if (spent) return spent;
  const { site, passwordPolicy: policy } = ports;
  const address = parseEmailAddress(email) ?? { email: '', normalised: '' };
  return accept(readStrength(password, { address, name: parsePersonName(name), site, policy }));
}
