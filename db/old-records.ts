import { sql } from 'drizzle-orm';
import type { Database } from './client.ts';
import { moment } from './parameters.ts';

const removedAtOnce = 1000;

export type OldRecords = {
  /** Forgets attempts to sign in of before a moment, some at a time; gives how many. */
  purgeAttempts(before: Date): Promise<number>;
  /** Forgets single-use tokens that ended before a moment, some at a time; gives how many. */
  purgeTokens(before: Date): Promise<number>;
};

/** The questions that forget what has been kept long enough. */
export function oldRecordQuestions(db: Database): OldRecords {
  return {
    async purgeAttempts(before) {
      const gone = await db.rows(sql`
        delete from sign_in_attempts
        where id in (
          select id from sign_in_attempts
          where at < ${moment(before)}
          order by at
          limit ${removedAtOnce}::int
        )
        returning id`);
      return gone.length;
    },

    // A used token has an end too, a week later at most. Those that confirm the address of somebody
    // unconfirmed stay: each holds the password of its registration, and decides which is the last.
    async purgeTokens(before) {
      const gone = await db.rows(sql`
        delete from one_time_tokens
        where id in (
          select one_time_tokens.id
          from one_time_tokens join users on users.id = one_time_tokens.user_id
          where one_time_tokens.expires_at < ${moment(before)}
            and (one_time_tokens.purpose <> 'verify_email' or users.email_verified_at is not null)
          order by one_time_tokens.expires_at
          limit ${removedAtOnce}::int
        )
        returning id`);
      return gone.length;
    },
  };
}
