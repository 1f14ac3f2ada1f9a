import { type SQL, sql } from 'drizzle-orm';
import type { ResetRequest } from '#core/recovery-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import { mayBeAsked } from './letter-caps.ts';
import { isDisabledAt, moment } from './parameters.ts';

/**
 * Keeps token and letter of a forgotten password, or the letter for an account that has only
 * providers, under the locks of address and user: `sent`, `no_password`, `quiet`.
 */
export function resetRequest(request: ResetRequest): SQL {
  const { emailNormalised, token, resetLetter, noPasswordLetter } = request;
  const now = moment(request.now);
  return sql`
    with account as (
      select
        users.id, users.email, users.language,
        users.password_hash is null and users.email_verified_at is not null
          and exists (select from accounts where accounts.user_id = users.id) as is_without
      from users
      where users.email_normalised = ${emailNormalised} and not ${isDisabledAt(request.now)}
    ),
    answered as (
      select
        account.*,
        case when is_without then ${noPasswordLetter.template}::text
          else ${resetLetter.template}::text
        end as template
      from account
    ),
    allowed as (
      select * from answered
      where ${mayBeAsked(emailNormalised, sql`answered.template`, request.now)}
    ),
    superseded as (
      update one_time_tokens as token
      set superseded_at = ${now}
      from allowed
      where token.user_id = allowed.id and not allowed.is_without
        and token.purpose = ${token.purpose}::token_purpose and token.used_at is null and token.superseded_at is null
    ),
    token as (
      insert into one_time_tokens
        (id, user_id, purpose, email_normalised, token_digest, created_at, expires_at)
      select
        ${token.id}::uuid, allowed.id, ${token.purpose}::token_purpose, ${emailNormalised}::text,
        ${token.tokenDigest}::text, ${now}, ${moment(token.expiresAt)}
      from allowed where not allowed.is_without
    ),
    letter as (
      insert into outbox
        (id, template, recipient, recipient_normalised, language, props_sealed, created_at, due_at)
      select
        case when is_without then ${noPasswordLetter.id}::uuid else ${resetLetter.id}::uuid end,
        allowed.template, allowed.email, ${emailNormalised}::text,
        coalesce(allowed.language, ${resetLetter.language}::text),
        case when is_without then ${noPasswordLetter.propsSealed}::text
          else ${resetLetter.propsSealed}::text
        end,
        ${now}, ${now}
      from allowed
    ),
    answer as (
      select coalesce(
        (select case when is_without then 'no_password' else 'sent' end from allowed),
        'quiet'
      ) as result
    ),
    audit as (${insertAuditEvent(
      {
        kind: 'password_reset_request',
        at: request.now,
        result: sql`answer.result`,
        subjectId: sql`(select id from account)`,
        from: sql`answer`,
      },
      request.audit,
    )})
    select result from answer`;
}
