import type { SealedLetter } from './letters.ts';
import type { Ports } from './ports.ts';
import { type Provider, providerNames } from './provider-identity.ts';

/** Seals the letter that tells the owner of an account of a connection that came or went. */
export async function connectionLetter(
  ports: Pick<Ports, 'secrets' | 'site'>,
  template: 'connection-added' | 'connection-removed',
  provider: Provider,
  to: { email: string; name: string | null },
): Promise<SealedLetter> {
  const propsSealed = await ports.secrets.sealLetterProps({
    name: to.name ?? '',
    provider: providerNames[provider],
    connectionsLink: `${ports.site.origin}/account/connections`,
  });
  return { id: crypto.randomUUID(), template, to: to.email, propsSealed };
}
