import { sql } from 'drizzle-orm';
import type { NewRegistration, Registrations } from '#core/ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { mayBeAsked } from './letter-caps.ts';
import { lockAddress, moment } from './parameters.ts';

type Result = Awaited<ReturnType<Registrations['store']>>;

/** The question that a registration asks. */
export function registrationQuestions(db: Database): Registrations {
  return {
    async store(registration) {
      const [decided] = await db.batch<{ result: Result }>(
        lockAddress(registration.emailNormalised),
        decideAndWrite(registration),
      );
      return decided?.result ?? 'quiet';
    },
  };
}

// The lock on the address lets one registration at a time past this point, so that the snapshot of
// this statement holds whatever an earlier one wrote. The row lock on the user keeps a verification
// from slipping in between the look and the write.
function decideAndWrite(registration: NewRegistration) {
  const { token, verificationLetter, existingAccountLetter, emailNormalised } = registration;
  const now = moment(registration.now);
  const { passwordCheckedAt } = registration;
  const checkedAt = passwordCheckedAt ? moment(passwordCheckedAt) : sql`null::timestamptz`;
  const template = sql`
    case wanted.result
      when 'known' then ${existingAccountLetter.template}::text
      else ${verificationLetter.template}::text
    end`;
  return sql`
    with known as (
      select id, email, language, email_verified_at is not null as is_verified
      from users
      where email_normalised = ${emailNormalised}
      for update
    ),
    wanted as (
      select case
        when not exists (select from known) then 'created'
        when (select is_verified from known) then 'known'
        else 'renewed'
      end as result
    ),
    decision as (
      select case
        when ${mayBeAsked(emailNormalised, template, registration.now)} then wanted.result
        else 'quiet'
      end as result
      from wanted
    ),
    created as (
      insert into users
        (id, email, email_normalised, name, password_hash, password_changed_at, password_checked_at,
         language, created_at, updated_at)
      select
        ${registration.userId}::uuid, ${registration.email}::text, ${emailNormalised}::text,
        ${registration.name}::text, ${registration.passwordHash}::text, ${now}, ${checkedAt},
        ${verificationLetter.language}::text, ${now}, ${now}
      from decision where result = 'created'
      on conflict (email_normalised) do nothing
      returning id
    ),
    renewed as (
      update users
      set email = ${registration.email}::text,
          name = coalesce(${registration.name}::text, users.name),
          password_hash = ${registration.passwordHash}::text,
          password_changed_at = ${now},
          password_checked_at = ${checkedAt},
          password_breached_at = null,
          updated_at = ${now}
      from known, decision
      where users.id = known.id and decision.result = 'renewed'
      returning users.id
    ),
    owner as (
      select id from created union all select id from renewed
    ),
    token as (
      insert into one_time_tokens
        (id, user_id, purpose, email_normalised, token_digest, code_digest, password_hash, created_at, expires_at)
      select
        ${token.id}::uuid, owner.id, ${token.purpose}::token_purpose, ${emailNormalised}::text,
        ${token.tokenDigest}::text, ${token.codeDigest}::text, ${registration.passwordHash}::text,
        ${now}, ${moment(token.expiresAt)}
      from owner
    ),
    letter as (
      insert into outbox
        (id, template, recipient, recipient_normalised, language, props_sealed, created_at, due_at)
      select
        ${verificationLetter.id}::uuid, ${verificationLetter.template}::text,
        ${verificationLetter.to}::text, ${emailNormalised}::text,
        ${verificationLetter.language}::text, ${verificationLetter.propsSealed}::text, ${now}, ${now}
      from owner
      union all
      select
        ${existingAccountLetter.id}::uuid, ${existingAccountLetter.template}::text,
        known.email, ${emailNormalised}::text,
        coalesce(known.language, ${existingAccountLetter.language}::text),
        ${existingAccountLetter.propsSealed}::text, ${now}, ${now}
      from known, decision where decision.result = 'known'
    ),
    answer as (
      select case
        when result in ('created', 'renewed') and not exists (select from owner) then 'quiet'
        else result
      end as result
      from decision
    ),
    audit as (${insertAuditEvent(
      {
        kind: 'registration',
        at: registration.now,
        result: sql`answer.result`,
        subjectId: sql`coalesce((select id from owner), (select id from known))`,
        from: sql`answer`,
      },
      registration.audit,
    )})
    select result from answer`;
}
