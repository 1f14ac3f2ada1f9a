import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import { insertAuditEvent } from './audit-events.ts';
import { moment } from './parameters.ts';

/**
 * The parts of a statement that end sessions: `ended` (id, user_id, method and end_reason of those
 * that this statement ended) with an audit event each, written by `ending_events`. `which` gives
 * rows of `id` and `why`, the reason.
 */
export function endSessions(which: SQL, now: Date, audit: AuditContext): SQL {
  // The row is looked at again when another end of it was waited for: the first reason stays.
  return sql`
    ending as (${which}),
    ended as (
      update sessions
      set ended_at = ${moment(now)}, end_reason = ending.why::session_end_reason
      from ending
      where sessions.id = ending.id and sessions.ended_at is null
      returning sessions.id, sessions.user_id, sessions.method, sessions.end_reason
    ),
    ending_events as (${insertAuditEvent(
      {
        kind: 'session_end',
        at: now,
        result: sql`ended.end_reason::text`,
        subjectId: sql`ended.user_id`,
        method: sql`ended.method::text`,
        from: sql`ended`,
      },
      audit,
    )})`;
}

/** Whether a row of `sessions` is live at a moment: neither ended nor expired. */
export function isLiveAt(now: Date): SQL {
  return sql`sessions.ended_at is null and sessions.absolute_expires_at > ${moment(now)}`;
}

/** The ids in `ended`, as one value. */
export const endedIds = sql`(select coalesce(json_agg(ended.id), '[]'::json) from ended)`;
