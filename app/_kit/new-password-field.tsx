import { ports } from '#server/ports.ts';
import { NewPasswordField as InWords } from '#ui/new-password-field.tsx';
import { pageMessages } from './language.ts';

/** The field for a password that is chosen now, in the language of its page, with this site's minimum. */
export async function NewPasswordField({ name }: { name: 'password' | 'newPassword' }) {
  const { hint, strength } = (await pageMessages()).passwords;
  const { minimum } = ports().passwordPolicy;
  return <InWords name={name} minimum={minimum} hint={hint(minimum)} strength={strength} />;
}
