import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import type { Connections } from '#core/provider-ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import { insertNotice } from './notices.ts';
import { insertRevocations } from './provider-revocations.ts';

type Removal = Parameters<Connections['unlink']>[0];

/**
 * Removes a connection unless it is the last way in, under the lock of its user: one row with
 * `result`, none for a connection that is not there.
 */
export function removeConnection(removal: Removal, audit: AuditContext): SQL {
  const { userId, provider, notice, now } = removal;
  return sql`
    with verdict as (
      select
        users.id, users.email, users.email_normalised, users.language,
        case
          when users.password_hash is not null or exists (
            select from accounts as other
            where other.user_id = users.id and other.provider <> accounts.provider
          ) then 'unlinked'
          else 'last_way_in'
        end as result
      from users join accounts on accounts.user_id = users.id
      where users.id = ${userId}::uuid and accounts.provider = ${provider}
    ),
    removed as (
      delete from accounts using verdict
      where accounts.user_id = verdict.id and accounts.provider = ${provider}
        and verdict.result = 'unlinked'
      returning accounts.*
    ),
    revocations as (${insertRevocations(sql`removed`, now)}),
    ${insertNotice(notice, sql`verdict join removed on removed.user_id = verdict.id`, now)},
    removal_event as (${insertAuditEvent(
      {
        kind: 'connection_remove',
        at: now,
        result: sql`verdict.result`,
        subjectId: sql`verdict.id`,
        method: sql`${provider}::text`,
        from: sql`verdict`,
      },
      audit,
    )})
    select result from verdict`;
}
