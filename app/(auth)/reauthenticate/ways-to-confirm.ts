import { listConnections } from '#core/connections.ts';
import { ServiceFault } from '#core/fault.ts';
import { hasPassword } from '#core/has-password.ts';
import type { Provider } from '#core/provider-identity.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { logFault } from '#server/log.ts';
import { ports } from '#server/ports.ts';
import { configuredProviders } from '#server/providers.ts';

/**
 * How a viewer may confirm who they are: by a password, by signing in once more with a service that
 * is connected. While the database is silent the password is asked for: its action has the last word.
 */
export async function waysToConfirm(
  claims: SessionClaims,
): Promise<{ byPassword: boolean; providers: readonly Provider[] }> {
  try {
    const [byPassword, connections] = await Promise.all([
      hasPassword(ports(), claims),
      listConnections(ports(), claims),
    ]);
    const connected = connections.map(({ provider }) => provider);
    const providers = configuredProviders().filter((provider) => connected.includes(provider));
    return { byPassword, providers };
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    logFault(error);
    return { byPassword: true, providers: [] };
  }
}
