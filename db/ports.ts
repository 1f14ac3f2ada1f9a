import { sql } from 'drizzle-orm';
import type { Ports } from '#core/ports.ts';
import { addressChangeQuestions } from './address-changes.ts';
import type { Database } from './client.ts';
import { connectionQuestions } from './connections.ts';
import { firstPasswordQuestions } from './first-passwords.ts';
import { type LimitCounterQuestions, limitCounterQuestions } from './limit-counters.ts';
import { mailEventQuestions } from './mail-events.ts';
import { mailOverviewQuestions } from './mail-overview.ts';
import { suppressionQuestions } from './mail-suppressions.ts';
import { type OldRecords, oldRecordQuestions } from './old-records.ts';
import { oneTimeTokenQuestions } from './one-time-tokens.ts';
import { outboxQuestions } from './outbox.ts';
import { passwordResetQuestions } from './password-resets.ts';
import { registrationQuestions } from './registrations.ts';
import { sessionQuestions } from './sessions.ts';
import { attemptQuestions } from './sign-in-attempts.ts';
import { userQuestions } from './users.ts';

export type DatabasePorts = Pick<
  Ports,
  | 'users'
  | 'registrations'
  | 'sessions'
  | 'connections'
  | 'oneTimeTokens'
  | 'passwordResets'
  | 'firstPasswords'
  | 'addressChanges'
  | 'attempts'
  | 'outbox'
  | 'mailEvents'
  | 'mailOverview'
  | 'suppressions'
> & {
  limitCounters: LimitCounterQuestions;
  oldRecords: OldRecords;
  /** Answers when the database does; throws a ServiceFault when it does not. */
  ping(): Promise<void>;
};

/** The ports that the database answers. */
export function databasePorts(db: Database): DatabasePorts {
  return {
    users: userQuestions(db),
    registrations: registrationQuestions(db),
    sessions: sessionQuestions(db),
    connections: connectionQuestions(db),
    oneTimeTokens: oneTimeTokenQuestions(db),
    passwordResets: passwordResetQuestions(db),
    firstPasswords: firstPasswordQuestions(db),
    addressChanges: addressChangeQuestions(db),
    attempts: attemptQuestions(db),
    outbox: outboxQuestions(db),
    mailEvents: mailEventQuestions(db),
    mailOverview: mailOverviewQuestions(db),
    suppressions: suppressionQuestions(db),
    limitCounters: limitCounterQuestions(db),
    oldRecords: oldRecordQuestions(db),
    ping: async () => {
      await db.rows(sql`select 1`);
    },
  };
}
