import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext, visitorKey } from './caller.ts';
import { judgeNewPassword } from './judge-new-password.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { sealNotice } from './notices.ts';
import { digestToken, isTokenForm } from './one-time-token.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { PasswordRefusal } from './password-policy.ts';
import type { Ports } from './ports.ts';
import type { ResetFound } from './recovery-ports.ts';
import { passwordPoints } from './sign-in-attempt.ts';
import { newPasswordField, plainText } from './text-input.ts';

/** What a reset takes. */
export const resetPasswordInput = z.strictObject({ token: plainText, password: newPasswordField });

export type ResetPasswordInput = z.output<typeof resetPasswordInput>;

export type ResetRefusal =
  | 'token_invalid'
  | 'token_expired'
  | 'too_many_attempts'
  | 'busy'
  | PasswordRefusal;

/**
 * Sets a new password by the token of a letter, once, and ends every session of the account (ASVS
 * 7.4.3). The token is looked at first, so that nobody makes us hash for one that is dead, and is
 * spent last, by the statement that sets the password: one that is refused costs nothing. Nobody is
 * signed in by it. Whoever has proved the mailbox is not locked out by the guesses of others.
 */
export async function resetPassword(
  ports: Ports,
  { token, password }: ResetPasswordInput,
  caller: Caller,
): Promise<Outcome<{ status: 'reset' }, ResetRefusal>> {
  const spent = await refuseOverLimit(ports.limits, [
    { name: 'reset-ip', key: visitorKey(caller) },
  ]);
  if (spent) return spent;
  const found = await peekReset(ports, token);
  if (found.result !== 'live') return refuseToken(found.result);
  const judged = await judgeNewPassword(ports, password, found.owner);
  if (!judged.ok) return judged;
  const passwordHash = await ports.passwords.hash(password);
  if (passwordHash === 'busy') return refuse('busy');

  const now = ports.clock.now();
  const { address, name } = found.owner;
  const notice = await sealNotice(
    ports,
    { template: 'password-reset', props: {} },
    { email: address.email, name },
    caller,
    now,
  );
  const tokenDigest = await digestToken(token);
  const { checkedAt } = judged.value;
  const reset = await ports.passwordResets.reset(
    { tokenDigest, passwordHash, checkedAt, notice, now },
    auditContext(caller),
  );
  if (reset.result !== 'used') return refuseToken(reset.result);
  await Promise.all([
    ports.revocations.announce(reset.endedIds),
    ports.limits.forget([passwordPoints(reset.emailNormalised, caller)[1]]),
  ]);
  return accept({ status: 'reset' });
}

/** Looks at a token for the page that asks for a new password: never uses it. */
export async function peekReset(ports: Ports, token: unknown): Promise<ResetFound> {
  if (!isTokenForm(token)) return { result: 'invalid' };
  return ports.passwordResets.find(await digestToken(token), ports.clock.now());
}

function refuseToken(result: 'expired' | 'invalid') {
  return refuse(result === 'expired' ? 'token_expired' : 'token_invalid');
}
