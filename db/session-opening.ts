import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext, PublicUser } from '#core/actors.ts';
import { isLanguage } from '#core/language.ts';
import type { OpenedInRegistry, SessionOpening, Sessions } from '#core/session-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { isNewDevice } from './known-devices.ts';
import { insertNotice } from './notices.ts';
import {
  isDisabledAt,
  isStorable,
  isUuid,
  lockUsers,
  moment,
  shortPlace,
  shortUserAgent,
} from './parameters.ts';
import { endedIds, endSessions, isLiveAt } from './session-endings.ts';
import { insertAttempt } from './sign-in-attempts.ts';

/** The question that opens a session. */
export function openingQuestion(db: Database): Sessions['open'] {
  return async (opening, audit) => {
    const { session, replaces, provenHash } = opening;
    if (!isUuid(session.userId) || !isStorable(session.id + (provenHash ?? ''))) return null;
    const replacedId = replaces !== null && isStorable(replaces) ? replaces : null;
    const [opened] = await db.batch<PublicUser & Omit<OpenedInRegistry, 'user'>>(
      // The session that gives way may be another user's, whose sessions change here as well.
      lockUsers(sql`
        users.id = ${session.userId}::uuid
        or users.id = (select user_id from sessions where sessions.id = ${replacedId}::text)`),
      decideAndOpen({ ...opening, replaces: replacedId }, audit),
    );
    if (!opened) return null;
    const { endedIds, isPasswordBreached, isMailSuppressed, isDeviceNew, language, ...user } =
      opened;
    return {
      user,
      language: isLanguage(language) ? language : null,
      isPasswordBreached,
      isMailSuppressed,
      isDeviceNew,
      endedIds,
    };
  };
}

// The lock lets one opening, ending or change of a user past at a time, so that the snapshot of
// this statement holds the password of now and every session that counts against the cap.
function decideAndOpen(opening: SessionOpening, audit: AuditContext): SQL {
  const { session, attempt, provenHash, replaces, cap, newDevice } = opening;
  const createdAt = moment(session.createdAt);
  return sql`
    with account as (
      select users.id, users.email, users.name, users.image, users.role,
        users.email_normalised, users.language, users.created_at,
        users.password_breached_at is not null as is_password_breached,
        exists (
          select 1 from mail_suppressions
          where mail_suppressions.email_normalised = users.email_normalised
        ) as is_mail_suppressed
      from users
      where users.id = ${session.userId}::uuid
        and users.email_verified_at is not null
        and not ${isDisabledAt(session.createdAt)}
        and (${provenHash}::text is null or users.password_hash = ${provenHash}::text)
        and ${hasConnection(opening)}
    ),
    opened as (
      insert into sessions
        (id, user_id, method, created_at, last_seen_at, absolute_expires_at, ip, place, user_agent)
      select
        ${session.id}::text, account.id, ${session.method}::sign_in_method,
        ${createdAt}, ${createdAt}, ${moment(session.absoluteExpiresAt)},
        ${session.ip}::text, ${shortPlace(session.place)}, ${shortUserAgent(session.userAgent)}
      from account
    ),
    told as (
      select account.* from account where ${isNewDevice(session)}
    ),
    ${insertNotice(newDevice, sql`told`, session.createdAt, 'device')},
    others as (
      select sessions.id from sessions join account on account.id = sessions.user_id
      where ${isLiveAt(session.createdAt)} and sessions.id is distinct from ${replaces}::text
      order by sessions.created_at desc, sessions.id desc
      offset greatest(${cap}::int - 1, 0)
    ),
    ${endSessions(
      sql`
        select others.id, 'displaced' as why from others
        union all
        select sessions.id, 'replaced' from sessions, account
        where sessions.id = ${replaces}::text and ${isLiveAt(session.createdAt)}`,
      session.createdAt,
      audit,
    )},
    ${attempt ? sql`attempt as (${insertAttempt(attempt, sql`account`)}),` : sql``}
    opening_event as (${insertAuditEvent(
      {
        kind: attempt ? 'sign_in' : 'reauthentication',
        at: session.createdAt,
        result: sql`'succeeded'::text`,
        subjectId: sql`account.id`,
        method: sql`${session.method}::text`,
        from: sql`account`,
      },
      audit,
    )})
    select
      account.id, account.email, account.name, account.image, account.role,
      account.language, true as "emailVerified", account.is_password_breached as "isPasswordBreached",
      account.is_mail_suppressed as "isMailSuppressed",
      exists (select from told) as "isDeviceNew", ${endedIds} as "endedIds"
    from account`;
}

/** Whether a sign-in by a provider has its connection still: one that was removed opens nothing. */
function hasConnection({ session: { method }, attempt }: SessionOpening): SQL {
  if (attempt === null || method === 'password') return sql`true`;
  return sql`exists (
    select from accounts where accounts.user_id = users.id and accounts.provider = ${method}
  )`;
}
