import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext, visitorKey } from './caller.ts';
import type { EmailAddress } from './email-address.ts';
import { type LimitPoint, refuseOverLimit } from './limit-refusal.ts';
import { codeText, digestToken, isTokenForm } from './one-time-token.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports, TokenUse } from './ports.ts';
import { emailField, plainText } from './text-input.ts';

/** How often a code may be tried before its token is dead. */
export const maximumCodeTries = 10;

/** The token of a link, or an address with the code from its letter. */
export type VerifyEmailInput = { token: string } | { email: EmailAddress; code: string };

/** The 8 digits of a letter; blanks and hyphens between them are left out. */
export const codeField = plainText
  .transform((text) => text.replace(/[\s-]/g, ''))
  .refine((code) => /^[0-9]{8}$/.test(code), { error: 'invalid_code' });

/** Takes `{token}` or `{email, code}`, not a mixture; blanks and hyphens in a code are left out. */
export const verifyEmailInput = z
  .strictObject({
    token: plainText.optional(),
    email: emailField.optional(),
    code: codeField.optional(),
  })
  .transform(({ token, email, code }, context): VerifyEmailInput => {
    if (token !== undefined && email === undefined && code === undefined) return { token };
    if (token === undefined && email !== undefined && code !== undefined) return { email, code };
    // With an address the code is what lacks, with a code the address; a mixture has one too many.
    const isMixture = token !== undefined;
    const field = isMixture || email === code ? 'token' : email === undefined ? 'email' : 'code';
    const message = isMixture ? 'invalid' : 'missing';
    context.addIssue({ code: 'custom', path: [field], message });
    return z.NEVER;
  });

/** `passwordNeeded` is there when the account has no password: its owner chooses one by a letter. */
export type Verified = { status: 'verified'; passwordNeeded?: true };

/**
 * Confirms an address, once: by the link's token or by the letter's code. A code is counted
 * against its tokens in the same statement that compares it.
 */
export async function verifyEmail(
  ports: Ports,
  input: VerifyEmailInput,
  caller: Caller,
): Promise<Outcome<Verified, 'token_invalid' | 'token_expired' | 'too_many_attempts'>> {
  const points: LimitPoint[] = [
    { name: 'verify-ip', key: visitorKey(caller) },
    ...('code' in input ? [{ name: 'verify-address', key: input.email.normalised } as const] : []),
  ];
  const spent = await refuseOverLimit(ports.limits, points);
  if (spent) return spent;
  const use = await spendOnce(ports, input, caller);
  if (use.result === 'used') return accept(verifiedBy(use.isPasswordNeeded));
  return refuse(use.result === 'expired' ? 'token_expired' : 'token_invalid');
}

/** Looks at a link's token for the page that asks to confirm: never consumes it. */
export async function peekVerification(
  ports: Ports,
  token: unknown,
): Promise<'live' | 'expired' | 'invalid'> {
  if (!isTokenForm(token)) return 'invalid';
  return ports.oneTimeTokens.peek(await digestToken(token), 'verify_email', ports.clock.now());
}

function verifiedBy(isPasswordNeeded: boolean): Verified {
  return { status: 'verified', ...(isPasswordNeeded ? { passwordNeeded: true } : {}) };
}

async function spendOnce(ports: Ports, input: VerifyEmailInput, caller: Caller): Promise<TokenUse> {
  const now = ports.clock.now();
  const audit = auditContext(caller);
  if ('token' in input) {
    if (!isTokenForm(input.token)) return { result: 'invalid' };
    return ports.oneTimeTokens.verifyEmailByToken(await digestToken(input.token), now, audit);
  }
  const emailNormalised = input.email.normalised;
  const text = codeText('verify_email', emailNormalised, input.code);
  const codeDigests = await ports.secrets.keyedDigests('code', text);
  return ports.oneTimeTokens.verifyEmailByCode(
    { emailNormalised, codeDigests, maximumTries: maximumCodeTries, now },
    audit,
  );
}
