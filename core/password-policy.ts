import type { EmailAddress } from './email-address.ts';
import { type Refusal, refuse, type SentenceValues } from './outcome.ts';
import { isCommonPassword, madeOfContext } from './password-guesses.ts';
import type { PasswordPolicy, Site } from './ports.ts';
import { longestPassword } from './text-input.ts';

/** The shortest password beside a second factor (NIST SP 800-63B-4, 3.1.1.2). */
const minimumWithSecondFactor = 8;

export type PasswordRefusal =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_too_common'
  | 'password_too_similar'
  | 'password_breached';

/** Whom and what a password is for: what it must not be made of, and how long it must be. */
export type PasswordContext = {
  address: EmailAddress;
  name: string | null;
  site: Site;
  policy: PasswordPolicy;
  /** A password that is one of two proofs may be shorter. */
  hasSecondFactor?: boolean;
};

/** Refuses a password that someone chooses, at the field where they chose it. */
export function refusePassword<Code extends PasswordRefusal | 'password_unchanged'>(
  code: Code,
  field: string,
  values?: SentenceValues,
): { ok: false; refusal: Refusal<Code> } {
  const more = values ? { values } : {};
  return refuse(code, { errors: [{ field, code, ...more }], ...more });
}

/** The shortest password, in characters after NFC, of someone with or without a second factor. */
export function shortestPassword(policy: PasswordPolicy, hasSecondFactor = false): number {
  return hasSecondFactor ? minimumWithSecondFactor : policy.minimum;
}

/**
 * Judges a password that someone chooses; null when it may be used. Any characters count, blanks
 * too, and none are asked for (ASVS 6.2.5); the length is counted in code points after NFC, since
 * that is what is hashed.
 */
export function judgePassword(
  password: string,
  context: PasswordContext,
  field = 'password',
): { ok: false; refusal: Refusal<PasswordRefusal> } | null {
  const minimum = shortestPassword(context.policy, context.hasSecondFactor);
  const code = decide(password.normalize('NFC'), minimum, context);
  const values = code === 'password_too_short' ? { minimum } : undefined;
  return code && refusePassword(code, field, values);
}

function decide(
  password: string,
  minimum: number,
  context: PasswordContext,
): PasswordRefusal | null {
  // Counted only as far as it matters: a megabyte is not spread into an array.
  const length = [...password.slice(0, 2 * longestPassword + 2)].length;
  if (length > longestPassword) return 'password_too_long';
  if (length < minimum) return 'password_too_short';
  if (madeOfContext(password, contextWords(context))) return 'password_too_similar';
  return isCommonPassword(password) ? 'password_too_common' : null;
}

/** What belongs to the owner or the site: the address, its parts, the name's words, name and host. */
export function contextWords({ address, name, site }: PasswordContext): string[] {
  const [local = '', domain = ''] = address.normalised.split('@');
  const labels = domain.split('.').slice(0, -1);
  const localParts = local.split(/[._+-]+/);
  const nameParts = (name ?? '').split(/[\s.'-]+/);
  return [
    address.normalised,
    `${local}@${labels.join('.')}`,
    domain,
    local,
    localParts.join(''),
    ...localParts,
    ...labels,
    name ?? '',
    nameParts.join(''),
    ...nameParts,
    site.name,
    new URL(site.origin).hostname,
  ];
}
