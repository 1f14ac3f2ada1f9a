import { sql } from 'drizzle-orm';
import type { MailCounts, MailOverview, WatchedLetter } from '#core/mail-ports.ts';
import type { Database } from './client.ts';
import { moment } from './parameters.ts';

type Row = Record<'createdAt' | 'dueAt' | 'buriedAt', string | null> &
  Omit<WatchedLetter, 'createdAt' | 'dueAt' | 'buriedAt'> & { createdAt: string };

/** The questions of staff about letters: never their contents. */
export function mailOverviewQuestions(db: Database): MailOverview {
  return {
    async count({ recent, long }) {
      // Each count reads an index that holds no more than what it counts.
      const [counts] = await db.rows<MailCounts>(sql`
        select
          waiting.all_of_them as "waiting",
          waiting.long_ones as "waitingLong",
          (select count(*)::int from outbox where sent_at >= ${moment(recent)}) as "sent",
          (select count(*)::int from outbox where buried_at >= ${moment(recent)}) as "buried",
          (select count(*)::int from mail_suppressions) as "suppressed"
        from (
          select
            count(*)::int as all_of_them,
            (count(*) filter (where created_at < ${moment(long)}))::int as long_ones
          from outbox
          where sent_at is null and buried_at is null
        ) as waiting`);
      return counts ?? { waiting: 0, waitingLong: 0, sent: 0, buried: 0, suppressed: 0 };
    },

    async list(state, limit, after) {
      const isBuried = state === 'buried';
      const place = isBuried ? sql`(buried_at, id)` : sql`(created_at, id)`;
      const isLater = isBuried ? sql`<` : sql`>`;
      const order = isBuried ? sql`buried_at desc, id desc` : sql`created_at, id`;
      const beyond = after
        ? sql`and ${place} ${isLater} (${moment(after.at)}, ${after.id}::uuid)`
        : sql``;
      const rows = await db.rows<Row>(sql`
        select id, template, recipient, created_at as "createdAt",
          case when buried_at is null then due_at end as "dueAt", buried_at as "buriedAt",
          attempts, last_error_code as "errorCode"
        from outbox
        where ${isBuried ? sql`buried_at is not null` : sql`sent_at is null and buried_at is null`}
          ${beyond}
        order by ${order}
        limit ${limit}::int`);
      return rows.map((row) => ({
        ...row,
        createdAt: new Date(row.createdAt),
        dueAt: dateOrNull(row.dueAt),
        buriedAt: dateOrNull(row.buriedAt),
      }));
    },
  };
}

function dateOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
