import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { timestamp } from 'drizzle-orm/pg-core';

/** A column for a moment: timestamptz, given and read as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

// A check that is null passes, so each form below holds for columns that may be null too.

/** A password hash: argon2id as a PHC string and nothing else. */
export const isPasswordHash = (column: AnyColumn): SQL => sql`${column} like '$argon2id$%'`;

/** A digest: 256 bits as base64url. */
export const isDigest = (column: AnyColumn): SQL => sql`${column} ~ '^[A-Za-z0-9_-]{43}$'`;

/** A sealed value: a compact JWE, five parts, so that a secret in clear is refused. */
export const isSealed = (column: AnyColumn): SQL =>
  sql`${column} ~ '^eyJ[A-Za-z0-9_-]+([.][A-Za-z0-9_-]*){4}$'`;

/** A stable code or name, such as `invalid_credentials`, `verify-email` or `http_500`. */
export const isCode = (column: AnyColumn): SQL => sql`${column} ~ '^[a-zA-Z0-9_.-]{1,80}$'`;

/**
 * A normalised address: one @ or more, ASCII letters small. Letters beyond ASCII are the
 * normaliser's business, since PostgreSQL's tables for them differ between engines.
 */
export const isNormalisedAddress = (column: AnyColumn): SQL =>
  sql`${column} = lower(${column} collate "C") and ${column} like '%_@_%' and length(${column}) <= 320`;

/** The code of a language: two small letters (ISO 639-1). */
export const isLanguage = (column: AnyColumn): SQL => sql`${column} ~ '^[a-z]{2}$'`;

/** A text of so many characters at most, and not empty. */
export const isText = (column: AnyColumn, maximum: number): SQL =>
  sql`length(${column}) between 1 and ${sql.raw(String(maximum))}`;
