import type { AddressChanges, AddressPurpose, LinkSpent } from '#core/address-ports.ts';
import { after, days } from '#core/clock.ts';
import {
  isDisabledAt,
  type Memory,
  postLetter,
  postNotice,
  type StoredToken,
  type StoredUser,
} from './memory.ts';
import { endSessionsIn } from './memory-sessions.ts';

/** Changes of address in memory, with the meaning that the port states. */
export function memoryAddresses(memory: Memory): AddressChanges {
  const userOf = (userId: string) => memory.users.find(({ id }) => id === userId);
  const holderOf = (address: string, isMeant: (user: StoredUser) => boolean) =>
    memory.users.find(
      (one) =>
        one.emailNormalised === address &&
        isMeant(one) &&
        (one.emailVerified || one.disabled !== null),
    );
  const find = (digest: string, purpose: AddressPurpose) =>
    memory.tokens.find(
      (one) => one.tokenDigest === digest && one.purpose === purpose && !one.isSpent,
    );
  const supersede = (userId: string, isMeant: (token: StoredToken) => boolean) => {
    for (const one of memory.tokens) if (one.userId === userId && isMeant(one)) one.isSpent = true;
  };

  /** The live token with its user, spent; or why it is not. */
  function spend(
    digest: string,
    purpose: AddressPurpose,
    now: Date,
  ): { token: StoredToken; user: StoredUser } | Exclude<LinkSpent, { result: 'used' }> {
    const token = find(digest, purpose);
    const user = userOf(token?.userId ?? '');
    if (!token || !user) return { result: 'invalid' };
    if (purpose === 'change_email' && isDisabledAt(user, now)) return { result: 'invalid' };
    if (token.expiresAt <= now) return { result: 'expired' };
    const isGiving = token.email !== undefined;
    if (isGiving && holderOf(token.emailNormalised, ({ id }) => id !== user.id)) {
      return { result: 'invalid' };
    }
    token.isSpent = true;
    return { token, user };
  }

  function move(user: StoredUser, { email = '', emailNormalised }: StoredToken): void {
    memory.users = memory.users.filter(
      (one) => one === user || one.emailNormalised !== emailNormalised,
    );
    Object.assign(user, { email, emailNormalised, emailVerified: true });
  }

  return {
    async request({ userId, to, confirm, inUseLetter, now }) {
      const user = userOf(userId);
      if (!user?.emailVerified || isDisabledAt(user, now)) return 'quiet';
      if (user.emailNormalised === to.normalised) return 'quiet';
      const holder = holderOf(to.normalised, () => true);
      if (holder) {
        return postLetter(memory, { ...inUseLetter, to: holder.email }) ? 'in_use' : 'quiet';
      }
      if (!postLetter(memory, confirm.letter)) return 'quiet';
      supersede(userId, ({ purpose }) => purpose === 'change_email');
      const given = { email: to.email, emailNormalised: to.normalised };
      memory.tokens.push({ ...confirm.token, ...unused, ...given, userId, createdAt: now });
      return 'sent';
    },

    async find(tokenDigest, purpose, now) {
      const token = find(tokenDigest, purpose);
      const user = userOf(token?.userId ?? '');
      if (!token || !user) return { result: 'invalid' };
      if (token.expiresAt <= now) return { result: 'expired' };
      const { emailNormalised: normalised, email = normalised } = token;
      const address = { email, normalised };
      return { result: 'live', email: user.email, name: user.name, address };
    },

    async confirm({ tokenDigest, changed, taken, now }, audit) {
      const spent = spend(tokenDigest, 'change_email', now);
      if ('result' in spent) return spent;
      const { token, user } = spent;
      const { id: userId, email, emailNormalised } = user;
      supersede(userId, ({ purpose }) => undoing.includes(purpose));
      postLetter(memory, { ...changed.letter, to: email });
      const given = { email, emailNormalised };
      memory.tokens.push({ ...changed.token, ...unused, ...given, userId, createdAt: now });
      move(user, token);
      postNotice(memory, user, taken);
      const endedIds = endSessionsIn(memory, userId, 'email_changed', now, audit);
      return { result: 'used', userId, endedIds };
    },

    async undo({ tokenDigest, restored, reset, now }, audit) {
      const spent = spend(tokenDigest, 'undo_email_change', now);
      if ('result' in spent) return spent;
      const { token, user } = spent;
      const { id: userId, passwordHash } = user;
      const madeAt = token.createdAt ?? now;
      supersede(
        userId,
        ({ purpose, createdAt = now }) => purpose !== 'undo_email_change' || createdAt >= madeAt,
      );
      const isKept = (one: { userId: string; connectedAt: Date }) =>
        one.userId !== userId || one.connectedAt <= after(madeAt, -days(7));
      memory.connections = memory.connections.filter(isKept);
      move(user, token);
      user.passwordHash = null;
      postNotice(memory, user, restored);
      const hasConnection = memory.connections.some((one) => one.userId === userId);
      if (!isDisabledAt(user, now) && (passwordHash !== null || !hasConnection)) {
        postNotice(memory, user, reset);
      }
      const endedIds = endSessionsIn(memory, userId, 'email_changed', now, audit);
      return { result: 'used', userId, endedIds };
    },

    async disown({ tokenDigest, reset, now }, audit) {
      const spent = spend(tokenDigest, 'disown_activity', now);
      if ('result' in spent) return spent;
      const { token, user } = spent;
      const { emailNormalised } = token;
      supersede(
        user.id,
        (one) =>
          undoing.includes(one.purpose) ||
          (one.purpose === 'disown_activity' && one.emailNormalised === emailNormalised),
      );
      const isPresent = user.emailNormalised === emailNormalised;
      if (isPresent && user.passwordHash !== null && !isDisabledAt(user, now)) {
        postNotice(memory, user, reset);
      }
      const endedIds = endSessionsIn(memory, user.id, 'disowned', now, audit);
      return { result: 'used', userId: user.id, endedIds };
    },
  };
}

const undoing = ['verify_email', 'reset_password', 'change_email'];
const unused = { passwordHash: null, tries: 0, isSpent: false };
