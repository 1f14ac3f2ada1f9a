import type { FirstPasswords, PasswordResets } from '#core/recovery-ports.ts';
import { isDisabledAt, type Memory, postLetter, postNotice } from './memory.ts';
import { endSessionsIn } from './memory-sessions.ts';

/** Forgotten passwords in memory, with the meaning that the port states. */
export function memoryPasswordResets(memory: Memory): PasswordResets {
  const find: PasswordResets['find'] = async (tokenDigest, now) => {
    const token = memory.tokens.find(
      (one) => one.tokenDigest === tokenDigest && one.purpose === 'reset_password' && !one.isSpent,
    );
    const user = memory.users.find(({ id }) => id === token?.userId);
    const isOwner = user?.emailNormalised === token?.emailNormalised;
    if (!token || !user || !isOwner || isDisabledAt(user, now)) return { result: 'invalid' };
    if (token.expiresAt <= now) return { result: 'expired' };
    const { email, emailNormalised: normalised, name } = user;
    return { result: 'live', owner: { address: { email, normalised }, name } };
  };
  return {
    find,

    async request({ emailNormalised, now, token, resetLetter, noPasswordLetter }) {
      const user = memory.users.find((one) => one.emailNormalised === emailNormalised);
      if (!user || isDisabledAt(user, now)) return 'quiet';
      const isWithout =
        user.passwordHash === null &&
        user.emailVerified &&
        memory.connections.some(({ userId }) => userId === user.id);
      const letter = isWithout ? noPasswordLetter : resetLetter;
      if (!postLetter(memory, { ...letter, to: user.email })) return 'quiet';
      if (isWithout) return 'no_password';
      for (const one of memory.tokens) {
        if (one.userId === user.id && one.purpose === 'reset_password') one.isSpent = true;
      }
      const unused = { passwordHash: null, tries: 0, isSpent: false };
      memory.tokens.push({ ...token, ...unused, userId: user.id, emailNormalised });
      return 'sent';
    },

    async reset({ tokenDigest, passwordHash, notice, now }, audit) {
      const found = await find(tokenDigest, now);
      if (found.result !== 'live') return found;
      const emailNormalised = found.owner.address.normalised;
      const user = memory.users.find((one) => one.emailNormalised === emailNormalised);
      if (!user) return { result: 'invalid' };
      for (const one of memory.tokens) {
        const isUndoing = ['verify_email', 'reset_password', 'change_email'].includes(one.purpose);
        if (one.userId === user.id && isUndoing) one.isSpent = true;
      }
      if (!user.emailVerified) {
        memory.connections = memory.connections.filter(({ userId }) => userId !== user.id);
      }
      Object.assign(user, { passwordHash, emailVerified: true });
      postNotice(memory, user, notice);
      const endedIds = endSessionsIn(memory, user.id, 'password_reset', now, audit);
      return { result: 'used', emailNormalised, endedIds };
    },
  };
}

/** First passwords in memory, with the meaning that the port states. */
export function memoryFirstPasswords(memory: Memory): FirstPasswords {
  return {
    async set({ userId, passwordHash, notice, now }, audit) {
      const user = memory.users.find(({ id }) => id === userId);
      if (!user || user.passwordHash !== null || isDisabledAt(user, now)) return null;
      user.passwordHash = passwordHash;
      postNotice(memory, user, notice);
      return endSessionsIn(memory, userId, 'password_changed', now, audit);
    },
  };
}
