import { type SQL, sql } from 'drizzle-orm';
import type { Connections, DueRevocation } from '#core/provider-ports.ts';
import type { Database } from './client.ts';
import { isUuid, moment } from './parameters.ts';

type Row = {
  id: string;
  tokenSealed: string;
  attempts: number;
  userId: string;
  provider: DueRevocation['binding']['provider'];
  field: DueRevocation['binding']['field'];
};

/** The questions about tokens that wait to be revoked at their providers. */
export function revocationQuestions(
  db: Database,
): Pick<Connections, 'claimRevocations' | 'settleRevocation' | 'postponeRevocation'> {
  return {
    async claimRevocations(limit, now, leaseUntil) {
      const rows = await db.rows<Row>(sql`
        with due as (
          select id
          from provider_revocations
          where due_at <= ${moment(now)} and (leased_until is null or leased_until <= ${moment(now)})
          order by due_at, id
          limit ${limit}::int
          for update skip locked
        ),
        claimed as (
          update provider_revocations as revocation
          set leased_until = ${moment(leaseUntil)}, attempts = revocation.attempts + 1
          from due
          where revocation.id = due.id
          returning revocation.*
        )
        select id, token_sealed as "tokenSealed", attempts, user_id as "userId", provider, field
        from claimed
        order by due_at, id`);
      return rows.map(({ userId, provider, field, ...row }) => ({
        ...row,
        binding: { userId, provider, field },
      }));
    },

    async settleRevocation(id) {
      if (!isUuid(id)) return;
      await db.rows(sql`delete from provider_revocations where id = ${id}::uuid`);
    },

    async postponeRevocation(id, dueAt) {
      if (!isUuid(id)) return;
      await db.rows(sql`
        update provider_revocations set due_at = ${moment(dueAt)}, leased_until = null
        where id = ${id}::uuid`);
    },
  };
}

/**
 * The insert of what is to be revoked at providers, for use inside the statement that deletes
 * connections: every token of `gone`, which gives rows of `accounts`.
 */
export function insertRevocations(gone: SQL, now: Date): SQL {
  return sql`
    insert into provider_revocations (user_id, provider, field, token_sealed, created_at, due_at)
    select
      gone.user_id, gone.provider, token.field, token.sealed, ${moment(now)}, ${moment(now)}
    from ${gone} as gone
    cross join lateral (values
      ('access_token', gone.access_token_sealed),
      ('refresh_token', gone.refresh_token_sealed)
    ) as token (field, sealed)
    where token.sealed is not null`;
}
