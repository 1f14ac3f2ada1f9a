import { type SQL, sql } from 'drizzle-orm';
import type { SealedLetter } from '#core/letters.ts';
import type { NewOneTimeToken, SealedNotice } from '#core/token-record.ts';
import { moment } from './parameters.ts';

/**
 * The parts of a statement that store a letter to the owner of an account and the token that it
 * carries (of a notice, its "this wasn't me"): `<name>_letter` and `<name>_token`. `to` gives one
 * row of `id`, `email`, `email_normalised` and `language` of the user, or none; only what stands
 * there gets the letter, and the token is bound to that address.
 */
export function insertNotice(
  { letter, token }: SealedNotice,
  to: SQL,
  now: Date,
  name = 'notice',
): SQL {
  return sql`
    ${insertLetter(letter, to, now, name)},
    ${sql.raw(name)}_token as (
      insert into one_time_tokens
        (id, user_id, purpose, email_normalised, email, token_digest, created_at, expires_at)
      select
        ${token.id}::uuid, id, ${token.purpose}::token_purpose, email_normalised,
        ${givesAddress(token) ? sql`email` : sql`null`},
        ${token.tokenDigest}::text, ${moment(now)}, ${moment(token.expiresAt)}
      from ${to}
    )`;
}

/** The part that stores a letter alone: `<name>_letter`. */
export function insertLetter(letter: SealedLetter, to: SQL, now: Date, name: string): SQL {
  return sql`
    ${sql.raw(name)}_letter as (
      insert into outbox
        (id, template, recipient, recipient_normalised, language, props_sealed, created_at, due_at)
      select
        ${letter.id}::uuid, ${letter.template}::text, email, email_normalised,
        coalesce(language, ${letter.language}::text), ${letter.propsSealed}::text,
        ${moment(now)}, ${moment(now)}
      from ${to}
    )`;
}

/** Whether using a token gives its user the address that it went to. */
function givesAddress({ purpose }: NewOneTimeToken): boolean {
  return purpose === 'change_email' || purpose === 'undo_email_change';
}
