import { sql } from 'drizzle-orm';
import type { FirstPasswords } from '#core/recovery-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { insertNotice } from './notices.ts';
import { isDisabledAt, isUuid, lockUsers, moment } from './parameters.ts';
import { endedIds, endSessions, isLiveAt } from './session-endings.ts';

/** The question that a first password asks. */
export function firstPasswordQuestions(db: Database): FirstPasswords {
  return {
    async set({ userId, passwordHash, checkedAt, notice, now }, audit) {
      if (!isUuid(userId)) return null;
      const [set] = await db.batch<{ endedIds: string[] }>(
        lockUsers(sql`users.id = ${userId}::uuid`),
        sql`
          with changed as (
            update users
            set password_hash = ${passwordHash}::text, password_changed_at = ${moment(now)},
                password_checked_at = ${checkedAt ? moment(checkedAt) : sql`null`},
                password_breached_at = null, updated_at = ${moment(now)}
            where users.id = ${userId}::uuid and users.password_hash is null
              and not ${isDisabledAt(now)}
            returning users.id, users.email, users.email_normalised, users.language
          ),
          ${endSessions(
            sql`
              select sessions.id, 'password_changed' as why
              from sessions join changed on changed.id = sessions.user_id
              where ${isLiveAt(now)}`,
            now,
            audit,
          )},
          ${insertNotice(notice, sql`changed`, now)},
          set_event as (${insertAuditEvent(
            {
              kind: 'password_set',
              at: now,
              result: sql`'changed'::text`,
              subjectId: sql`changed.id`,
              from: sql`changed`,
            },
            audit,
          )})
          select ${endedIds} as "endedIds" from changed`,
      );
      return set?.endedIds ?? null;
    },
  };
}
