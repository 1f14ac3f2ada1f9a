import type { Adapter, AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Clock } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import type { Database } from './client.ts';
import { isStorable, lockUsers, moment } from './parameters.ts';
import { insertRevocations } from './provider-revocations.ts';
import { accounts, users } from './schema.ts';

type Identity = Pick<AdapterAccount, 'provider' | 'providerAccountId'>;

/**
 * The adapter's questions about identities at providers. Tokens are not stored here: they belong to
 * connections.ts, sealed. An identity belongs to one user, who has one of a provider; linking past
 * that throws ServiceFault('database'), `identity_taken` or `provider_connected`.
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
      const [linking] = await db.batch<{ refusal: string | null }>(
        lockUsers(sql`users.id = ${userId}::uuid`),
        sql`
          with other as (
            select from accounts
            where user_id = ${userId}::uuid and provider = ${provider}
              and provider_account_id <> ${providerAccountId}
          ),
          linked as (
            insert into accounts
              (user_id, type, provider, provider_account_id, token_type, scope, created_at, last_used_at)
            select
              ${userId}::uuid, ${type}::text, ${provider}::text, ${providerAccountId}::text,
              ${account.token_type ?? null}::text, ${account.scope ?? null}::text, ${now}, ${now}
            where not exists (select from other)
            on conflict (provider, provider_account_id) do update
              set last_used_at = excluded.last_used_at
              where accounts.user_id = excluded.user_id
            returning user_id
          )
          select case
            when exists (select from other) then 'provider_connected'
            when not exists (select from linked) then 'identity_taken'
          end as refusal`,
      );
      if (linking?.refusal) throw new ServiceFault('database', linking.refusal);
    },

    async getUserByAccount(identity) {
      if (!isStorable(identity.provider + identity.providerAccountId)) return null;
      return userWhere(sql`${users.id} = (
        select user_id from accounts
        where provider = ${identity.provider} and provider_account_id = ${identity.providerAccountId}
      )`);
    },

    async unlinkAccount(identity) {
      if (!isStorable(identity.provider + identity.providerAccountId)) return;
      await db.rows(sql`
        with gone as (
          delete from accounts
          where provider = ${identity.provider}
            and provider_account_id = ${identity.providerAccountId}
          returning accounts.*
        )
        ${insertRevocations(sql`gone`, clock.now())}`);
    },

    async getAccount(providerAccountId, provider) {
      if (!isStorable(provider + providerAccountId)) return null;
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
