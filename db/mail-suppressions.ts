import { sql } from 'drizzle-orm';
import type { Suppression, Suppressions } from '#core/mail-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { isUuid } from './parameters.ts';

/** The questions about addresses that get no letters. */
export function suppressionQuestions(db: Database): Suppressions {
  return {
    async find(userId) {
      if (!isUuid(userId)) return null;
      const [found] = await db.rows<Suppression>(sql`
        select users.email, mail_suppressions.reason
        from users join mail_suppressions using (email_normalised)
        where users.id = ${userId}::uuid and users.email_verified_at is not null`);
      return found ?? null;
    },

    async lift(userId, now, audit) {
      if (!isUuid(userId)) return false;
      const [lifted] = await db.rows<{ id: string }>(sql`
        with lifted as (
          delete from mail_suppressions
          using users
          where users.email_normalised = mail_suppressions.email_normalised
            and users.id = ${userId}::uuid and users.email_verified_at is not null
          returning users.id, mail_suppressions.reason
        ),
        audited as (${insertAuditEvent(
          {
            kind: 'mail_resumption',
            at: now,
            result: sql`lifted.reason`,
            subjectId: sql`lifted.id`,
            from: sql`lifted`,
          },
          audit,
        )})
        select id from lifted`);
      return lifted !== undefined;
    },
  };
}
