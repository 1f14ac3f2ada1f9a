import type { ClaimedLetter } from '#core/letters.ts';
import type { WatchedLetter } from '#core/mail-ports.ts';
import type { Outbox, Ports } from '#core/ports.ts';
import type { Memory, StoredLetter } from './memory.ts';

/** The outbox in memory. */
export function memoryOutbox(memory: Memory): Outbox {
  const change = (id: string, changes: Partial<StoredLetter>) => {
    const letter = memory.letters.find((one) => one.id === id);
    if (letter) Object.assign(letter, { leasedUntil: null, ...changes });
  };
  return {
    async claimDue(limit, now, leasedUntil) {
      const due = memory.letters.filter(
        (one) =>
          one.state === 'pending' &&
          one.dueAt <= now &&
          (one.leasedUntil === null || one.leasedUntil <= now),
      );
      return due.slice(0, limit).map((one): ClaimedLetter => {
        Object.assign(one, { leasedUntil, attempts: one.attempts + 1 });
        const { id, template, to, language, propsSealed, attempts } = one;
        const isSuppressed = memory.suppressed.has(to.toLowerCase());
        return { id, template, to, language, propsSealed, attempts, isSuppressed };
      });
    },
    markSent: async (id) => change(id, { state: 'sent', propsSealed: '' }),
    postpone: async (id, errorCode, dueAt) => change(id, { errorCode, dueAt }),
    bury: async (id, errorCode) => change(id, { state: 'buried', errorCode, propsSealed: '' }),
  };
}

/** What is told of letters, suppressed addresses and what staff see of both, in memory. */
export function memoryMail(
  memory: Memory,
): Pick<Ports, 'mailEvents' | 'mailOverview' | 'suppressions'> {
  const verified = (userId: string) =>
    memory.users.find(({ id, emailVerified }) => id === userId && emailVerified);
  const within = (since: Date) => (letter: StoredLetter) => letter.createdAt >= since;
  return {
    mailEvents: {
      async note(event) {
        if (memory.heardMail.some(({ id }) => id === event.id)) return 'repeated';
        // The provider in memory takes the key of a letter, its id, as its own.
        const letter = memory.letters.find(({ id }) => id === event.providerId);
        if (letter?.state === 'pending') return 'early';
        memory.heardMail.push(event);
        if (letter?.state !== 'sent') return 'unknown';
        if (event.suppresses && event.kind !== 'delivered') {
          memory.suppressed.set(letter.to.toLowerCase(), event.kind);
        }
        return 'noted';
      },
      purge: async () => memory.heardMail.splice(0).length,
    },
    suppressions: {
      async find(userId) {
        const user = verified(userId);
        const reason = user && memory.suppressed.get(user.emailNormalised);
        return user && reason ? { email: user.email, reason } : null;
      },
      async lift(userId) {
        const user = verified(userId);
        return user !== undefined && memory.suppressed.delete(user.emailNormalised);
      },
    },
    mailOverview: {
      async count({ recent, long }) {
        const of = (state: StoredLetter['state']) =>
          memory.letters.filter((letter) => letter.state === state);
        return {
          waiting: of('pending').length,
          waitingLong: of('pending').filter((letter) => !within(long)(letter)).length,
          sent: of('sent').filter(within(recent)).length,
          buried: of('buried').filter(within(recent)).length,
          suppressed: memory.suppressed.size,
        };
      },
      async list(state, limit, place) {
        const isBuried = state === 'buried';
        const wanted = isBuried ? 'buried' : 'pending';
        const sign = isBuried ? -1 : 1;
        const order = (one: { at: Date; id: string }, other: { at: Date; id: string }) =>
          sign * (one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1));
        return memory.letters
          .filter((letter) => letter.state === wanted)
          .map((letter) => ({ letter, id: letter.id, at: letter.createdAt }))
          .toSorted(order)
          .filter((one) => place === null || (one.id !== place.id && order(one, place) > 0))
          .slice(0, limit)
          .map(({ letter }) => watched(letter, isBuried));
      },
    },
  };
}

// Letters in memory do not remember when they were given up: it counts as when they were made.
function watched(letter: StoredLetter, isBuried: boolean): WatchedLetter {
  const { id, template, to, createdAt, dueAt, attempts, errorCode } = letter;
  const times = isBuried ? { dueAt: null, buriedAt: createdAt } : { dueAt, buriedAt: null };
  return { id, template, recipient: to, createdAt, attempts, errorCode, ...times };
}
