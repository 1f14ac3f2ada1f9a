import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import { parseEmailAddress } from '#core/email-address.ts';
import type { Language } from '#core/language.ts';
import type { NewConnection } from '#core/provider-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import { tokenParameters } from './connection-tokens.ts';
import { insertNotice } from './notices.ts';
import { moment, shortProviderEmail } from './parameters.ts';
import { imageOf, nameOf } from './provider-profile.ts';
import { insertRevocations } from './provider-revocations.ts';
import { endedIds, endSessions, isLiveAt } from './session-endings.ts';

/** Links an identity to a user who is there: one row when it did. */
export function linkToUser(connection: NewConnection, audit: AuditContext): SQL {
  const owner = sql`
    select users.id, users.email, users.email_normalised, users.language from users
    where users.id = ${connection.userId}::uuid`;
  return sql`with ${linkOwner(connection, owner, audit)} select 1 from linked`;
}

/** Creates a user with an identity, under the lock of the address: one row when it did. */
export function createWithIdentity(
  connection: NewConnection,
  address: { email: string; emailNormalised: string; language: Language },
  audit: AuditContext,
): SQL {
  const { userId, identity } = connection;
  const now = moment(connection.now);
  const owner = sql`
    select
      ${userId}::uuid as id, ${address.email}::text as email,
      ${address.emailNormalised}::text as email_normalised
    where not exists (
      select from users where email_normalised = ${address.emailNormalised}
    )`;
  // The identity comes first, since only its insert tells whether it is free. That its user exists
  // is checked at the end of the statement.
  return sql`
    with ${linkOwner(connection, owner, audit)},
    created as (
      insert into users
        (id, email, email_normalised, email_verified_at, name, image, language, created_at,
          updated_at)
      select
        owner.id, owner.email, owner.email_normalised, ${now},
        ${nameOf(identity.name)}::text, ${imageOf(identity.image)}::text,
        ${address.language}::text, ${now}, ${now}
      from owner join linked on linked.user_id = owner.id
    ),
    registration_event as (${insertAuditEvent(
      {
        kind: 'registration',
        at: connection.now,
        result: sql`'created'::text`,
        subjectId: sql`linked.user_id`,
        method: sql`${identity.provider}::text`,
        from: sql`linked`,
      },
      audit,
    )})
    select 1 from linked`;
}

/**
 * Removes whatever is connected to an account that the next statement gives to an identity, under
 * the lock of the user: it was connected by a stranger, or before the address was another one.
 */
export function disconnectForTakeover(connection: NewConnection): SQL {
  return sql`
    with owner as (${unprovenOwner(connection)}),
    disconnected as (
      delete from accounts using owner
      where accounts.user_id = owner.id
      returning accounts.*
    )
    ${insertRevocations(sql`disconnected`, connection.now)}`;
}

/**
 * Gives an account whose address nobody has proved to an identity that has proved it, under the
 * lock of the user: one row with the ids that ended when it did. Whatever gave its registrant a
 * way in goes.
 */
export function takeOverAccount(connection: NewConnection, audit: AuditContext): SQL {
  const { identity } = connection;
  const now = moment(connection.now);
  return sql`
    with ${linkOwner(connection, unprovenOwner(connection), audit)},
    taken as (
      update users
      set password_hash = null, password_changed_at = ${now}, email_verified_at = ${now},
          password_checked_at = null, password_breached_at = null, updated_at = ${now}
      from linked
      where users.id = linked.user_id
    ),
    superseded as (
      update one_time_tokens as token
      set superseded_at = ${now}
      from linked
      where token.user_id = linked.user_id
        and token.used_at is null and token.superseded_at is null
    ),
    ${endSessions(
      sql`
        select sessions.id, 'password_changed' as why
        from sessions join linked on linked.user_id = sessions.user_id
        where ${isLiveAt(connection.now)}`,
      connection.now,
      audit,
    )},
    takeover_event as (${insertAuditEvent(
      {
        kind: 'account_takeover',
        at: connection.now,
        result: sql`'taken_over'::text`,
        subjectId: sql`linked.user_id`,
        method: sql`${identity.provider}::text`,
        from: sql`linked`,
      },
      audit,
    )})
    select ${endedIds} as "endedIds" from linked`;
}

/** The account, while its address is unproven and the identity, which nobody has, proves just that. */
function unprovenOwner({ userId, identity }: NewConnection): SQL {
  const proven = identity.isEmailVerified ? parseEmailAddress(identity.email ?? '') : null;
  return sql`
    select users.id, users.email, users.email_normalised, users.language from users
    where users.id = ${userId}::uuid and users.email_verified_at is null
      and users.email_normalised = ${proven?.normalised ?? null}::text
      and not exists (
        select from accounts
        where provider = ${identity.provider} and provider_account_id = ${identity.accountId}
      )`;
}

/**
 * The parts of a statement that link an identity: `owner` (id, email, email_normalised and language of the
 * one row that it may go to), `linked` (user_id, when it did), the notice and the audit event.
 */
function linkOwner(connection: NewConnection, owner: SQL, audit: AuditContext): SQL {
  const { identity, tokens, notice } = connection;
  const now = moment(connection.now);
  // Whoever is inserting the same identity right now is waited for: one of both links.
  return sql`
    owner as (${owner}),
    linked as (
      insert into accounts
        (user_id, type, provider, provider_account_id, provider_email, created_at, last_used_at,
         access_token_sealed, refresh_token_sealed, expires_at, scope)
      select
        owner.id, ${identity.provider === 'github' ? 'oauth' : 'oidc'}::text,
        ${identity.provider}::text, ${identity.accountId}::text,
        ${shortProviderEmail(identity.email)}, ${now}, ${now}, ${tokenParameters(tokens)}
      from owner
      on conflict do nothing
      returning user_id
    ),
    ${
      notice
        ? sql`${insertNotice(
            notice,
            sql`owner join linked on linked.user_id = owner.id`,
            connection.now,
          )},`
        : sql``
    }
    connection_event as (${insertAuditEvent(
      {
        kind: 'connection_add',
        at: connection.now,
        result: sql`'linked'::text`,
        subjectId: sql`linked.user_id`,
        method: sql`${identity.provider}::text`,
        from: sql`linked`,
      },
      audit,
    )})`;
}
