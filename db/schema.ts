import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const roleEnum = pgEnum('role', ['user', 'support', 'admin']);
export const tokenPurposeEnum = pgEnum('token_purpose', [
  'verify_email',
  'reset_password',
  'change_email',
]);
export const signInMethodEnum = pgEnum('sign_in_method', [
  'password',
  'google',
  'github',
  'microsoft',
]);

/** One row per normalised address, whatever its spelling. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    email: text('email').notNull(),
    emailNormalised: text('email_normalised').notNull(),
    emailVerifiedAt: moment('email_verified_at'),
    name: text('name'),
    image: text('image'),
    role: roleEnum('role').notNull().default('user'),
    passwordHash: text('password_hash'),
    passwordChangedAt: moment('password_changed_at'),
    disabledAt: moment('disabled_at'),
    disabledUntil: moment('disabled_until'),
    disabledReason: text('disabled_reason'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('users_email_normalised_key').on(table.emailNormalised),
    check('users_email_length', sql`length(${table.email}) between 3 and 254`),
    check(
      'users_email_normalised_form',
      sql`${table.emailNormalised} = lower(${table.emailNormalised}) and ${table.emailNormalised} like '%_@_%'`,
    ),
    check(
      'users_name_length',
      sql`${table.name} is null or length(${table.name}) between 1 and 100`,
    ),
    check(
      'users_password_hash_form',
      sql`${table.passwordHash} is null or ${table.passwordHash} like '$argon2id$%'`,
    ),
    check(
      'users_disabled_reason',
      sql`(${table.disabledAt} is null) = (${table.disabledReason} is null) and (${table.disabledUntil} is null or ${table.disabledAt} is not null)`,
    ),
  ],
);

/** Identities at providers; tokens are sealed by the vault. */
export const accounts = pgTable(
  'accounts',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text('type').notNull(),
    provider: text('provider').notNull(),
    providerAccountId: text('provider_account_id').notNull(),
    refreshTokenSealed: text('refresh_token_sealed'),
    accessTokenSealed: text('access_token_sealed'),
    expiresAt: integer('expires_at'),
    tokenType: text('token_type'),
    scope: text('scope'),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [
    primaryKey({ columns: [table.provider, table.providerAccountId] }),
    index('accounts_user_id').on(table.userId),
  ],
);

/** The registry of sessions: every sign-in opens a row. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    method: signInMethodEnum('method').notNull(),
    createdAt: moment('created_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    absoluteExpiresAt: moment('absolute_expires_at').notNull(),
    ip: text('ip'),
    userAgent: text('user_agent'),
    endedAt: moment('ended_at'),
    endReason: text('end_reason'),
  },
  (table) => [
    index('sessions_user_id').on(table.userId, table.createdAt),
    check('sessions_id_length', sql`length(${table.id}) >= 22`),
    check('sessions_ended', sql`(${table.endedAt} is null) = (${table.endReason} is null)`),
    check('sessions_lifetime', sql`${table.absoluteExpiresAt} > ${table.createdAt}`),
  ],
);

/** Single-use links and codes: only their digests are here. */
export const oneTimeTokens = pgTable(
  'one_time_tokens',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    purpose: tokenPurposeEnum('purpose').notNull(),
    emailNormalised: text('email_normalised').notNull(),
    tokenDigest: text('token_digest').notNull(),
    codeDigest: text('code_digest'),
    tries: integer('tries').notNull().default(0),
    /** The password that came with this registration: confirmed together with the address. */
    passwordHash: text('password_hash'),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  (table) => [
    uniqueIndex('one_time_tokens_token_digest_key').on(table.tokenDigest),
    index('one_time_tokens_user').on(table.userId, table.purpose),
    index('one_time_tokens_address').on(table.emailNormalised, table.purpose),
    check('one_time_tokens_tries', sql`${table.tries} >= 0`),
    check('one_time_tokens_lifetime', sql`${table.expiresAt} > ${table.createdAt}`),
  ],
);

/** Every attempt to sign in, kept 90 days; the address only as a keyed digest. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    at: moment('at').notNull(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    emailDigest: text('email_digest').notNull(),
    method: signInMethodEnum('method').notNull(),
    result: text('result').notNull(),
    ipPrefix: text('ip_prefix'),
    userAgent: text('user_agent'),
  },
  (table) => [
    index('sign_in_attempts_user').on(table.userId, table.at),
    index('sign_in_attempts_at').on(table.at),
  ],
);

/** Letters on their way: props are sealed until sent, then forgotten. */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid('id').primaryKey(),
    template: text('template').notNull(),
    recipient: text('recipient').notNull(),
    recipientNormalised: text('recipient_normalised').notNull(),
    propsSealed: text('props_sealed'),
    createdAt: moment('created_at').notNull(),
    dueAt: moment('due_at').notNull(),
    leasedUntil: moment('leased_until'),
    attempts: integer('attempts').notNull().default(0),
    sentAt: moment('sent_at'),
    buriedAt: moment('buried_at'),
    providerId: text('provider_id'),
    lastErrorCode: text('last_error_code'),
  },
  (table) => [
    index('outbox_due').on(table.dueAt).where(sql`sent_at is null and buried_at is null`),
    index('outbox_recipient').on(table.recipientNormalised, table.template, table.createdAt),
    check(
      'outbox_pending_has_props',
      sql`${table.sentAt} is not null or ${table.buriedAt} is not null or ${table.propsSealed} is not null`,
    ),
  ],
);

/** What happened, by whom, from where: append only. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    at: moment('at').notNull(),
    kind: text('kind').notNull(),
    result: text('result').notNull(),
    actorId: uuid('actor_id'),
    subjectId: uuid('subject_id'),
    method: text('method'),
    ip: text('ip'),
    userAgent: text('user_agent'),
    requestId: text('request_id').notNull(),
    details: jsonb('details').$type<Record<string, string | number | boolean | null>>(),
  },
  (table) => [
    index('audit_events_at').on(table.at),
    index('audit_events_subject').on(table.subjectId, table.at),
  ],
);

/** The stricter counters that decide while Redis is silent. */
export const limitCounters = pgTable(
  'limit_counters',
  {
    key: text('key').notNull(),
    windowStartedAt: moment('window_started_at').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.key, table.windowStartedAt] })],
);
