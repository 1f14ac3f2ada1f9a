import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext, visitorKey } from './caller.ts';
import { after, minutes } from './clock.ts';
import type { EmailAddress } from './email-address.ts';
import type { SealedLetter } from './letters.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { mintLinkToken } from './one-time-token.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import { emailField } from './text-input.ts';
import type { NewOneTimeToken } from './token-record.ts';

/** How long a link that resets a password lives, in minutes. */
export const resetMinutes = 60;

/** What a request for a new password takes. */
export const forgotPasswordInput = z.strictObject({ email: emailField });

export type ForgotPasswordInput = z.output<typeof forgotPasswordInput>;

/** The one answer to everybody who forgot a password, whoever owns the address. */
export type ResetPending = { status: 'reset_pending'; email: string };

/**
 * Sends a link to choose a new password. Known, unknown, unverified and disabled addresses, and
 * accounts that have only providers, get the same answer after the same work: token and both
 * letters are always made, and one statement decides which of them is kept.
 */
export async function forgotPassword(
  ports: Ports,
  { email: address }: ForgotPasswordInput,
  caller: Caller,
): Promise<Outcome<ResetPending, 'too_many_attempts'>> {
  const spent = await refuseOverLimit(ports.limits, [
    { name: 'forgot-ip', key: visitorKey(caller) },
  ]);
  if (spent) return spent;
  const now = ports.clock.now();
  await ports.passwordResets.request({
    emailNormalised: address.normalised,
    now,
    ...(await resetLetter(ports, address, caller, now)),
    noPasswordLetter: await noPasswordLetter(ports, address, caller),
    audit: auditContext(caller),
  });
  return accept({ status: 'reset_pending', email: address.email });
}

/** Mints the token that resets a password and seals the letter that carries it. */
export async function resetLetter(
  ports: Pick<Ports, 'secrets' | 'site'>,
  address: EmailAddress,
  { language }: Pick<Caller, 'language'>,
  now: Date,
): Promise<{ token: NewOneTimeToken; resetLetter: SealedLetter }> {
  const { token, record } = await mintLinkToken(
    'reset_password',
    after(now, minutes(resetMinutes)),
  );
  const propsSealed = await ports.secrets.sealLetterProps({
    // The name of the account would have to be looked up, which an unknown address is not.
    name: '',
    link: `${ports.site.origin}/reset-password?token=${token}`,
    minutes: String(resetMinutes),
  });
  const id = crypto.randomUUID();
  const letter = {
    id,
    template: 'reset-password',
    to: address.email,
    language,
    propsSealed,
  } as const;
  return { token: record, resetLetter: letter };
}

async function noPasswordLetter(
  ports: Pick<Ports, 'secrets' | 'site'>,
  address: EmailAddress,
  { language }: Pick<Caller, 'language'>,
): Promise<SealedLetter> {
  const signInLink = `${ports.site.origin}/sign-in`;
  const propsSealed = await ports.secrets.sealLetterProps({ name: '', signInLink });
  const id = crypto.randomUUID();
  return { id, template: 'no-password', to: address.email, language, propsSealed };
}
