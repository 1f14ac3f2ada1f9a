import type { Provider, ProviderIdentity } from '#core/provider-identity.ts';
import type { Connections, NewConnection, SealedTokens } from '#core/provider-ports.ts';
import {
  isDisabledAt,
  type Memory,
  postNotice,
  type StoredConnection,
  seedUser,
} from './memory.ts';
import { memoryRevocations, revokeTokensOf } from './memory-revocations.ts';
import { endSessionsIn } from './memory-sessions.ts';

/** Identities at providers in memory, with the meaning that the port states. */
export function memoryConnections(memory: Memory): Connections {
  const userOf = (userId: string) => memory.users.find(({ id }) => id === userId);
  const find = (userId: string, provider: Provider) =>
    memory.connections.find((one) => one.userId === userId && one.provider === provider);
  return {
    async findIdentity(identity, emailNormalised, viewerId, now) {
      const owner = userOf(ownerOf(memory, identity)?.userId ?? '');
      const namesake = memory.users.find((one) => one.emailNormalised === emailNormalised);
      const rival = find(viewerId ?? '', identity.provider);
      return {
        owner: owner ? { userId: owner.id, isDisabled: isDisabledAt(owner, now) } : null,
        namesake: namesake
          ? {
              userId: namesake.id,
              emailVerified: namesake.emailVerified,
              isDisabled: isDisabledAt(namesake, now),
            }
          : null,
        viewerHasProvider: rival !== undefined && rival.accountId !== identity.accountId,
      };
    },

    async createUser(connection, { email, emailNormalised, language }) {
      const isTaken = memory.users.some((one) => one.emailNormalised === emailNormalised);
      if (isTaken || ownerOf(memory, connection.identity)) return false;
      const { name, image } = connection.identity;
      const user = { id: connection.userId, emailNormalised, passwordHash: null, name, image };
      const created = { ...user, language };
      seedUser(memory, email, '', created);
      return connect(memory, connection);
    },

    link: async (connection) => connect(memory, connection),

    async takeOver(connection, audit) {
      const user = userOf(connection.userId);
      if (!user || user.emailVerified || ownerOf(memory, connection.identity)) return null;
      for (const one of memory.connections.filter(({ userId }) => userId === user.id)) {
        remove(memory, one, connection.now);
      }
      Object.assign(user, { passwordHash: null, emailVerified: true });
      for (const token of memory.tokens) if (token.userId === user.id) token.isSpent = true;
      connect(memory, connection);
      return endSessionsIn(memory, user.id, 'password_changed', connection.now, audit);
    },

    async noteUse({ userId, identity, tokens, now }) {
      const known = ownerOf(memory, identity);
      if (known?.userId !== userId) return;
      Object.assign(known, { email: identity.email, lastUsedAt: now });
      if (tokens) replaceTokens(known, tokens);
    },

    async list(userId) {
      return memory.connections
        .filter((one) => one.userId === userId)
        .map(({ provider, email, connectedAt, lastUsedAt, scope, consentNeededAt }) => ({
          provider,
          email,
          connectedAt,
          lastUsedAt,
          scope,
          needsConsent: consentNeededAt !== null,
        }));
    },

    async unlink({ userId, provider, notice, now }) {
      const connection = find(userId, provider);
      const user = userOf(userId);
      if (!connection || !user) return 'unknown';
      const others = memory.connections.filter((one) => one.userId === userId).length - 1;
      if (user.passwordHash === null && others === 0) return 'last_way_in';
      remove(memory, connection, now);
      postNotice(memory, user, notice);
      return 'unlinked';
    },

    async tokens(userId, provider) {
      const known = find(userId, provider);
      if (!known) return null;
      const { accountId, version, consentNeededAt } = known;
      return { ...sealedOf(known), accountId, version, needsConsent: consentNeededAt !== null };
    },

    async storeTokens(userId, provider, version, tokens) {
      const known = find(userId, provider);
      if (known?.version !== version) return false;
      replaceTokens(known, tokens);
      return true;
    },

    async markConsentNeeded(userId, provider, version, now) {
      const known = find(userId, provider);
      if (known?.version === version) known.consentNeededAt ??= now;
    },

    ...memoryRevocations(memory),
  };
}

function ownerOf(memory: Memory, { provider, accountId }: ProviderIdentity) {
  return memory.connections.find((one) => one.provider === provider && one.accountId === accountId);
}

function connect(memory: Memory, { userId, identity, tokens, notice, now }: NewConnection) {
  const { provider, accountId, email } = identity;
  const user = memory.users.find(({ id }) => id === userId);
  const isTaken =
    ownerOf(memory, identity) !== undefined ||
    memory.connections.some((one) => one.userId === userId && one.provider === provider);
  if (!user || isTaken) return false;
  const kept = tokens ?? { accessTokenSealed: null, refreshTokenSealed: null };
  memory.connections.push({
    expiresAt: null,
    scope: null,
    ...kept,
    ...{ userId, provider, accountId, email },
    ...{ connectedAt: now, lastUsedAt: now, version: 1, consentNeededAt: null },
  });
  if (notice) postNotice(memory, user, notice);
  return true;
}

function remove(memory: Memory, connection: StoredConnection, now: Date) {
  memory.connections = memory.connections.filter((one) => one !== connection);
  revokeTokensOf(memory, connection, now);
}

/** What a provider leaves out holds on, unless it has refused that refresh token. */
function replaceTokens(known: StoredConnection, fresh: SealedTokens) {
  const refreshToken = known.consentNeededAt === null ? known.refreshTokenSealed : null;
  Object.assign(known, fresh, {
    refreshTokenSealed: fresh.refreshTokenSealed ?? refreshToken,
    scope: fresh.scope ?? known.scope,
    consentNeededAt: null,
    version: known.version + 1,
  });
}

function sealedOf(known: StoredConnection): SealedTokens {
  const { accessTokenSealed, refreshTokenSealed, expiresAt, scope } = known;
  return { accessTokenSealed, refreshTokenSealed, expiresAt, scope };
}
