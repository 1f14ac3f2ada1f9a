import { type SQL, sql } from 'drizzle-orm';
import type { OneTimeTokens, TokenUse } from '#core/ports.ts';
import type { Database } from './client.ts';
import { spendCode, spendToken, verificationRequest } from './email-verification.ts';
import { isStorable, lockAddress, moment } from './parameters.ts';

type UsedRow = {
  result: 'used' | 'expired' | 'invalid';
  userId: string;
  email: string;
  isPasswordNeeded: boolean;
};

/** The questions about single-use links and codes. */
export function oneTimeTokenQuestions(db: Database): OneTimeTokens {
  return {
    async requestVerification(request) {
      if (!isStorable(request.emailNormalised)) return 'quiet';
      const [decided] = await db.batch<{ result: 'sent' | 'quiet' }>(
        lockAddress(request.emailNormalised),
        verificationRequest(request),
      );
      return decided?.result ?? 'quiet';
    },

    async peek(tokenDigest, purpose, now) {
      if (!isStorable(tokenDigest)) return 'invalid';
      const [token] = await db.rows<{ isLive: boolean }>(sql`
        select expires_at > ${moment(now)} as "isLive"
        from one_time_tokens
        where token_digest = ${tokenDigest} and purpose = ${purpose}::token_purpose
          and used_at is null and superseded_at is null`);
      if (!token) return 'invalid';
      return token.isLive ? 'live' : 'expired';
    },

    async verifyEmailByToken(tokenDigest, now, audit) {
      if (!isStorable(tokenDigest)) return { result: 'invalid' };
      return spend(db, lockOwnerOfToken(tokenDigest), spendToken(tokenDigest, now, audit));
    },

    async verifyEmailByCode(code, audit) {
      const { emailNormalised, codeDigests } = code;
      const isAnswerable =
        codeDigests.length > 0 && isStorable(emailNormalised + codeDigests.join());
      if (!isAnswerable) return { result: 'invalid' };
      return spend(db, lockUser(emailNormalised), spendCode(code, audit));
    },
  };
}

async function spend(db: Database, lock: SQL, statement: SQL): Promise<TokenUse> {
  const [answer] = await db.batch<UsedRow>(lock, statement);
  if (!answer) return { result: 'invalid' };
  const { result, userId, email, isPasswordNeeded } = answer;
  return result === 'used' ? { result, userId, email, isPasswordNeeded } : { result };
}

// Whoever uses a token locks its user first: two siblings used at once would otherwise each wait
// for the other's row, and parallel guesses of a code would each see the tries of before.
function lockOwnerOfToken(tokenDigest: string): SQL {
  return sql`
    select users.id
    from users join one_time_tokens on one_time_tokens.user_id = users.id
    where one_time_tokens.token_digest = ${tokenDigest}
    for update of users`;
}

function lockUser(emailNormalised: string): SQL {
  return sql`select id from users where email_normalised = ${emailNormalised} for update`;
}
