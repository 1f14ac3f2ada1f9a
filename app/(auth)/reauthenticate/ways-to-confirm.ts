import { whenSilent } from '#app/_kit/when-silent.ts';
import { listConnections } from '#core/connections.ts';
import { hasPassword } from '#core/has-password.ts';
import type { Provider } from '#core/provider-identity.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { ports } from '#server/ports.ts';
import { configuredProviders } from '#server/providers.ts';

/**
 * How a viewer may confirm who they are: by a password, by signing in once more with a service that
 * is connected. While the database is silent the password is asked for: its action has the last word.
 */
export function waysToConfirm(
  claims: SessionClaims,
): Promise<{ byPassword: boolean; providers: readonly Provider[] }> {
  return whenSilent({ byPassword: true, providers: [] }, async () => {
    const [byPassword, connections] = await Promise.all([
      hasPassword(ports(), claims),
      listConnections(ports(), claims),
    ]);
    const connected = connections.map(({ provider }) => provider);
    const providers = configuredProviders().filter((provider) => connected.includes(provider));
    return { byPassword, providers };
  });
}
