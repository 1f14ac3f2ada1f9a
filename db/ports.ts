import { sql } from 'drizzle-orm';
import type { Ports } from '#core/ports.ts';
import type { Database } from './client.ts';
import { connectionQuestions } from './connections.ts';
import { firstPasswordQuestions } from './first-passwords.ts';
import { type LimitCounterQuestions, limitCounterQuestions } from './limit-counters.ts';
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
  | 'attempts'
  | 'outbox'
> & {
  limitCounters: LimitCounterQuestions;
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
    attempts: attemptQuestions(db),
    outbox: outboxQuestions(db),
    limitCounters: limitCounterQuestions(db),
    ping: async () => {
      await db.rows(sql`select 1`);
    },
  };
}
