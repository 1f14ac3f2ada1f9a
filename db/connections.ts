import { asc, eq, type SQL, sql } from 'drizzle-orm';
import { ServiceFault } from '#core/fault.ts';
import { isProvider } from '#core/provider-identity.ts';
import type { Connections, IdentityFacts } from '#core/provider-ports.ts';
import type { Database } from './client.ts';
import {
  createWithIdentity,
  disconnectForTakeover,
  linkToUser,
  takeOverAccount,
} from './connection-linking.ts';
import { removeConnection } from './connection-removal.ts';
import { connectionTokenQuestions, isLinkable } from './connection-tokens.ts';
import { isDisabledAt, isStorable, isUuid, lockAddress, lockUsers } from './parameters.ts';
import { revocationQuestions } from './provider-revocations.ts';
import { accounts } from './schema.ts';

/** The questions about identities at providers, and what belongs to them. */
export function connectionQuestions(db: Database): Connections {
  return {
    async findIdentity(identity, emailNormalised, viewerId, now) {
      const { provider, accountId } = identity;
      if (!isStorable(accountId + (emailNormalised ?? ''))) return nothingKnown;
      const viewer = viewerId !== null && isUuid(viewerId) ? viewerId : null;
      const isDisabled = isDisabledAt(now);
      const [facts] = await db.rows<IdentityFacts>(sql`
        select
          (
            select json_build_object('userId', users.id, 'isDisabled', ${isDisabled})
            from users join accounts on accounts.user_id = users.id
            where accounts.provider = ${provider} and accounts.provider_account_id = ${accountId}
          ) as owner,
          (
            select json_build_object(
              'userId', users.id, 'emailVerified', users.email_verified_at is not null,
              'isDisabled', ${isDisabled}
            )
            from users where users.email_normalised = ${emailNormalised}::text
          ) as namesake,
          exists (
            select from accounts
            where user_id = ${viewer}::uuid and provider = ${provider}
              and provider_account_id <> ${accountId}
          ) as "viewerHasProvider"`);
      return facts ?? nothingKnown;
    },

    async createUser(connection, address, audit) {
      if (!isLinkable(connection) || !isStorable(address.email)) return false;
      const created = await unlessTaken(
        db.batch(
          lockAddress(address.emailNormalised),
          createWithIdentity(connection, address, audit),
        ),
      );
      return created.length > 0;
    },

    async link(connection, audit) {
      if (!isLinkable(connection)) return false;
      const linked = await db.batch(lockUser(connection.userId), linkToUser(connection, audit));
      return linked.length > 0;
    },

    async takeOver(connection, audit) {
      if (!isLinkable(connection)) return null;
      const [taken] = await db.batch<{ endedIds: string[] }>(
        lockUser(connection.userId),
        disconnectForTakeover(connection),
        takeOverAccount(connection, audit),
      );
      return taken?.endedIds ?? null;
    },

    async list(userId) {
      if (!isUuid(userId)) return [];
      const rows = await db.ask((builder) =>
        builder
          .select({
            provider: accounts.provider,
            email: accounts.providerEmail,
            connectedAt: accounts.createdAt,
            lastUsedAt: accounts.lastUsedAt,
            scope: accounts.scope,
            needsConsent: sql<boolean>`${accounts.consentNeededAt} is not null`,
          })
          .from(accounts)
          .where(eq(accounts.userId, userId))
          .orderBy(asc(accounts.createdAt), asc(accounts.provider)),
      );
      return rows.flatMap(({ provider, ...row }) =>
        isProvider(provider) ? [{ provider, ...row }] : [],
      );
    },

    async unlink(removal, audit) {
      if (!isUuid(removal.userId)) return 'unknown';
      const [removed] = await db.batch<{ result: 'unlinked' | 'last_way_in' }>(
        lockUser(removal.userId),
        removeConnection(removal, audit),
      );
      return removed?.result ?? 'unknown';
    },

    ...connectionTokenQuestions(db),
    ...revocationQuestions(db),
  };
}

const nothingKnown: IdentityFacts = { owner: null, namesake: null, viewerHasProvider: false };

/** Queues whatever links to or unlinks from one user: no two of them see the same last way in. */
function lockUser(userId: string): SQL {
  return lockUsers(sql`users.id = ${userId}::uuid`);
}

/** The rows of a creation; none when somebody took the address without its lock: all is undone. */
async function unlessTaken(creation: Promise<unknown[]>): Promise<unknown[]> {
  try {
    return await creation;
  } catch (error) {
    if (error instanceof ServiceFault && error.code === uniqueViolation) return [];
    throw error;
  }
}

const uniqueViolation = '23505';
