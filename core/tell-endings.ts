import { after } from './clock.ts';
import type { Ports } from './ports.ts';
import { newsLifetimeMilliseconds } from './revocation-news.ts';

const mostEndings = 10_000;

/**
 * Tells the endings of the last eleven minutes again: those that Redis did not hear because it was
 * silent, or has lost, strike from now on. What it has heard it does not hear twice.
 */
export async function tellEndings(
  ports: Pick<Ports, 'clock' | 'sessions' | 'revocations'>,
): Promise<void> {
  const since = after(ports.clock.now(), -newsLifetimeMilliseconds);
  await ports.revocations.announce(await ports.sessions.endedSince(since, mostEndings));
}
