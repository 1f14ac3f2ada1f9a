import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext, visitorKey } from './caller.ts';
import { judgeNewPassword } from './judge-new-password.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { PasswordRefusal } from './password-policy.ts';
import type { Ports } from './ports.ts';
import { emailField, nameField, newPasswordField } from './text-input.ts';
import { existingAccountLetter, verificationLetter } from './verification-letter.ts';

/** What a registration takes; unknown fields (a role, a verified flag) are refused. */
export const registerInput = z.strictObject({
  email: emailField,
  password: newPasswordField,
  name: nameField,
});

export type RegisterInput = z.output<typeof registerInput>;

/** The one answer to every registration, whoever owns the address. */
export type Registered = { status: 'verification_pending'; email: string };

/**
 * Registers an address. New, unverified and verified addresses get the same answer after the same
 * work: the password is judged before anything is looked up, the hash and both letters are always
 * made, and one statement decides which of them is kept.
 */
export async function register(
  ports: Ports,
  input: RegisterInput,
  caller: Caller,
): Promise<Outcome<Registered, 'too_many_attempts' | 'busy' | PasswordRefusal>> {
  const { email: address, password, name } = input;
  const spent = await refuseOverLimit(ports.limits, [
    { name: 'register-ip', key: visitorKey(caller) },
  ]);
  if (spent) return spent;
  const judged = await judgeNewPassword(ports, password, { address, name });
  if (!judged.ok) return judged;

  const passwordHash = await ports.passwords.hash(password);
  if (passwordHash === 'busy') return refuse('busy');

  const now = ports.clock.now();
  const { token, letter } = await verificationLetter(ports, address, name, caller.language, now);
  await ports.registrations.store({
    userId: crypto.randomUUID(),
    email: address.email,
    emailNormalised: address.normalised,
    name,
    passwordHash,
    passwordCheckedAt: judged.value.checkedAt,
    now,
    token,
    verificationLetter: letter,
    existingAccountLetter: await existingAccountLetter(ports, address, caller.language),
    audit: auditContext(caller),
  });
  return accept({ status: 'verification_pending', email: address.email });
}
