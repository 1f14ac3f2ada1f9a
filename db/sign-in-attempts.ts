import { type SQL, sql } from 'drizzle-orm';
import type { SignInAttempt } from '#core/actors.ts';
import type { Attempts } from '#core/ports.ts';
import { insertAuditEvent } from './audit-events.ts';
import type { Database } from './client.ts';
import { isUuid, moment, shortUserAgent } from './parameters.ts';

/** The question that records a failed attempt. */
export function attemptQuestions(db: Database): Attempts {
  return {
    async record(attempt, audit) {
      await db.rows(sql`
        with attempt as (${insertAttempt(attempt)})
        ${insertAuditEvent(
          {
            kind: 'sign_in',
            at: attempt.at,
            result: sql`${attempt.result}::text`,
            subjectId: sql`${uuidOrNull(attempt.userId)}::uuid`,
            method: sql`${attempt.method}::text`,
          },
          audit,
        )}`);
    },
  };
}

/**
 * The insert of an attempt, for use inside a statement: once for each row of `from`, if that is
 * given. A user who is gone meanwhile is left out.
 */
export function insertAttempt(attempt: SignInAttempt, from?: SQL): SQL {
  return sql`
    insert into sign_in_attempts
      (at, user_id, email_digest, method, result, ip_prefix, user_agent)
    select
      ${moment(attempt.at)},
      (select users.id from users where users.id = ${uuidOrNull(attempt.userId)}::uuid),
      ${attempt.emailDigest}::text, ${attempt.method}::sign_in_method,
      ${attempt.result}::sign_in_result, ${attempt.ipPrefix}::text,
      ${shortUserAgent(attempt.userAgent)}
    ${from ? sql`from ${from}` : sql``}`;
}

function uuidOrNull(id: string | null): string | null {
  return id !== null && isUuid(id) ? id : null;
}
