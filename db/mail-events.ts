import { sql } from 'drizzle-orm';
import type { MailEvents } from '#core/mail-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { isStorable, moment } from './parameters.ts';

type Noted = { isNew: boolean; isOurs: boolean; isEarly: boolean };

const purgedAtOnce = 1000;

/** The questions about what the mail provider tells. */
export function mailEventQuestions(db: Database): MailEvents {
  return {
    async note({ id, kind, providerId, to, suppresses }, now, audit) {
      if (!isStorable(`${id}${providerId}${to}`)) return 'unknown';
      const at = moment(now);
      const told = (which: typeof kind, column: string) => sql`
        ${sql.raw(column)} = case when ${kind}::text = ${which}::text
          then coalesce(outbox.${sql.raw(column)}, ${at}) else outbox.${sql.raw(column)} end`;
      // Of two messages with one id the second waits for the first, and inserts nothing then.
      const [noted] = await db.rows<Noted>(sql`
        with ours as (select id from outbox where provider_id = ${providerId}::text),
        handed_over as (
          select id from outbox
          where recipient_normalised = ${to}::text and sent_at is null and buried_at is null
            and leased_until is not null
        ),
        heard as (
          insert into mail_events (id, kind, received_at)
          select ${id}::text, ${kind}::text, ${at}
          where exists (select 1 from ours) or not exists (select 1 from handed_over)
          on conflict (id) do nothing
          returning id
        ),
        letter as (
          update outbox
          set ${told('delivered', 'delivered_at')}, ${told('bounced', 'bounced_at')},
            ${told('complained', 'complained_at')}
          from heard
          where outbox.id in (select id from ours)
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
        select exists (select 1 from heard) as "isNew", exists (select 1 from ours) as "isOurs",
          exists (select 1 from handed_over) as "isEarly"`);
      if (!noted?.isNew) return noted?.isEarly && !noted.isOurs ? 'early' : 'repeated';
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
