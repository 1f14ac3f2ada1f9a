import type { Outcome } from '#core/outcome.ts';
import type { Provider } from '#core/provider-identity.ts';
import {
  type ProviderToken,
  type ProviderTokenRefusal,
  providerToken,
} from '#core/provider-token.ts';
import { ports } from './ports.ts';

/**
 * A valid access token of a user's connection, for whatever the site does at a provider in the
 * user's name: refreshed when it is due, once however many ask. It must never leave the server.
 */
export function validProviderToken(
  userId: string,
  provider: Provider,
): Promise<Outcome<ProviderToken, ProviderTokenRefusal>> {
  return providerToken(ports(), { userId, provider }, { wait });
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
