import type { Connections, DueRevocation } from '#core/provider-ports.ts';
import type { Memory, StoredConnection } from './memory.ts';

type Revocations = Pick<
  Connections,
  'claimRevocations' | 'settleRevocation' | 'postponeRevocation'
>;

/** Tokens that wait to be revoked at their providers, in memory. */
export function memoryRevocations(memory: Memory): Revocations {
  return {
    async claimRevocations(limit, now, leasedUntil) {
      const isFree = (until: Date | null) => until === null || until <= now;
      const due = memory.revocations.filter((one) => one.dueAt <= now && isFree(one.leasedUntil));
      return due.slice(0, limit).map((one): DueRevocation => {
        Object.assign(one, { leasedUntil, attempts: one.attempts + 1 });
        const { id, tokenSealed, binding, attempts } = one;
        return { id, tokenSealed, binding, attempts };
      });
    },
    async settleRevocation(id) {
      memory.revocations = memory.revocations.filter((one) => one.id !== id);
    },
    async postponeRevocation(id, dueAt) {
      const found = memory.revocations.find((one) => one.id === id);
      if (found) Object.assign(found, { dueAt, leasedUntil: null });
    },
  };
}

/** Puts the tokens of a connection that is gone where the sweep finds them. */
export function revokeTokensOf(memory: Memory, connection: StoredConnection, dueAt: Date): void {
  const { userId, provider, accessTokenSealed, refreshTokenSealed } = connection;
  const tokens = { access_token: accessTokenSealed, refresh_token: refreshTokenSealed };
  for (const field of ['access_token', 'refresh_token'] as const) {
    const tokenSealed = tokens[field];
    if (tokenSealed === null) continue;
    const binding = { userId, provider, field };
    const waiting = { attempts: 0, dueAt, leasedUntil: null };
    memory.revocations.push({ id: crypto.randomUUID(), tokenSealed, binding, ...waiting });
  }
}
