import { type SQL, sql } from 'drizzle-orm';
import { userAgentLength } from './schema.ts';

/** A moment as a parameter of a statement. */
export function moment(date: Date): SQL {
  return sql`${date.toISOString()}::timestamptz`;
}

/** A user agent as a parameter: cut by PostgreSQL, which never cuts a character in half. */
export function shortUserAgent(userAgent: string | null): SQL {
  return sql`nullif(left(${userAgent}::text, ${userAgentLength}::int), '')`;
}

/** Decides whether a text is a uuid: PostgreSQL answers 22P02 to anything else. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** Decides whether PostgreSQL can hold a text: it answers 22021 to a NUL character. */
export function isStorable(text: string): boolean {
  return !text.includes('\0');
}

/**
 * Queues all who write of one address until the transaction ends: the first statement of a batch
 * that decides whether a row or a letter for that address exists yet.
 */
export function lockAddress(emailNormalised: string): SQL {
  return sql`select pg_advisory_xact_lock(hashtextextended(${`address ${emailNormalised}`}, 0))`;
}
