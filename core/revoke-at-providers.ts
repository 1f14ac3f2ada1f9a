import { after, seconds } from './clock.ts';
import { cryptoRandom, retryDelay } from './deliver-letters.ts';
import type { Ports } from './ports.ts';
import type { DueRevocation } from './provider-ports.ts';

/** How often a provider is asked before it is left alone; with the waits about two hours. */
export const maximumRevocationAttempts = 8;

export type RevocationReport = { revoked: number; postponed: number; abandoned: number };

type SweepPorts = Pick<Ports, 'clock' | 'connections' | 'vault' | 'providerClients'>;

/**
 * Revokes at their providers the tokens of connections that are gone, at most `limit` of them and
 * for about 25 seconds. Waits a minute after the first failure and twice as long after each other;
 * `random` gives numbers from 0 to 1.
 */
export async function revokeAtProviders(
  ports: SweepPorts,
  { limit = 20, random = cryptoRandom }: { limit?: number; random?: () => number } = {},
): Promise<RevocationReport> {
  const report: RevocationReport = { revoked: 0, postponed: 0, abandoned: 0 };
  const stopAt = after(ports.clock.now(), seconds(25));
  let left = limit;
  while (left > 0 && ports.clock.now() < stopAt) {
    // Few at a time, so that all are asked well before their lease of a minute ends.
    const now = ports.clock.now();
    const leaseUntil = after(now, seconds(60));
    const due = await ports.connections.claimRevocations(Math.min(left, 4), now, leaseUntil);
    if (due.length === 0) break;
    left -= due.length;
    for (const revocation of due) report[await revoke(ports, revocation, random)] += 1;
  }
  return report;
}

async function revoke(
  { clock, connections, vault, providerClients }: SweepPorts,
  { id, tokenSealed, binding, attempts }: DueRevocation,
  random: () => number,
): Promise<keyof RevocationReport> {
  const settle = async (how: 'revoked' | 'abandoned') => {
    await connections.settleRevocation(id);
    return how;
  };
  // More attempts than are allowed means that earlier runs died while asking.
  if (attempts > maximumRevocationAttempts) return settle('abandoned');
  const token = await vault.open(tokenSealed, binding);
  if (token === null) return settle('abandoned');
  if (await providerClients.revoke(binding.provider, token)) return settle('revoked');
  if (attempts >= maximumRevocationAttempts) return settle('abandoned');
  await connections.postponeRevocation(id, after(clock.now(), retryDelay(attempts, null, random)));
  return 'postponed';
}
