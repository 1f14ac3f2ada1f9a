import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import type { AddressChangeRequest } from '#core/address-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import { mayBeAsked } from './letter-caps.ts';
import { insertLetter, insertNotice } from './notices.ts';
import { isDisabledAt, moment } from './parameters.ts';

/**
 * Keeps token and letter of a wanted address, or the letter to whoever has it, under the locks of
 * address and user: `sent`, `in_use`, `quiet`. The newest request is the one that counts.
 */
export function addressRequest(request: AddressChangeRequest, audit: AuditContext): SQL {
  const { userId, to, confirm, inUseLetter, now } = request;
  const template = sql`
    case when exists (select from holder) then ${inUseLetter.template}::text
      else ${confirm.letter.template}::text
    end`;
  return sql`
    with account as (
      select users.id, users.language from users
      where users.id = ${userId}::uuid and users.email_verified_at is not null
        and users.email_normalised <> ${to.normalised}::text and not ${isDisabledAt(now)}
    ),
    holder as (
      select users.id, users.email, users.email_normalised, users.language from users
      where users.email_normalised = ${to.normalised}::text and ${isProven}
    ),
    wanted as (select account.id, account.language, ${template} as template from account),
    allowed as (
      select * from wanted where ${mayBeAsked(to.normalised, sql`wanted.template`, now)}
    ),
    asked as (
      select
        allowed.id, ${to.email}::text as email, ${to.normalised}::text as email_normalised,
        allowed.language
      from allowed where not exists (select from holder)
    ),
    told as (select holder.* from holder, allowed),
    superseded as (
      update one_time_tokens as token
      set superseded_at = ${moment(now)}
      from asked
      where token.user_id = asked.id and token.purpose = 'change_email'
        and token.used_at is null and token.superseded_at is null
    ),
    ${insertNotice(confirm, sql`asked`, now, 'confirm')},
    ${insertLetter(inUseLetter, sql`told`, now, 'in_use')},
    answer as (
      select case
        when exists (select from asked) then 'sent'
        when exists (select from told) then 'in_use'
        else 'quiet'
      end as result
    ),
    audit as (${insertAuditEvent(
      {
        kind: 'email_change_request',
        at: now,
        result: sql`answer.result`,
        subjectId: sql`(select id from account)`,
        from: sql`answer`,
      },
      audit,
    )})
    select result from answer`;
}

/**
 * Whether the address of a row of `users` is its own: confirmed, or its account disabled, which
 * nobody gets rid of. Anybody may register any address; one that is not confirmed keeps nobody from
 * proving that it is theirs.
 */
export const isProven: SQL = sql`
  (users.email_verified_at is not null or users.disabled_at is not null)`;
