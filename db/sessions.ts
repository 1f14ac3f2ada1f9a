import { and, desc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import { after, days } from '#core/clock.ts';
import type { SessionEndReason, Sessions } from '#core/session-ports.ts';
import type { Database } from './client.ts';
import { isStorable, isUuid, lockUsers, moment } from './parameters.ts';
import { sessions } from './schema.ts';
import { endSessions, isLiveAt } from './session-endings.ts';
import { openingQuestion } from './session-opening.ts';

const listedAtMost = 500;
/** How many sessions one sweep retires: the statement must end well before the client's timeout. */
const retiredAtOnce = 2000;
/** What the audit says of a session outlives its row. */
const keptDaysAfterEnd = 90;

/** The questions about the registry of sessions. */
export function sessionQuestions(db: Database): Sessions {
  return {
    open: openingQuestion(db),

    async end(which, why, now, audit) {
      const chosen = 'only' in which ? which.only : which.except;
      if (!isUuid(which.userId) || !isStorable(chosen ?? '')) return [];
      const ofUser = sql`sessions.user_id = ${which.userId}::uuid`;
      if ('only' in which) {
        const one = sql`${ofUser} and sessions.id = ${which.only}::text`;
        return idsOf(await db.rows(endWhere(one, why, now, audit)));
      }
      const others = sql`${ofUser} and sessions.id is distinct from ${which.except}::text`;
      return idsOf(
        await db.batch(
          lockUsers(sql`users.id = ${which.userId}::uuid`),
          endWhere(others, why, now, audit),
        ),
      );
    },

    async list(userId, now, idleSince) {
      if (!isUuid(userId)) return [];
      return db.ask((builder) =>
        builder
          .select({
            id: sessions.id,
            method: sessions.method,
            createdAt: sessions.createdAt,
            lastSeenAt: sessions.lastSeenAt,
            absoluteExpiresAt: sessions.absoluteExpiresAt,
            ip: sessions.ip,
            place: sessions.place,
            userAgent: sessions.userAgent,
          })
          .from(sessions)
          .where(
            and(
              eq(sessions.userId, userId),
              isNull(sessions.endedAt),
              gt(sessions.absoluteExpiresAt, now),
              idleSince ? gt(sessions.lastSeenAt, idleSince) : undefined,
            ),
          )
          .orderBy(desc(sessions.lastSeenAt), desc(sessions.createdAt), sessions.id)
          .limit(listedAtMost),
      );
    },

    // The newest first: when there are more than `limit`, the others were told longest ago.
    async endedSince(since, limit) {
      return idsOf(
        await db.rows(sql`
          select id from sessions
          where ended_at > ${moment(since)}
          order by ended_at desc
          limit ${limit}::int`),
      );
    },

    // Each is dated to the moment at which it was over, so that old ones are no news. Rows that
    // somebody ends right now are skipped: this never waits for others while it holds rows.
    async retire(now, idleSince) {
      const isIdle = idleSince ? sql`last_seen_at <= ${moment(idleSince)}` : sql`false`;
      const idleEnd = idleSince
        ? sql`last_seen_at + (${moment(now)} - ${moment(idleSince)})`
        : sql`absolute_expires_at`;
      const forgottenBefore = after(now, -days(keptDaysAfterEnd));
      await db.rows(sql`
        with forgotten as (
          delete from sessions
          where id in (
            select id from sessions
            where ended_at < ${moment(forgottenBefore)}
            limit ${retiredAtOnce}::int
            for update skip locked
          )
        ),
        over as (
          select id, absolute_expires_at <= ${moment(now)} as is_expired
          from sessions
          where ended_at is null and (absolute_expires_at <= ${moment(now)} or ${isIdle})
          limit ${retiredAtOnce}::int
          for update skip locked
        )
        update sessions
        set ended_at = case when over.is_expired then absolute_expires_at else ${idleEnd} end,
            end_reason = (case when over.is_expired then 'expired' else 'idle' end)::session_end_reason
        from over
        where sessions.id = over.id`);
    },
  };
}

function endWhere(condition: SQL, why: SessionEndReason, now: Date, audit: AuditContext): SQL {
  const which = sql`
    select sessions.id, ${why}::text as why from sessions where ${condition} and ${isLiveAt(now)}`;
  return sql`with ${endSessions(which, now, audit)} select id from ended`;
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
