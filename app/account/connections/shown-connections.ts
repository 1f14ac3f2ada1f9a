import { listConnections } from '#core/connections.ts';
import { ServiceFault } from '#core/fault.ts';
import { hasPassword } from '#core/has-password.ts';
import { type Provider, providers } from '#core/provider-identity.ts';
import { scopesBeyondSignIn } from '#core/scopes-beyond-sign-in.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { logFault } from '#server/log.ts';
import { ports } from '#server/ports.ts';
import { configuredProviders } from '#server/providers.ts';
import type { ShownConnection } from '#ui/connection-card.tsx';

/** A provider as its card shows it: connected or not, and offered by this site or no longer. */
export type ShownProvider = {
  provider: Provider;
  connection: ShownConnection | null;
  isOffered: boolean;
};

/**
 * The ways into a viewer's account: every provider that is set up or connected, and whether there
 * is a password. Null while the database is silent.
 */
export async function shownConnections(
  claims: SessionClaims,
): Promise<{ shown: ShownProvider[]; isPasswordSet: boolean } | null> {
  try {
    const [connections, isPasswordSet] = await Promise.all([
      listConnections(ports(), claims),
      hasPassword(ports(), claims),
    ]);
    const shown = providers.map((provider) => {
      const found = connections.find((one) => one.provider === provider);
      return {
        provider,
        connection: found ? { ...found, furtherScopes: scopesBeyondSignIn(found.scope) } : null,
        isOffered: configuredProviders().includes(provider),
      };
    });
    return {
      shown: shown.filter(({ connection, isOffered }) => connection !== null || isOffered),
      isPasswordSet,
    };
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    logFault(error);
    return null;
  }
}
