import { type SQL, sql } from 'drizzle-orm';
import type { SealedNotice } from '#core/notices.ts';
import { moment } from './parameters.ts';

/**
 * The parts of a statement that store a notice to the owner of an account and the token of its
 * "this wasn't me": `<name>_letter` and `<name>_token`. `to` gives one row of `id`, `email`,
 * `email_normalised` and `language` of the user, or none; only what stands there gets the letter.
 */
export function insertNotice(
  { letter, token }: SealedNotice,
  to: SQL,
  now: Date,
  name = 'notice',
): SQL {
  return sql`
    ${sql.raw(name)}_letter as (
      insert into outbox
        (id, template, recipient, recipient_normalised, language, props_sealed, created_at, due_at)
      select
        ${letter.id}::uuid, ${letter.template}::text, email, email_normalised,
        coalesce(language, ${letter.language}::text), ${letter.propsSealed}::text,
        ${moment(now)}, ${moment(now)}
      from ${to}
    ),
    ${sql.raw(name)}_token as (
      insert into one_time_tokens
        (id, user_id, purpose, email_normalised, token_digest, created_at, expires_at)
      select
        ${token.id}::uuid, id, ${token.purpose}::token_purpose, email_normalised,
        ${token.tokenDigest}::text, ${moment(now)}, ${moment(token.expiresAt)}
      from ${to}
    )`;
}
