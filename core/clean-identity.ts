import { parseEmailAddress } from './email-address.ts';
import { parsePersonName } from './person-name.ts';
import type { ProviderIdentity } from './provider-identity.ts';

const longestImage = 2048;

/**
 * Leaves of an identity what may be kept and shown: an address that we can write to, a name as
 * registrations take it, a picture by https. What is not of this kind is as if it were not given.
 */
export function cleanIdentity(identity: ProviderIdentity): ProviderIdentity {
  const { email, name, image } = identity;
  return {
    ...identity,
    email: email === null ? null : (parseEmailAddress(email)?.email ?? null),
    name: name === null ? null : parsePersonName(name),
    image: image === null ? null : secureImage(image),
  };
}

function secureImage(text: string): string | null {
  if (text.length > longestImage || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  const isPlain = protocol === 'https:' && username === '' && password === '';
  return isPlain && href.length <= longestImage ? href : null;
}
