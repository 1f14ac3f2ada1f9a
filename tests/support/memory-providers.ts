import { after, hours } from '#core/clock.ts';
import type { Leases, ProviderClients, RefreshAnswer, TokenVault } from '#core/provider-ports.ts';
import type { Memory } from './memory.ts';

/** A vault that shows what it sealed, and for which place: nothing opens anywhere else. */
export function memoryVault(): TokenVault {
  return {
    seal: async (token, binding) => JSON.stringify([token, placeOf(binding)]),
    async open(sealed, binding) {
      const place = placeOf(binding);
      const [token, sealedFor] = sealed.startsWith('[') ? JSON.parse(sealed) : [];
      return sealedFor === place ? token : null;
    },
    isNewest: async () => true,
  };
}

const placeOf = (binding: Parameters<TokenVault['open']>[1]) =>
  `${binding.userId} ${binding.provider} ${binding.field}`;

/**
 * Providers that rotate refresh tokens and watch for reuse, as the strictest do: a token that comes
 * back a second time ends its grant, and with it every token that came of it.
 */
export function memoryProviders(memory: Memory): ProviderClients {
  return {
    async refresh(provider, refreshToken) {
      memory.refreshes.push({ provider, refreshToken });
      const told = memory.refreshAnswers.shift();
      // The time that an answer takes to come, in which everybody else may act.
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (told) return typeof told === 'function' ? told() : told;
      return rotate(memory, refreshToken);
    },
    async revoke(provider, token) {
      memory.revokedTokens.push({ provider, token });
      return memory.revokeAnswers.shift() ?? true;
    },
  };
}

/** Leases by the clock of the world. */
export function memoryLeases(memory: Memory): Leases {
  let fence = 0;
  return {
    async acquire(name, milliseconds) {
      if (memory.isLeaseSilent) return 'silent';
      const held = memory.leases.get(name);
      if (held && held.until > memory.now) return 'taken';
      fence += 1;
      memory.leases.set(name, { fence, until: after(memory.now, milliseconds) });
      return { fence };
    },
    async release(name, heldFence) {
      if (memory.leases.get(name)?.fence === heldFence) memory.leases.delete(name);
    },
  };
}

function rotate(memory: Memory, refreshToken: string): RefreshAnswer {
  const [grant = '', count = '0'] = refreshToken.split('#');
  const isReused = memory.refreshes.filter((one) => one.refreshToken === refreshToken).length > 1;
  if (isReused) memory.deadGrants.add(grant);
  if (memory.deadGrants.has(grant)) return { result: 'consent_needed' };
  const next = Number(count) + 1;
  const expiresAt = after(memory.now, hours(1));
  const tokens = { accessToken: `access#${next}`, refreshToken: `${grant}#${next}` };
  return { result: 'refreshed', tokens: { ...tokens, expiresAt, scope: null } };
}
