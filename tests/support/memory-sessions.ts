import type { AuditContext } from '#core/actors.ts';
import { after, days } from '#core/clock.ts';
import type { NewSession, SessionEndReason, Sessions } from '#core/session-ports.ts';
import { isDisabledAt, type Memory, postNotice, publicUser, type StoredSession } from './memory.ts';

/** The registry of sessions in memory, with the meaning that the port states. */
export function memorySessions(memory: Memory): Sessions {
  return {
    async open({ session, attempt, provenHash, replaces, cap, newDevice }, audit) {
      const user = memory.users.find(({ id }) => id === session.userId);
      if (!user?.emailVerified || isDisabledAt(user, session.createdAt)) return null;
      if (provenHash !== null && provenHash !== user.passwordHash) return null;
      const { method } = session;
      const hasConnection = memory.connections.some(
        (one) => one.userId === user.id && one.provider === method,
      );
      if (attempt !== null && method !== 'password' && !hasConnection) return null;
      const now = session.createdAt;
      const live = memory.sessions.filter((one) => isLiveAt(one, now));
      const rivals = live
        .filter((one) => one.userId === user.id && one.id !== replaces)
        .sort((one, other) => Number(other.createdAt) - Number(one.createdAt));
      const endedIds = [
        ...endAll(rivals.slice(cap - 1), 'displaced', now, audit),
        ...endAll(
          live.filter(({ id }) => id === replaces),
          'replaced',
          now,
          audit,
        ),
      ];
      const isDeviceNew = isNewDevice(memory, session);
      if (isDeviceNew) postNotice(memory, user, newDevice);
      const open = { endedAt: null, endReason: null, endedBy: null };
      memory.sessions.push({ ...session, ...open, lastSeenAt: now });
      if (attempt) memory.attempts.push(attempt);
      const isPasswordBreached = user.passwordBreachedAt !== null;
      const isMailSuppressed = memory.suppressed.has(user.emailNormalised);
      const told = { isPasswordBreached, isMailSuppressed, isDeviceNew };
      return { user: publicUser(user), language: user.language, ...told, endedIds };
    },

    async end(which, why, now, audit) {
      const isMeant = ({ id }: StoredSession) =>
        'only' in which ? id === which.only : id !== which.except;
      return endSessionsIn(memory, which.userId, why, now, audit, isMeant);
    },

    async list(userId, now, idleSince) {
      return memory.sessions
        .filter((one) => one.userId === userId && isLiveAt(one, now))
        .filter(({ lastSeenAt }) => idleSince === null || lastSeenAt > idleSince)
        .sort((one, other) => Number(other.lastSeenAt) - Number(one.lastSeenAt))
        .map(({ id, method, createdAt, lastSeenAt, absoluteExpiresAt, ip, place, userAgent }) => ({
          id,
          method,
          createdAt,
          lastSeenAt,
          absoluteExpiresAt,
          ip,
          place,
          userAgent,
        }));
    },

    async endedSince(moment, limit) {
      const ended = memory.sessions.filter(({ endedAt }) => endedAt !== null && endedAt > moment);
      return ended
        .sort((one, other) => Number(other.endedAt) - Number(one.endedAt))
        .slice(0, limit)
        .map(({ id }) => id);
    },

    async retire(now, idleSince) {
      for (const one of memory.sessions) {
        if (one.endedAt !== null) continue;
        const isExpired = one.absoluteExpiresAt <= now;
        if (isExpired) Object.assign(one, { endedAt: one.absoluteExpiresAt, endReason: 'expired' });
        else if (idleSince && one.lastSeenAt <= idleSince) {
          const idle = Number(now) - Number(idleSince);
          const endedAt = new Date(Number(one.lastSeenAt) + idle);
          Object.assign(one, { endedAt, endReason: 'idle' });
        }
      }
    },
  };
}

/** Ends the live sessions of a user that are meant, and answers with their ids. */
export function endSessionsIn(
  memory: Memory,
  userId: string,
  why: SessionEndReason,
  now: Date,
  audit: AuditContext,
  isMeant: (session: StoredSession) => boolean = () => true,
): string[] {
  const meant = memory.sessions.filter(
    (one) => one.userId === userId && isLiveAt(one, now) && isMeant(one),
  );
  return endAll(meant, why, now, audit);
}

function endAll(
  sessions: StoredSession[],
  endReason: SessionEndReason,
  endedAt: Date,
  { actorId }: AuditContext,
): string[] {
  return sessions.map((session) => {
    Object.assign(session, { endedAt, endReason, endedBy: actorId });
    return session.id;
  });
}

function isLiveAt({ endedAt, absoluteExpiresAt }: StoredSession, now: Date): boolean {
  return endedAt === null && absoluteExpiresAt > now;
}

function isNewDevice(memory: Memory, { userId, userAgent, place, createdAt }: NewSession): boolean {
  const familyOf = (text: string | null) => text?.replace(/[0-9]+([._][0-9]+)*/g, '') ?? '';
  const ofUser = memory.sessions.filter((one) => one.userId === userId);
  const isKnown = ofUser.some(
    (one) =>
      one.lastSeenAt >= after(createdAt, -days(90)) &&
      one.endReason !== 'disowned' &&
      familyOf(one.userAgent) === familyOf(userAgent) &&
      (!one.place || !place || one.place.slice(-2) === place.slice(-2)),
  );
  return ofUser.length > 0 && !isKnown;
}
