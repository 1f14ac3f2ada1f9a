import { sql } from 'drizzle-orm';
import type { Sessions } from '#core/ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { isStorable, moment, shortUserAgent } from './parameters.ts';
import { insertAttempt } from './sign-in-attempts.ts';

/** The questions about the registry of sessions. */
export function sessionQuestions(db: Database): Sessions {
  return {
    async open(session, attempt, audit) {
      const createdAt = moment(session.createdAt);
      await db.rows(sql`
        with session as (
          insert into sessions
            (id, user_id, method, created_at, last_seen_at, absolute_expires_at, ip, user_agent)
          values (
            ${session.id}::text, ${session.userId}::uuid, ${session.method}::sign_in_method,
            ${createdAt}, ${createdAt}, ${moment(session.absoluteExpiresAt)},
            ${session.ip}::text, ${shortUserAgent(session.userAgent)}
          )
        ),
        attempt as (${insertAttempt(attempt)})
        ${insertAuditEvent(
          {
            kind: 'sign_in',
            at: attempt.at,
            result: sql`'succeeded'::text`,
            subjectId: sql`${session.userId}::uuid`,
            method: sql`${session.method}::text`,
          },
          audit,
        )}`);
    },

    async end(sessionId, why, now, audit) {
      if (!isStorable(sessionId)) return false;
      const ended = await db.rows(sql`
        with ended as (
          update sessions
          set ended_at = ${moment(now)}, end_reason = ${why}::session_end_reason
          where id = ${sessionId} and ended_at is null
          returning id, user_id, method
        ),
        audit as (${insertAuditEvent(
          {
            kind: 'session_end',
            at: now,
            result: sql`${why}::text`,
            subjectId: sql`ended.user_id`,
            method: sql`ended.method::text`,
            from: sql`ended`,
          },
          audit,
        )})
        select id from ended`);
      return ended.length > 0;
    },
  };
}
