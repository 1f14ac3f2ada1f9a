import type { ManagedUser, Users } from '#core/ports.ts';
import { isDisabledAt, type Memory, postNotice, publicUser, type StoredUser } from './memory.ts';
import { endSessionsIn } from './memory-sessions.ts';

/** Users in memory, with the meaning that the port states. */
export function memoryUsers(memory: Memory): Users {
  const find = (userId: string) => memory.users.find(({ id }) => id === userId);
  return {
    async findForSignIn(emailNormalised, now) {
      const user = memory.users.find((one) => one.emailNormalised === emailNormalised);
      if (!user) return null;
      const isDisabled = isDisabledAt(user, now);
      const { passwordHash, passwordCheckedAt, passwordBreachedAt } = user;
      return {
        ...publicUser(user),
        passwordHash,
        isDisabled,
        passwordCheckedAt,
        passwordBreachedAt,
      };
    },

    async replacePasswordHash(userId, from, to) {
      const user = find(userId);
      if (user?.passwordHash === from) user.passwordHash = to;
    },

    async notePasswordCheck({ userId, hash, isBreached, now }) {
      const user = find(userId);
      if (user?.passwordHash !== hash) return;
      user.passwordCheckedAt = now;
      user.passwordBreachedAt = isBreached ? (user.passwordBreachedAt ?? now) : null;
    },

    async findForProof(userId) {
      const user = find(userId);
      if (!user) return null;
      const { email, emailNormalised, name, passwordHash } = user;
      return { email, emailNormalised, name, passwordHash };
    },

    async changePassword({ userId, from, to, checkedAt, notice, now }, audit) {
      const user = find(userId);
      if (user?.passwordHash !== from) return null;
      Object.assign(user, {
        passwordHash: to,
        passwordCheckedAt: checkedAt,
        passwordBreachedAt: null,
      });
      postNotice(memory, user, notice);
      return endSessionsIn(memory, userId, 'password_changed', now, audit);
    },

    async changeAccount({ userId, role, disabled, notices, now }, audit) {
      const user = find(userId);
      if (!user) return { result: 'unknown' };
      const stepsDown = (role !== undefined && role !== 'admin') || Boolean(disabled);
      const others = memory.users.filter((one) => one !== user && isAdministering(one, now));
      if (isAdministering(user, now) && stepsDown && others.length === 0) {
        return { result: 'last_admin' };
      }
      const isAnotherRole = role !== undefined && role !== user.role;
      const wasDisabled = isDisabledAt(user, now);
      const isAnotherState = disabled
        ? !wasDisabled || user.disabled?.until?.getTime() !== disabled.until?.getTime()
        : wasDisabled;
      if (role !== undefined) user.role = role;
      if (disabled !== undefined) user.disabled = disabled && { ...disabled, at: now };
      if (isAnotherRole && notices.role) postNotice(memory, user, notices.role);
      if (isAnotherState && notices.state) postNotice(memory, user, notices.state);
      const why = disabled ? 'account_disabled' : 'role_changed';
      const isEnding = Boolean(disabled) || isAnotherRole;
      const endedIds = isEnding ? endSessionsIn(memory, userId, why, now, audit) : [];
      return { result: 'changed', user: managedUser(user, now), endedIds };
    },

    async chooseLanguage(userId, language) {
      const user = find(userId);
      if (user) user.language = language;
    },

    async updateProfile(userId, profile) {
      const user = find(userId);
      if (user) Object.assign(user, profile);
    },
  };
}

function managedUser(user: StoredUser, now: Date): ManagedUser {
  return { ...publicUser(user), disabled: isDisabledAt(user, now) ? user.disabled : null };
}

function isAdministering(user: StoredUser, now: Date): boolean {
  return user.role === 'admin' && user.emailVerified && !isDisabledAt(user, now);
}
