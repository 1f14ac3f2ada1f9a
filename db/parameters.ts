import { type SQL, sql } from 'drizzle-orm';
import { placeLength, providerEmailLength, userAgentLength, users } from './schema.ts';

/** A moment as a parameter of a statement. */
export function moment(date: Date): SQL {
  return sql`${date.toISOString()}::timestamptz`;
}

/** A user agent as a parameter, cut to what its column takes. */
export function shortUserAgent(userAgent: string | null): SQL {
  return shortText(userAgent, userAgentLength);
}

/** A place as a parameter, cut to what its column takes. */
export function shortPlace(place: string | null): SQL {
  return shortText(place, placeLength);
}

/** A provider's address for somebody as a parameter, cut to what its column takes. */
export function shortProviderEmail(email: string | null): SQL {
  return shortText(email, providerEmailLength);
}

// Cut by PostgreSQL, which never cuts a character in half; NUL is the one that it cannot hold.
function shortText(text: string | null, length: number): SQL {
  return sql`nullif(left(${text?.replaceAll('\0', '') ?? null}::text, ${length}::int), '')`;
}

/** Whether a row of `users` is disabled at a moment: for good, or until one that has not come. */
export function isDisabledAt(now: Date): SQL<boolean> {
  return sql<boolean>`(${users.disabledAt} is not null and (${users.disabledUntil} is null or ${users.disabledUntil} > ${moment(now)}))`;
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

/**
 * Queues all who open or end the sessions of a user until the transaction ends: the first statement
 * of their batch, so that the next one sees whatever the one before them wrote. Rows are always
 * locked in the order of their ids, so that no two wait for each other.
 */
export function lockUsers(condition: SQL): SQL {
  return sql`select id from users where ${condition} order by id for update`;
}
