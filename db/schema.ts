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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  isCode,
  isDigest,
  isLanguage,
  isNormalisedAddress,
  isPasswordHash,
  isSealed,
  isText,
  moment,
} from './schema-forms.ts';

/** What a user agent is cut to before it is stored. */
export const userAgentLength = 512;
/** What a place is cut to before it is stored. */
export const placeLength = 100;
/** What a provider's address for somebody is cut to before it is stored. */
export const providerEmailLength = 320;

/** The ordered roles of core/roles.ts. */
export const roleEnum = pgEnum('role', ['user', 'support', 'admin']);
/** What a one-time token may be spent on. */
export const tokenPurposeEnum = pgEnum('token_purpose', [
  'verify_email',
  'reset_password',
  'change_email',
  'undo_email_change',
  'disown_activity',
]);
/** How somebody signed in. */
export const signInMethodEnum = pgEnum('sign_in_method', [
  'password',
  'google',
  'github',
  'microsoft',
]);
/** How an attempt to sign in ended. */
export const signInResultEnum = pgEnum('sign_in_result', [
  'succeeded',
  'invalid_credentials',
  'email_not_verified',
  'account_disabled',
  'too_many_attempts',
]);
/** Why a session ended. */
export const sessionEndReasonEnum = pgEnum('session_end_reason', [
  'signed_out',
  'replaced',
  'expired',
  'ended_by_user',
  'displaced',
  'idle',
  'password_changed',
  'password_reset',
  'email_changed',
  'role_changed',
  'account_disabled',
  'account_deleted',
  'disowned',
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
    /** When the password was last looked up among breached ones; null while that never worked. */
    passwordCheckedAt: moment('password_checked_at'),
    /** Since when it is known to be among them. */
    passwordBreachedAt: moment('password_breached_at'),
    /** The language of pages and letters; null: the browser's. */
    language: text('language'),
    disabledAt: moment('disabled_at'),
    disabledUntil: moment('disabled_until'),
    disabledReason: text('disabled_reason'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('users_email_normalised_key').on(table.emailNormalised),
    index('users_admins').on(table.id).where(sql`role = 'admin'`),
    check('users_email_form', sql`${table.email} like '%_@_%' and length(${table.email}) <= 254`),
    check('users_email_normalised_form', isNormalisedAddress(table.emailNormalised)),
    check('users_name_length', isText(table.name, 100)),
    check('users_image_length', isText(table.image, 2048)),
    check('users_password_hash_form', isPasswordHash(table.passwordHash)),
    check('users_language_form', isLanguage(table.language)),
    check('users_disabled_reason', isText(table.disabledReason, 500)),
    check(
      'users_disabled',
      sql`(${table.disabledAt} is null) = (${table.disabledReason} is null) and (${table.disabledUntil} is null or (${table.disabledAt} is not null and ${table.disabledUntil} > ${table.disabledAt}))`,
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
    /** Grows whenever the tokens change, so that of two writers one wins. */
    version: integer('version').notNull().default(0),
    /** Since when the provider asks its user to agree again. */
    consentNeededAt: moment('consent_needed_at'),
    /** The address that the provider gave at the last sign-in: shown, and never decided by. */
    providerEmail: text('provider_email'),
  },
  (table) => [
    primaryKey({ name: 'accounts_pkey', columns: [table.provider, table.providerAccountId] }),
    index('accounts_user_id').on(table.userId),
    uniqueIndex('accounts_user_id_provider_key').on(table.userId, table.provider),
    check('accounts_type', sql`${table.type} in ('oauth', 'oidc')`),
    check('accounts_provider_form', isCode(table.provider)),
    check('accounts_provider_account_id_length', isText(table.providerAccountId, 255)),
    check('accounts_refresh_token_sealed_form', isSealed(table.refreshTokenSealed)),
    check('accounts_access_token_sealed_form', isSealed(table.accessTokenSealed)),
    check('accounts_version', sql`${table.version} >= 0`),
    check('accounts_provider_email_length', isText(table.providerEmail, providerEmailLength)),
  ],
);

/** Tokens of connections that are gone, until their providers have revoked them. */
export const providerRevocations = pgTable(
  'provider_revocations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    // It outlives user and connection, so it is no foreign key; the seal is bound to it.
    userId: uuid('user_id').notNull(),
    provider: text('provider').notNull(),
    field: text('field').notNull(),
    tokenSealed: text('token_sealed').notNull(),
    createdAt: moment('created_at').notNull(),
    dueAt: moment('due_at').notNull(),
    leasedUntil: moment('leased_until'),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [
    index('provider_revocations_due').on(table.dueAt),
    check('provider_revocations_provider_form', isCode(table.provider)),
    check('provider_revocations_field', sql`${table.field} in ('access_token', 'refresh_token')`),
    check('provider_revocations_token_sealed_form', isSealed(table.tokenSealed)),
    check('provider_revocations_attempts', sql`${table.attempts} >= 0`),
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
    /** City and country as the platform guesses them from the address. */
    place: text('place'),
    userAgent: text('user_agent'),
    endedAt: moment('ended_at'),
    endReason: sessionEndReasonEnum('end_reason'),
  },
  (table) => [
    index('sessions_user_id').on(table.userId, table.createdAt),
    // No index holds last_seen_at, so that noting a visit rewrites none of them.
    index('sessions_live').on(table.userId, table.createdAt).where(sql`ended_at is null`),
    index('sessions_expiring').on(table.absoluteExpiresAt).where(sql`ended_at is null`),
    index('sessions_ended_at').on(table.endedAt).where(sql`ended_at is not null`),
    check('sessions_id_length', sql`length(${table.id}) between 22 and 64`),
    check('sessions_place_length', isText(table.place, placeLength)),
    check('sessions_user_agent_length', isText(table.userAgent, userAgentLength)),
    check('sessions_ended', sql`(${table.endedAt} is null) = (${table.endReason} is null)`),
    check('sessions_lifetime', sql`${table.absoluteExpiresAt} > ${table.createdAt}`),
  ],
);

/**
 * Single-use links and codes: only their digests are here. A token is live until it is used, until
 * another one of its user is used in its place, or until it expires.
 */
export const oneTimeTokens = pgTable(
  'one_time_tokens',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    purpose: tokenPurposeEnum('purpose').notNull(),
    emailNormalised: text('email_normalised').notNull(),
    /** The spelling of the address that using the token gives to its user; null: it gives none. */
    email: text('email'),
    tokenDigest: text('token_digest').notNull(),
    codeDigest: text('code_digest'),
    tries: integer('tries').notNull().default(0),
    /** The password that came with this registration: confirmed together with the address. */
    passwordHash: text('password_hash'),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
    supersededAt: moment('superseded_at'),
  },
  (table) => [
    uniqueIndex('one_time_tokens_token_digest_key').on(table.tokenDigest),
    index('one_time_tokens_user_id').on(table.userId, table.purpose),
    index('one_time_tokens_expires_at').on(table.expiresAt),
    check('one_time_tokens_email_normalised_form', isNormalisedAddress(table.emailNormalised)),
    check(
      'one_time_tokens_email',
      sql`${table.email} like '%_@_%' and length(${table.email}) <= 254`,
    ),
    check('one_time_tokens_token_digest_form', isDigest(table.tokenDigest)),
    check('one_time_tokens_code_digest_form', isDigest(table.codeDigest)),
    check('one_time_tokens_password_hash_form', isPasswordHash(table.passwordHash)),
    check('one_time_tokens_tries', sql`${table.tries} >= 0`),
    check('one_time_tokens_lifetime', sql`${table.expiresAt} > ${table.createdAt}`),
    check('one_time_tokens_one_end', sql`${table.usedAt} is null or ${table.supersededAt} is null`),
  ],
);

/** Every attempt to sign in, kept 90 days; the address only as a keyed digest. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    at: moment('at').notNull(),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'set null' }),
    emailDigest: text('email_digest').notNull(),
    method: signInMethodEnum('method').notNull(),
    result: signInResultEnum('result').notNull(),
    ipPrefix: text('ip_prefix'),
    userAgent: text('user_agent'),
  },
  (table) => [
    index('sign_in_attempts_user_id').on(table.userId, table.at),
    index('sign_in_attempts_at').on(table.at),
    check('sign_in_attempts_email_digest_form', isDigest(table.emailDigest)),
    check('sign_in_attempts_user_agent_length', isText(table.userAgent, userAgentLength)),
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
    language: text('language').notNull().default('en'),
    propsSealed: text('props_sealed'),
    createdAt: moment('created_at').notNull(),
    dueAt: moment('due_at').notNull(),
    leasedUntil: moment('leased_until'),
    attempts: integer('attempts').notNull().default(0),
    sentAt: moment('sent_at'),
    buriedAt: moment('buried_at'),
    providerId: text('provider_id'),
    lastErrorCode: text('last_error_code'),
    /** What the provider told of it after it was sent. */
    deliveredAt: moment('delivered_at'),
    bouncedAt: moment('bounced_at'),
    complainedAt: moment('complained_at'),
  },
  (table) => [
    index('outbox_due').on(table.dueAt).where(sql`sent_at is null and buried_at is null`),
    index('outbox_recipient').on(table.recipientNormalised, table.template, table.createdAt),
    check('outbox_template_form', isCode(table.template)),
    check('outbox_recipient_normalised_form', isNormalisedAddress(table.recipientNormalised)),
    check('outbox_props_sealed_form', isSealed(table.propsSealed)),
    index('outbox_provider_id').on(table.providerId).where(sql`provider_id is not null`),
    index('outbox_buried_at').on(table.buriedAt, table.id).where(sql`buried_at is not null`),
    index('outbox_sent_at').on(table.sentAt).where(sql`sent_at is not null`),
    check('outbox_language_form', isLanguage(table.language)),
    check('outbox_attempts', sql`${table.attempts} >= 0`),
    check('outbox_one_end', sql`${table.sentAt} is null or ${table.buriedAt} is null`),
    check(
      'outbox_props_until_the_end',
      sql`(${table.propsSealed} is not null) = (${table.sentAt} is null and ${table.buriedAt} is null)`,
    ),
    check(
      'outbox_sent_has_provider_id',
      sql`(${table.sentAt} is null) = (${table.providerId} is null)`,
    ),
  ],
);

/** Addresses that get no letters: one came back from there, or its owner called it spam. */
export const mailSuppressions = pgTable(
  'mail_suppressions',
  {
    emailNormalised: text('email_normalised').primaryKey(),
    reason: text('reason').notNull(),
    createdAt: moment('created_at').notNull(),
  },
  (table) => [
    check('mail_suppressions_email_normalised_form', isNormalisedAddress(table.emailNormalised)),
    check('mail_suppressions_reason', sql`${table.reason} in ('bounced', 'complained')`),
  ],
);

/** Messages of the mail provider that were heard, so that none counts twice. */
export const mailEvents = pgTable(
  'mail_events',
  {
    id: text('id').primaryKey(),
    kind: text('kind').notNull(),
    receivedAt: moment('received_at').notNull(),
  },
  (table) => [
    index('mail_events_received_at').on(table.receivedAt),
    check('mail_events_id_length', isText(table.id, 255)),
    check('mail_events_kind_form', isCode(table.kind)),
  ],
);

/** What happened, by whom, from where: append only (a trigger refuses changes). */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    at: moment('at').notNull(),
    kind: text('kind').notNull(),
    result: text('result').notNull(),
    // Both ids outlive their users, so they are no foreign keys.
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
    index('audit_events_subject_id').on(table.subjectId, table.at),
    check('audit_events_kind_form', isCode(table.kind)),
    check('audit_events_result_form', isCode(table.result)),
    check('audit_events_user_agent_length', isText(table.userAgent, userAgentLength)),
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
  (table) => [
    primaryKey({ name: 'limit_counters_pkey', columns: [table.key, table.windowStartedAt] }),
    index('limit_counters_window').on(table.windowStartedAt),
    check('limit_counters_key_length', isText(table.key, 200)),
    check('limit_counters_count', sql`${table.count} >= 0`),
  ],
);
