import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import { type AuditKind, insertAuditEvent } from './audit-events.ts';

/** Whether a row of `one_time_tokens`, called `token`, is neither used nor replaced. */
export const isOpen: SQL = sql`token.used_at is null and token.superseded_at is null`;

/**
 * The parts that say what became of a link: `answer` (result, user_id) over `used` and `expired`,
 * which give a `user_id` each, with its audit event.
 */
export function answerOfLink(kind: AuditKind, now: Date, audit: AuditContext): SQL {
  return sql`
    answer as (
      select 'used' as result, user_id from used
      union all
      select 'expired', user_id from expired
      union all
      select 'invalid', null where not exists (select from used) and not exists (select from expired)
    ),
    answer_event as (${insertAuditEvent(
      {
        kind,
        at: now,
        result: sql`answer.result`,
        subjectId: sql`answer.user_id`,
        from: sql`answer`,
      },
      audit,
    )})`;
}
