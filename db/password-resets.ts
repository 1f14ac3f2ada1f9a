import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import type { PasswordReset, PasswordResets } from '#core/recovery-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { insertNotice } from './notices.ts';
import { isDisabledAt, isStorable, lockAddress, lockUsers, moment } from './parameters.ts';
import { insertRevocations } from './provider-revocations.ts';
import { resetRequest } from './reset-requests.ts';
import { endedIds, endSessions, isLiveAt } from './session-endings.ts';

type FoundRow = { isLive: boolean; email: string; normalised: string; name: string | null };
type ResetRow =
  | { result: 'used'; emailNormalised: string; endedIds: string[] }
  | { result: 'expired' | 'invalid' };

/** The questions about forgotten passwords. */
export function passwordResetQuestions(db: Database): PasswordResets {
  return {
    async request(request) {
      const { emailNormalised } = request;
      if (!isStorable(emailNormalised)) return 'quiet';
      const [decided] = await db.batch<{ result: 'sent' | 'no_password' | 'quiet' }>(
        lockAddress(emailNormalised),
        lockUsers(sql`users.email_normalised = ${emailNormalised}`),
        resetRequest(request),
      );
      return decided?.result ?? 'quiet';
    },

    async find(tokenDigest, now) {
      if (!isStorable(tokenDigest)) return { result: 'invalid' };
      const [found] = await db.rows<FoundRow>(sql`
        select
          token.expires_at > ${moment(now)} as "isLive", users.email,
          users.email_normalised as normalised, users.name
        from one_time_tokens as token join users on ${isOpenFor(now)}
        where token.token_digest = ${tokenDigest}`);
      if (!found) return { result: 'invalid' };
      const { isLive, email, normalised, name } = found;
      return isLive
        ? { result: 'live', owner: { address: { email, normalised }, name } }
        : { result: 'expired' };
    },

    async reset(reset, audit) {
      const { tokenDigest } = reset;
      if (!isStorable(tokenDigest)) return { result: 'invalid' };
      const [answer] = await db.batch<ResetRow>(
        lockUsers(sql`
          users.id in (select user_id from one_time_tokens where token_digest = ${tokenDigest})`),
        spendReset(reset, audit),
      );
      if (!answer) return { result: 'invalid' };
      if (answer.result !== 'used') return { result: answer.result };
      const { result, emailNormalised, endedIds } = answer;
      return { result, emailNormalised, endedIds };
    },
  };
}

function spendReset(reset: PasswordReset, audit: AuditContext): SQL {
  const { tokenDigest, passwordHash, checkedAt, notice } = reset;
  const now = moment(reset.now);
  return sql`
    with used as (
      update one_time_tokens as token
      set used_at = ${now}
      from users
      where token.token_digest = ${tokenDigest} and ${isOpenFor(reset.now)}
        and token.expires_at > ${now}
      returning token.id, token.user_id, users.email_verified_at is null as was_unproven
    ),
    expired as (
      select token.user_id
      from one_time_tokens as token join users on ${isOpenFor(reset.now)}
      where token.token_digest = ${tokenDigest} and token.expires_at <= ${now}
    ),
    changed as (
      update users
      set password_hash = ${passwordHash}::text, password_changed_at = ${now},
          password_checked_at = ${checkedAt ? moment(checkedAt) : sql`null`},
          password_breached_at = null,
          email_verified_at = coalesce(users.email_verified_at, ${now}), updated_at = ${now}
      from used
      where users.id = used.user_id
      returning users.id, users.email, users.email_normalised, users.language
    ),
    superseded as (
      update one_time_tokens as token
      set superseded_at = ${now}
      from used
      where token.user_id = used.user_id and token.id <> used.id and ${isUnused}
        and token.purpose in ('verify_email', 'reset_password', 'change_email')
    ),
    disconnected as (
      delete from accounts using used
      where accounts.user_id = used.user_id and used.was_unproven
      returning accounts.*
    ),
    revocations as (${insertRevocations(sql`disconnected`, reset.now)}),
    ${endSessions(
      sql`
        select sessions.id, 'password_reset' as why
        from sessions join changed on changed.id = sessions.user_id
        where ${isLiveAt(reset.now)}`,
      reset.now,
      audit,
    )},
    ${insertNotice(notice, sql`changed`, reset.now)},
    answer as (
      select 'used' as result, id as user_id, email_normalised from changed
      union all
      select 'expired', user_id, null from expired
      union all
      select 'invalid', null, null
      where not exists (select from changed) and not exists (select from expired)
    ),
    audit as (${insertAuditEvent(
      {
        kind: 'password_reset',
        at: reset.now,
        result: sql`answer.result`,
        subjectId: sql`answer.user_id`,
        from: sql`answer`,
      },
      audit,
    )})
    select result, email_normalised as "emailNormalised", ${endedIds} as "endedIds" from answer`;
}

const isUnused = sql`token.used_at is null and token.superseded_at is null`;

// A link proves the address that it was sent to, and no address that its user took since.
function isOpenFor(now: Date): SQL {
  return sql`
    users.id = token.user_id and users.email_normalised = token.email_normalised
    and token.purpose = 'reset_password' and ${isUnused} and not ${isDisabledAt(now)}`;
}
