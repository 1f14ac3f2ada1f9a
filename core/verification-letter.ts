import { after, hours } from './clock.ts';
import type { EmailAddress } from './email-address.ts';
import type { Language } from './language.ts';
import type { SealedLetter } from './letters.ts';
import { mintOneTimeToken } from './one-time-token.ts';
import type { Ports } from './ports.ts';
import type { NewOneTimeToken } from './token-record.ts';

/** How long a link or code that confirms an address lives. */
export const verificationHours = 24;

/** Mints the token that confirms an address and seals the letter that carries it. */
export async function verificationLetter(
  ports: Pick<Ports, 'secrets' | 'site'>,
  address: EmailAddress,
  name: string | null,
  language: Language,
  now: Date,
): Promise<{ token: NewOneTimeToken; letter: SealedLetter }> {
  const { token, code, record } = await mintOneTimeToken(
    ports.secrets,
    'verify_email',
    address.normalised,
    after(now, hours(verificationHours)),
  );
  const propsSealed = await ports.secrets.sealLetterProps({
    name: name ?? '',
    link: `${ports.site.origin}/verify-email?token=${token}`,
    code,
    hours: String(verificationHours),
  });
  const id = crypto.randomUUID();
  return {
    token: record,
    letter: { id, template: 'verify-email', to: address.email, language, propsSealed },
  };
}

/** Seals the letter that tells the owner of a verified address that someone tried to register it. */
export async function existingAccountLetter(
  ports: Pick<Ports, 'secrets' | 'site'>,
  address: EmailAddress,
  language: Language,
): Promise<SealedLetter> {
  const propsSealed = await ports.secrets.sealLetterProps({
    // Not the name that was typed: it is a stranger's text to the owner of this address.
    name: '',
    signInLink: `${ports.site.origin}/sign-in`,
    resetLink: `${ports.site.origin}/forgot-password`,
  });
  const id = crypto.randomUUID();
  return { id, template: 'existing-account', to: address.email, language, propsSealed };
}
