import { type SQL, sql } from 'drizzle-orm';
import type { SealedLetter } from '#core/letters.ts';
import { moment } from './parameters.ts';

/**
 * The insert of a letter to the owner of an account, for use inside the statement that does what
 * it tells of: to the stored address in `to`, which gives one row of `email` and
 * `email_normalised`, or none.
 */
export function insertNotice(letter: SealedLetter, to: SQL, now: Date): SQL {
  return sql`
    insert into outbox
      (id, template, recipient, recipient_normalised, props_sealed, created_at, due_at)
    select
      ${letter.id}::uuid, ${letter.template}::text, email, email_normalised,
      ${letter.propsSealed}::text, ${moment(now)}, ${moment(now)}
    from ${to}`;
}
