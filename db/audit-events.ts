import { type SQL, sql } from 'drizzle-orm';
import type { AuditContext } from '#core/actors.ts';
import { isUuid, moment, shortUserAgent } from './parameters.ts';

export type AuditKind =
  | 'registration'
  | 'verification_request'
  | 'email_verification'
  | 'sign_in'
  | 'reauthentication'
  | 'session_end'
  | 'password_change'
  | 'password_reset_request'
  | 'password_reset'
  | 'password_set'
  | 'email_change_request'
  | 'email_change'
  | 'email_change_undo'
  | 'registration_displace'
  | 'disown'
  | 'role_change'
  | 'account_disable'
  | 'account_enable'
  | 'account_takeover'
  | 'connection_add'
  | 'connection_remove'
  | 'mail_suppression'
  | 'mail_resumption';

type AuditEvent = {
  kind: AuditKind;
  at: Date;
  result: SQL;
  subjectId: SQL;
  method?: SQL;
  /** A flat jsonb object. */
  details?: SQL;
  from?: SQL;
};

/**
 * The insert that writes an audit event, for use inside a statement that does what it tells of.
 * `result`, `subjectId`, `method` and `details` are expressions over `from`, which gives one row an
 * event.
 */
export function insertAuditEvent(event: AuditEvent, context: AuditContext): SQL {
  const actorId = context.actorId !== null && isUuid(context.actorId) ? context.actorId : null;
  return sql`
    insert into audit_events
      (at, kind, result, actor_id, subject_id, method, ip, user_agent, request_id, details)
    select
      ${moment(event.at)}, ${event.kind}::text, ${event.result}, ${actorId}::uuid,
      ${event.subjectId}, ${event.method ?? sql`null::text`}, ${context.ip}::text,
      ${shortUserAgent(context.userAgent)}, ${context.requestId}::text,
      ${event.details ?? sql`null::jsonb`}
    ${event.from ? sql`from ${event.from}` : sql``}`;
}
