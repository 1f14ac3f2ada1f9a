import type { Adapter, AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Clock } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import type { Database } from './client.ts';
import { isStorable, moment } from './parameters.ts';
import { accounts, users } from './schema.ts';

type Identity = Pick<AdapterAccount, 'provider' | 'providerAccountId'>;

/**
 * The adapter's questions about identities at providers. Provider tokens are not stored: the table
 * takes sealed ones only. An identity belongs to one user; linking it to a second one throws
 * ServiceFault('database', 'identity_taken').
 */
export function accountQuestions<User extends AdapterUser>(
  db: Database,
  clock: Clock,
  userWhere: (condition: SQL) => Promise<User | null>,
) {
  return {
    async linkAccount(account) {
      const { userId, type, provider, providerAccountId } = account;
      const now = moment(clock.now());
      const linked = await db.rows(sql`
        insert into accounts
          (user_id, type, provider, provider_account_id, token_type, scope, created_at, last_used_at)
        values (
          ${userId}::uuid, ${type}, ${provider}, ${providerAccountId},
          ${account.token_type ?? null}::text, ${account.scope ?? null}::text, ${now}, ${now}
        )
        on conflict (provider, provider_account_id) do update
          set last_used_at = excluded.last_used_at
          where accounts.user_id = excluded.user_id
        returning user_id`);
      if (linked.length === 0) throw new ServiceFault('database', 'identity_taken');
    },

    async getUserByAccount(identity) {
      if (!isStorable(identity.provider + identity.providerAccountId)) return null;
      return userWhere(sql`${users.id} = (
        select user_id from accounts
        where provider = ${identity.provider} and provider_account_id = ${identity.providerAccountId}
      )`);
    },

    async unlinkAccount(identity) {
      await db.ask((builder) => builder.delete(accounts).where(isIdentity(identity)));
    },

    async getAccount(providerAccountId, provider) {
      const [account] = await db.ask((builder) =>
        builder
          .select({
            userId: accounts.userId,
            type: accounts.type,
            provider: accounts.provider,
            providerAccountId: accounts.providerAccountId,
          })
          .from(accounts)
          .where(isIdentity({ provider, providerAccountId })),
      );
      if (!account) return null;
      return { ...account, type: account.type === 'oidc' ? 'oidc' : 'oauth' };
    },
  } satisfies Partial<Adapter>;
}

function isIdentity({ provider, providerAccountId }: Identity): SQL | undefined {
  return and(eq(accounts.provider, provider), eq(accounts.providerAccountId, providerAccountId));
}
