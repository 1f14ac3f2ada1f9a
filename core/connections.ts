import type { Caller } from './actors.ts';
import { auditContext } from './caller.ts';
import { sealNotice } from './notices.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { Provider } from './provider-identity.ts';
import type { SessionClaims } from './session-token.ts';

/** One of a user's connections as they see it; moments are ISO 8601 texts. */
export type ListedConnection = {
  provider: Provider;
  /** The address that the provider gave at the last sign-in. */
  email: string | null;
  connectedAt: string;
  lastUsedAt: string | null;
  scope: string | null;
  /** The provider wants its user to agree again before it hands out tokens. */
  needsConsent: boolean;
};

/** Lists the identities that a user may sign in with. */
export async function listConnections(
  ports: Pick<Ports, 'connections'>,
  claims: SessionClaims,
): Promise<ListedConnection[]> {
  const found = await ports.connections.list(claims.sub);
  return found.map(({ connectedAt, lastUsedAt, ...rest }) => ({
    ...rest,
    connectedAt: connectedAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
}

/**
 * Removes a connection, never the last way into the account. Its owner is told by letter; what the
 * provider handed out is revoked there by the next sweep.
 */
export async function disconnect(
  ports: Pick<Ports, 'clock' | 'connections' | 'secrets' | 'site' | 'devices'>,
  provider: Provider,
  claims: SessionClaims,
  caller: Caller,
): Promise<Outcome<{ provider: Provider }, 'not_connected' | 'last_way_in'>> {
  const now = ports.clock.now();
  const connectionsLink = `${ports.site.origin}/account/connections`;
  const removed = {
    template: 'connection-removed',
    props: { provider, connectionsLink },
  } as const;
  const notice = await sealNotice(ports, removed, claims, caller, now);
  const removal = { userId: claims.sub, provider, notice, now };
  const result = await ports.connections.unlink(removal, auditContext(caller, claims.sub));
  if (result === 'unknown') return refuse('not_connected');
  return result === 'last_way_in' ? refuse('last_way_in') : accept({ provider });
}
