import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import type { OneTimeTokens, VerificationRequest } from '#core/ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import { mayBeAsked } from './letter-caps.ts';
import { moment } from './parameters.ts';

/** Writes token and letter for an unverified user, unless the caps hold: `sent`, `quiet`. */
export function verificationRequest(request: VerificationRequest): SQL {
  const { token, letter, emailNormalised } = request;
  const now = moment(request.now);
  // The letter goes to the spelling that is stored, never to the one that was asked with.
  return sql`
    with target as (
      select id, email, language from users
      where email_normalised = ${emailNormalised} and email_verified_at is null
      for update
    ),
    allowed as (
      select id, email, language from target
      where ${mayBeAsked(emailNormalised, letter.template, request.now)}
    ),
    token as (
      insert into one_time_tokens
        (id, user_id, purpose, email_normalised, token_digest, code_digest, created_at, expires_at)
      select
        ${token.id}::uuid, allowed.id, ${token.purpose}::token_purpose, ${emailNormalised}::text,
        ${token.tokenDigest}::text, ${token.codeDigest}::text, ${now}, ${moment(token.expiresAt)}
      from allowed
    ),
    letter as (
      insert into outbox
        (id, template, recipient, recipient_normalised, language, props_sealed, created_at, due_at)
      select
        ${letter.id}::uuid, ${letter.template}::text, allowed.email, ${emailNormalised}::text,
        coalesce(allowed.language, ${letter.language}::text), ${letter.propsSealed}::text, ${now}, ${now}
      from allowed
    ),
    answer as (
      select case when exists (select from allowed) then 'sent' else 'quiet' end as result
    ),
    audit as (${insertAuditEvent(
      {
        kind: 'verification_request',
        at: request.now,
        result: sql`answer.result`,
        subjectId: sql`(select id from target)`,
        from: sql`answer`,
      },
      request.audit,
    )})
    select result from answer`;
}

/** Uses the token of a link: `used` with user and address, `expired`, or `invalid`. */
export function spendToken(tokenDigest: string, now: Date, audit: AuditContext): SQL {
  return sql`
    with used as (
      update one_time_tokens as token
      set used_at = ${moment(now)}
      from users
      where token.token_digest = ${tokenDigest} and ${isUnused} and ${isOfOwner}
        and token.expires_at > ${moment(now)}
      returning token.id, token.user_id, token.password_hash
    ),
    touched as (select id, user_id from used),
    expired as (
      select token.user_id
      from one_time_tokens as token join users on ${isOfOwner}
      where token.token_digest = ${tokenDigest} and ${isUnused}
        and token.expires_at <= ${moment(now)}
    ),
    ${verifyAndAnswer(now, audit)}`;
}

/**
 * Uses a code. Every live token of the address counts a try, right or wrong; one that has
 * `maximumTries` takes no more codes. Its link still works: 256 bits are not guessed, and strangers
 * could otherwise kill the links of others.
 */
export function spendCode(
  code: Parameters<OneTimeTokens['verifyEmailByCode']>[0],
  audit: AuditContext,
): SQL {
  const now = moment(code.now);
  const ofAddress = sql`
    users.email_normalised = ${code.emailNormalised} and ${isOfOwner} and ${isUnused}
    and token.tries < ${code.maximumTries}::int`;
  return sql`
    with live as (
      select token.id, token.code_digest, token.created_at
      from one_time_tokens as token join users on users.id = token.user_id
      where ${ofAddress} and token.expires_at > ${now}
    ),
    match as (
      select id from live
      where code_digest in ${code.codeDigests}
      order by created_at desc, id
      limit 1
    ),
    touched as (
      update one_time_tokens as token
      set tries = token.tries + 1,
          used_at = case when token.id = (select id from match) then ${now} end,
          superseded_at = case when token.id <> (select id from match) then ${now} end
      from live
      where token.id = live.id
      returning token.id, token.user_id, token.password_hash, token.used_at
    ),
    used as (select id, user_id, password_hash from touched where used_at is not null),
    expired as (
      select token.user_id
      from one_time_tokens as token join users on users.id = token.user_id
      where ${ofAddress} and token.expires_at <= ${now} and token.code_digest in ${code.codeDigests}
      limit 1
    ),
    ${verifyAndAnswer(code.now, audit)}`;
}

const isUnused = sql`
  token.purpose = 'verify_email' and token.used_at is null and token.superseded_at is null`;

// A token proves the address that it was sent to, and no address that its user took since.
const isOfOwner = sql`
  users.id = token.user_id and users.email_normalised = token.email_normalised`;

/**
 * What follows the use of a token, in the same statement: over `used` (the token, if any),
 * `touched` (the tokens written already, which one statement must not write twice) and `expired`.
 */
function verifyAndAnswer(now: Date, audit: AuditContext): SQL {
  return sql`
    verified as (
      update users
      set email_verified_at = coalesce(users.email_verified_at, ${moment(now)}),
          password_hash = ${confirmedHash},
          password_checked_at = case
            when ${confirmedHash} = users.password_hash then users.password_checked_at
          end,
          updated_at = ${moment(now)}
      from used
      where users.id = used.user_id
      returning users.id, users.email, users.password_hash is null as is_without
    ),
    superseded as (
      update one_time_tokens as token
      set superseded_at = ${moment(now)}
      from used
      where token.user_id = used.user_id and ${isUnused}
        and token.id not in (select id from touched)
    ),
    answer as (
      select
        'used' as result, id as "userId", email, is_without as "isPasswordNeeded"
      from verified
      union all
      select 'expired', user_id, null, null from expired where not exists (select from used)
      union all
      select 'invalid', (select user_id from touched limit 1), null, null
      where not exists (select from used) and not exists (select from expired)
    ),
    audit as (${insertAuditEvent(
      {
        kind: 'email_verification',
        at: now,
        result: sql`answer.result`,
        subjectId: sql`answer."userId"`,
        from: sql`answer`,
      },
      audit,
    )})
    select result, "userId", email, "isPasswordNeeded" from answer`;
}

/**
 * The password after a token was used, over `used`: the one that came with it, only while the address
 * is unproven. A letter that was asked for again brings none. It confirms the password of the one
 * registration that there was; of several nobody knows which was the mailbox owner's, so that the
 * account has none and its owner chooses one.
 */
const confirmedHash = sql`
  case
    when users.email_verified_at is not null then users.password_hash
    when used.password_hash is not null then used.password_hash
    when (
      select count(*) from one_time_tokens as registered
      where registered.user_id = users.id and registered.purpose = 'verify_email'
        and registered.password_hash is not null
    ) = 1 then users.password_hash
  end`;
