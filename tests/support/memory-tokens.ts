import type { OneTimeTokens, TokenUse } from '#core/ports.ts';
import { type Memory, postLetter, type StoredToken } from './memory.ts';

/** One-time tokens in memory, with the meaning that the port states. */
export function memoryTokens(memory: Memory): OneTimeTokens {
  const spend = (token: StoredToken): TokenUse => {
    const user = memory.users.find(({ id }) => id === token.userId);
    if (!user) return { result: 'invalid' };
    const registrations = memory.tokens.filter(
      (one) => one.userId === user.id && one.passwordHash !== null,
    );
    const only = registrations.length === 1 ? user.passwordHash : null;
    if (!user.emailVerified) user.passwordHash = token.passwordHash ?? only;
    user.emailVerified = true;
    for (const sibling of memory.tokens) {
      if (sibling.userId === token.userId) sibling.isSpent = true;
    }
    const isPasswordNeeded = user.passwordHash === null;
    return { result: 'used', userId: user.id, email: user.email, isPasswordNeeded };
  };
  const find = (digest: string, purpose: string) =>
    memory.tokens.find(
      (one) => one.tokenDigest === digest && one.purpose === purpose && !one.isSpent,
    );
  return {
    async requestVerification({ emailNormalised, token, letter }) {
      const user = memory.users.find((one) => one.emailNormalised === emailNormalised);
      if (!user || user.emailVerified) return 'quiet';
      if (!postLetter(memory, letter)) return 'quiet';
      const rest = { userId: user.id, emailNormalised, passwordHash: null };
      memory.tokens.push({ ...token, ...rest, tries: 0, isSpent: false });
      return 'sent';
    },
    async peek(tokenDigest, purpose, now) {
      const token = find(tokenDigest, purpose);
      if (!token) return 'invalid';
      return token.expiresAt > now ? 'live' : 'expired';
    },
    async verifyEmailByToken(tokenDigest, now) {
      const token = find(tokenDigest, 'verify_email');
      if (!token) return { result: 'invalid' };
      return token.expiresAt > now ? spend(token) : { result: 'expired' };
    },
    async verifyEmailByCode({ emailNormalised, codeDigests, maximumTries, now }) {
      const open = memory.tokens.filter(
        (one) =>
          one.emailNormalised === emailNormalised &&
          one.purpose === 'verify_email' &&
          !one.isSpent &&
          one.tries < maximumTries,
      );
      const match = open.find((one) => codeDigests.includes(one.codeDigest ?? ''));
      for (const one of open) if (one.expiresAt > now) one.tries += 1;
      if (!match) return { result: 'invalid' };
      return match.expiresAt > now ? spend(match) : { result: 'expired' };
    },
  };
}
