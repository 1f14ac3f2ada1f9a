import { whenSilent } from '#app/_kit/when-silent.ts';
import { listConnections } from '#core/connections.ts';
import { hasPassword } from '#core/has-password.ts';
import { type Provider, providers } from '#core/provider-identity.ts';
import { scopesBeyondSignIn } from '#core/scopes-beyond-sign-in.ts';
import type { SessionClaims } from '#core/session-token.ts';
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
export function shownConnections(
  claims: SessionClaims,
): Promise<{ shown: ShownProvider[]; isPasswordSet: boolean } | null> {
  return whenSilent(null, async () => {
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
  });
}
