import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import type { AddressConfirmation, AddressUndoing } from '#core/address-ports.ts';
import { isProven } from './address-requests.ts';
import { insertAuditEvent } from './audit-events.ts';
import { answerOfLink, isOpen } from './link-answers.ts';
import { insertNotice } from './notices.ts';
import { isDisabledAt, moment } from './parameters.ts';
import { insertRevocations } from './provider-revocations.ts';
import { endedIds, endSessions, isLiveAt } from './session-endings.ts';

/** How long before a change a connection may be made that its undoing removes, as an interval. */
const suspectTime = sql`interval '7 days'`;

/** Gives an account the address of a token, under the locks of address and users. */
export function confirmedChange(
  { tokenDigest, changed, taken, now }: AddressConfirmation,
  audit: AuditContext,
): SQL {
  return sql`
    with ${spendAndDisplace(
      {
        tokenDigest,
        now,
        isOpenTo: sql`token.purpose = 'change_email' and users.email_verified_at is not null
          and not ${isDisabledAt(now)}`,
      },
      audit,
    )},
    moved as (
      update users
      set email = used.email, email_normalised = used.email_normalised,
          email_verified_at = ${moment(now)}, updated_at = ${moment(now)}
      from used, ${afterDisplaced}
      where users.id = used.user_id
      returning users.id, users.email, users.email_normalised, users.language
    ),
    former as (
      select
        used.user_id as id, used.old_email as email, used.old_normalised as email_normalised,
        used.language
      from used
    ),
    superseded as (
      update one_time_tokens as token
      set superseded_at = ${moment(now)}
      from used
      where token.user_id = used.user_id and token.id <> used.id and ${isOpen}
        and token.purpose in ('verify_email', 'reset_password', 'change_email')
    ),
    ${endAllOfUsed(now, audit)},
    ${insertNotice(changed, sql`former`, now, 'changed')},
    ${insertNotice(taken, sql`moved`, now, 'taken')},
    ${answerOfLink('email_change', now, audit)}
    select result, user_id as "userId", ${endedIds} as "endedIds" from answer`;
}

/**
 * Gives an account back the address of a token, under the same locks, and nothing else to whoever
 * moved it. Links that undo earlier changes stay: they outrank this one, which may have gone to an
 * address of the one who moved the account twice.
 */
export function undoneChange(
  { tokenDigest, restored, reset, now }: AddressUndoing,
  audit: AuditContext,
): SQL {
  return sql`
    with ${spendAndDisplace(
      { tokenDigest, now, isOpenTo: sql`token.purpose = 'undo_email_change'` },
      audit,
    )},
    restored as (
      update users
      set email = used.email, email_normalised = used.email_normalised,
          email_verified_at = ${moment(now)}, updated_at = ${moment(now)}, password_hash = null,
          password_changed_at = case
            when users.password_hash is null then users.password_changed_at else ${moment(now)}
          end,
          password_checked_at = null, password_breached_at = null
      from used, ${afterDisplaced}
      where users.id = used.user_id
      returning users.id, users.email, users.email_normalised, users.language,
        not ${isDisabledAt(now)} and (
          used.has_password or not exists (
            select from accounts
            where accounts.user_id = users.id
              and accounts.created_at <= used.created_at - ${suspectTime}
          )
        ) as needs_password
    ),
    disconnected as (
      delete from accounts using used
      where accounts.user_id = used.user_id
        and accounts.created_at > used.created_at - ${suspectTime}
      returning accounts.*
    ),
    disconnected_tokens as (${insertRevocations(sql`disconnected`, now)}),
    superseded as (
      update one_time_tokens as token
      set superseded_at = ${moment(now)}
      from used
      where token.user_id = used.user_id and token.id <> used.id and ${isOpen}
        and not (token.purpose = 'undo_email_change' and token.created_at < used.created_at)
    ),
    ${endAllOfUsed(now, audit)},
    ${insertNotice(restored, sql`restored`, now, 'restored')},
    ${insertNotice(reset, sql`restored where needs_password`, now, 'reset')},
    ${answerOfLink('email_change_undo', now, audit)}
    select result, user_id as "userId", ${endedIds} as "endedIds" from answer`;
}

/**
 * The parts that spend a token which gives an address: `used`, with what its user had before,
 * `expired`, and `displaced`: an account that was registered under the address and never confirmed,
 * which gives way. Nothing is spent while another account has confirmed it.
 */
function spendAndDisplace(
  { tokenDigest, now, isOpenTo }: { tokenDigest: string; now: Date; isOpenTo: SQL },
  audit: AuditContext,
): SQL {
  return sql`
    found as (
      select
        token.id, token.expires_at, users.email as old_email,
        users.email_normalised as old_normalised, users.language,
        users.password_hash is not null as has_password
      from one_time_tokens as token join users on users.id = token.user_id
      where token.token_digest = ${tokenDigest} and token.email is not null and ${isOpen}
        and ${isOpenTo}
    ),
    expired as (
      select token.user_id
      from one_time_tokens as token join found on found.id = token.id
      where token.expires_at <= ${moment(now)}
    ),
    used as (
      update one_time_tokens as token
      set used_at = ${moment(now)}
      from found
      where token.id = found.id and ${isOpen} and token.expires_at > ${moment(now)}
        and not exists (
          select from users
          where users.email_normalised = token.email_normalised and users.id <> token.user_id
            and ${isProven}
        )
      returning token.id, token.user_id, token.email, token.email_normalised, token.created_at,
        found.old_email, found.old_normalised, found.language, found.has_password
    ),
    displaced_connections as (
      delete from accounts using users, used
      where accounts.user_id = users.id and ${isDisplaced}
      returning accounts.*
    ),
    displaced_tokens as (${insertRevocations(sql`displaced_connections`, now)}),
    displaced as (
      delete from users using used where ${isDisplaced} returning users.id
    ),
    displaced_event as (${insertAuditEvent(
      {
        kind: 'registration_displace',
        at: now,
        result: sql`'displaced'::text`,
        subjectId: sql`displaced.id`,
        from: sql`displaced`,
      },
      audit,
    )})`;
}

const isDisplaced = sql`
  users.email_normalised = used.email_normalised and users.id <> used.user_id and not ${isProven}`;

// Reading it to its end makes the deletion come before the update that takes the address.
const afterDisplaced = sql`(select count(*) from displaced) as displacement`;

function endAllOfUsed(now: Date, audit: AuditContext): SQL {
  return endSessions(
    sql`
      select sessions.id, 'email_changed' as why
      from sessions join used on used.user_id = sessions.user_id
      where ${isLiveAt(now)}`,
    now,
    audit,
  );
}
