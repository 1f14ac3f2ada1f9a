import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ClaimedLetter } from '#core/letters.ts';
import type { Outbox } from '#core/ports.ts';
import type { Database } from './client.ts';
import { isUuid, moment } from './parameters.ts';
import { outbox } from './schema.ts';

/** The questions about letters on their way. */
export function outboxQuestions(db: Database): Outbox {
  return {
    claimDue: (limit, now, leaseUntil) =>
      db.rows<ClaimedLetter>(sql`
        with due as (
          select id
          from outbox
          where sent_at is null and buried_at is null and due_at <= ${moment(now)}
            and (leased_until is null or leased_until <= ${moment(now)})
          order by due_at, id
          limit ${limit}::int
          for update skip locked
        ),
        claimed as (
          update outbox
          set leased_until = ${moment(leaseUntil)}, attempts = outbox.attempts + 1
          from due
          where outbox.id = due.id
          returning outbox.id, outbox.template, outbox.recipient, outbox.recipient_normalised,
            outbox.language, outbox.props_sealed, outbox.attempts, outbox.due_at
        )
        select id, template, recipient as "to", language, props_sealed as "propsSealed", attempts,
          exists (
            select 1 from mail_suppressions
            where mail_suppressions.email_normalised = claimed.recipient_normalised
          ) as "isSuppressed"
        from claimed
        order by due_at, id`),

    async markSent(id, providerId, now) {
      if (!isUuid(id)) return;
      // The provider has it: that is true whoever holds the lease by now, or buried the letter.
      await db.ask((builder) =>
        builder
          .update(outbox)
          .set({ sentAt: now, providerId, buriedAt: null, propsSealed: null, leasedUntil: null })
          .where(and(eq(outbox.id, id), isNull(outbox.sentAt))),
      );
    },

    async postpone(id, errorCode, dueAt) {
      if (!isUuid(id)) return;
      await db.ask((builder) =>
        builder
          .update(outbox)
          .set({ dueAt, lastErrorCode: errorCode, leasedUntil: null })
          .where(and(eq(outbox.id, id), isNull(outbox.sentAt), isNull(outbox.buriedAt))),
      );
    },

    async bury(id, errorCode, now) {
      if (!isUuid(id)) return;
      await db.ask((builder) =>
        builder
          .update(outbox)
          .set({ buriedAt: now, lastErrorCode: errorCode, propsSealed: null, leasedUntil: null })
          .where(and(eq(outbox.id, id), isNull(outbox.sentAt), isNull(outbox.buriedAt))),
      );
    },
  };
}
