import { sql } from 'drizzle-orm';
import type { MailEvents } from '#core/mail-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { isStorable, moment } from './parameters.ts';

const purgedAtOnce = 1000;

/** The questions about what the mail provider tells. */
export function mailEventQuestions(db: Database): MailEvents {
  return {
    async note({ id, kind, providerId, suppresses }, now, audit) {
      if (!isStorable(id + providerId)) return 'unknown';
      const at = moment(now);
      const told = (which: typeof kind, column: string) => sql`
        ${sql.raw(column)} = case when ${kind}::text = ${which}::text
          then coalesce(outbox.${sql.raw(column)}, ${at}) else outbox.${sql.raw(column)} end`;
      // Of two messages with one id the second waits for the first, and inserts nothing then.
      const [noted] = await db.rows<{ isNew: boolean; isOurs: boolean }>(sql`
        with heard as (
          insert into mail_events (id, kind, received_at)
          values (${id}::text, ${kind}::text, ${at})
          on conflict (id) do nothing
          returning id
        ),
        letter as (
          update outbox
          set ${told('delivered', 'delivered_at')}, ${told('bounced', 'bounced_at')},
            ${told('complained', 'complained_at')}
          from heard
          where outbox.provider_id = ${providerId}::text
          returning outbox.id, outbox.recipient_normalised
        ),
        suppressed as (
          insert into mail_suppressions (email_normalised, reason, created_at)
          select distinct recipient_normalised, ${kind}::text, ${at}
          from letter
          where ${suppresses}::boolean
          on conflict (email_normalised) do update
            set reason = excluded.reason
            where excluded.reason = 'complained' and mail_suppressions.reason <> 'complained'
          returning email_normalised
        ),
        audited as (${insertAuditEvent(
          {
            kind: 'mail_suppression',
            at: now,
            result: sql`${kind}::text`,
            subjectId: sql`(
              select users.id from users
              where users.email_normalised = letter.recipient_normalised
            )`,
            details: sql`jsonb_build_object('letter', letter.id)`,
            from: sql`letter join suppressed
              on suppressed.email_normalised = letter.recipient_normalised`,
          },
          audit,
        )})
        select exists (select 1 from heard) as "isNew", exists (select 1 from letter) as "isOurs"`);
      if (!noted?.isNew) return 'repeated';
      return noted.isOurs ? 'noted' : 'unknown';
    },

    async purge(before) {
      const gone = await db.rows(sql`
        delete from mail_events
        where id in (
          select id from mail_events
          where received_at < ${moment(before)}
          order by received_at
          limit ${purgedAtOnce}::int
        )
        returning id`);
      return gone.length;
    },
  };
}
