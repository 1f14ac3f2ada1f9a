import type { EmailAddress } from './email-address.ts';
import { describeRefusal, type Refusal, refuse } from './outcome.ts';
import { isCommonPassword, madeOfContext } from './password-guesses.ts';
import type { Site } from './ports.ts';
import { longestPassword } from './text-input.ts';

/** The shortest password, in characters after NFC (NIST SP 800-63B-4, 3.1.1.2: no second factor). */
export const shortestPassword = 15;

export type PasswordRefusal =
  | 'password_too_short'
  | 'password_too_long'
  | 'password_too_common'
  | 'password_too_similar';

/** What a password must not be made of. */
export type PasswordContext = { address: EmailAddress; name: string | null; site: Site };

/** Refuses a password that someone chooses, at the field where they chose it. */
export function refusePassword<Code extends PasswordRefusal | 'password_unchanged'>(
  code: Code,
  field: string,
): { ok: false; refusal: Refusal<Code> } {
  return refuse(code, { errors: [{ field, code, message: describeRefusal(code).detail }] });
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
  const code = decide(password.normalize('NFC'), context);
  return code && refusePassword(code, field);
}

function decide(password: string, context: PasswordContext): PasswordRefusal | null {
  // Counted only as far as it matters: a megabyte is not spread into an array.
  const length = [...password.slice(0, 2 * longestPassword + 2)].length;
  if (length > longestPassword) return 'password_too_long';
  if (length < shortestPassword) return 'password_too_short';
  if (madeOfContext(password, contextWords(context))) return 'password_too_similar';
  return isCommonPassword(password) ? 'password_too_common' : null;
}

/** The address, its parts, the words of the name and the site's name and host. */
function contextWords({ address, name, site }: PasswordContext): string[] {
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
