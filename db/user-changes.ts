import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext, PublicUser } from '#core/actors.ts';
import type { AccountChange, ManagedUser, PasswordChange, Users } from '#core/ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { insertNotice } from './notices.ts';
import { isDisabledAt, isStorable, isUuid, lockUsers, moment } from './parameters.ts';
import { endedIds, endSessions, isLiveAt } from './session-endings.ts';

type AccountRow = PublicUser & {
  result: 'changed' | 'last_admin';
  /** The moments are ISO 8601. */
  disabled: { at: string; until: string | null; reason: string } | null;
  endedIds: string[];
};

/** The questions that change what an account may do, and end its sessions with it. */
export function userChanges(db: Database): Pick<Users, 'changePassword' | 'changeAccount'> {
  return {
    async changePassword(change, audit) {
      if (!isUuid(change.userId) || !isStorable(change.from)) return null;
      const [changed] = await db.batch<{ endedIds: string[] }>(
        lockUsers(sql`users.id = ${change.userId}::uuid`),
        passwordChange(change, audit),
      );
      return changed?.endedIds ?? null;
    },

    async changeAccount(change, audit) {
      if (!isUuid(change.userId)) return { result: 'unknown' };
      const [row] = await db.batch<AccountRow>(
        // All administrators: two who demote each other at once would leave none.
        lockUsers(sql`users.id = ${change.userId}::uuid or users.role = 'admin'`),
        accountChange(change, audit),
      );
      if (!row) return { result: 'unknown' };
      const { result, endedIds, disabled, ...user } = row;
      if (result === 'last_admin') return { result };
      return { result, endedIds, user: { ...user, disabled: disablementOf(disabled) } };
    },
  };
}

function passwordChange(
  { userId, from, to, checkedAt, notice, now }: PasswordChange,
  audit: AuditContext,
): SQL {
  return sql`
    with changed as (
      update users
      set password_hash = ${to}::text, password_changed_at = ${moment(now)},
          password_checked_at = ${checkedAt ? moment(checkedAt) : sql`null`},
          password_breached_at = null,
          updated_at = ${moment(now)}
      where users.id = ${userId}::uuid and users.password_hash = ${from}::text
      returning users.id, users.email, users.email_normalised, users.language
    ),
    ${endSessions(
      sql`
        select sessions.id, 'password_changed' as why
        from sessions join changed on changed.id = sessions.user_id
        where ${isLiveAt(now)}`,
      now,
      audit,
    )},
    ${insertNotice(notice, sql`changed`, now)},
    change_event as (${eventOf('password_change', sql`changed`, now, audit)})
    select ${endedIds} as "endedIds" from changed`;
}

function accountChange(change: AccountChange, audit: AuditContext): SQL {
  const { userId, role, disabled, now } = change;
  const wantedRole = sql`coalesce(${role ?? null}::role, users.role)`;
  const isDisabling = sql`${Boolean(disabled)}::boolean`;
  const isAdministering = sql`
    users.role = 'admin' and users.email_verified_at is not null and not ${isDisabledAt(now)}`;
  const disablement =
    disabled === undefined
      ? sql``
      : sql`
          disabled_at = ${disabled ? moment(now) : sql`null`},
          disabled_until = ${disabled?.until ? moment(disabled.until) : sql`null`},
          disabled_reason = ${disabled?.reason ?? null}::text,`;
  return sql`
    with before as (
      select
        users.id, users.role, users.disabled_at is not null as has_disablement,
        ${isDisabledAt(now)} as was_disabled, users.disabled_until as was_disabled_until,
        ${isAdministering} and (${wantedRole} <> 'admin' or ${isDisabling}) as steps_down
      from users where users.id = ${userId}::uuid
    ),
    verdict as (
      select
        before.id,
        case
          when before.steps_down and not exists (
            select from users where users.id <> before.id and ${isAdministering}
          ) then 'last_admin'
          else 'changed'
        end as result
      from before
    ),
    changed as (
      update users
      set role = ${wantedRole}, ${disablement} updated_at = ${moment(now)}
      from before join verdict on verdict.id = before.id
      where users.id = before.id and verdict.result = 'changed'
      returning
        users.id, users.email, users.name, users.image, users.role,
        users.email_verified_at is not null as "emailVerified",
        case when ${isDisabledAt(now)} then json_build_object(
          'at', users.disabled_at, 'until', users.disabled_until, 'reason', users.disabled_reason
        ) end as disabled,
        before.role as role_before, before.has_disablement, before.was_disabled,
        before.was_disabled_until, users.disabled_until, users.email_normalised, users.language
    ),
    ${endSessions(
      sql`
        select
          sessions.id,
          case when ${isDisabling} then 'account_disabled' else 'role_changed' end as why
        from sessions join changed on changed.id = sessions.user_id
        where (${isDisabling} or changed.role <> changed.role_before) and ${isLiveAt(now)}`,
      now,
      audit,
    )},
    ${accountNotices(change)}
    ${accountEvents(change, audit)}
    select
      verdict.result, changed.id, changed.email, changed.name, changed.image, changed.role,
      changed."emailVerified", changed.disabled, ${endedIds} as "endedIds"
    from verdict left join changed on changed.id = verdict.id`;
}

/** The owner is told what is another than before: who is disabled again for as long is not. */
function accountNotices({ disabled, notices, now }: AccountChange): SQL {
  const hasOtherState = disabled
    ? sql`(not changed.was_disabled
        or changed.was_disabled_until is distinct from changed.disabled_until)`
    : sql`changed.was_disabled`;
  const role = sql`changed where changed.role <> changed.role_before`;
  const state = sql`changed where ${hasOtherState}`;
  return sql`
    ${notices.role ? sql`${insertNotice(notices.role, role, now, 'role')},` : sql``}
    ${notices.state ? sql`${insertNotice(notices.state, state, now, 'state')},` : sql``}`;
}

/** What really changed is told: the same role again is no event, nor enabling who is not disabled. */
function accountEvents({ disabled, now }: AccountChange, audit: AuditContext): SQL {
  const roleEvent = sql`role_event as (${eventOf(
    'role_change',
    sql`changed where changed.role <> changed.role_before`,
    now,
    audit,
    sql`jsonb_build_object('from', changed.role_before, 'to', changed.role)`,
  )})`;
  if (disabled === undefined) return roleEvent;
  const stateEvent = disabled
    ? eventOf(
        'account_disable',
        sql`changed`,
        now,
        audit,
        sql`jsonb_build_object('until', ${disabled.until?.toISOString() ?? null}::text)`,
      )
    : eventOf('account_enable', sql`changed where changed.has_disablement`, now, audit);
  return sql`${roleEvent}, state_event as (${stateEvent})`;
}

function eventOf(
  kind: 'password_change' | 'role_change' | 'account_disable' | 'account_enable',
  from: SQL,
  now: Date,
  audit: AuditContext,
  details?: SQL,
): SQL {
  return insertAuditEvent(
    {
      kind,
      at: now,
      result: sql`'changed'::text`,
      subjectId: sql`changed.id`,
      from,
      ...(details ? { details } : {}),
    },
    audit,
  );
}

function disablementOf(disabled: AccountRow['disabled']): ManagedUser['disabled'] {
  if (!disabled) return null;
  const { at, until, reason } = disabled;
  return { at: new Date(at), until: until === null ? null : new Date(until), reason };
}
