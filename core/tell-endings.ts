import { after } from './clock.ts';
import type { Ports } from './ports.ts';
import { newsLifetimeMilliseconds } from './revocation-news.ts';

const mostEndings = 10_000;
const mostDeferred = 200;

type SweepPorts = Pick<Ports, 'clock' | 'sessions' | 'revocations'>;

/**
 * Brings registry and news together again, whichever of them was silent: sign-outs that the
 * registry did not hear end there now, and the endings of the last eleven minutes are told again.
 * What Redis has heard it does not hear twice.
 */
export async function tellEndings(ports: SweepPorts): Promise<void> {
  await settleDeferred(ports);
  const since = after(ports.clock.now(), -newsLifetimeMilliseconds);
  await ports.revocations.announce(await ports.sessions.endedSince(since, mostEndings));
}

async function settleDeferred(ports: SweepPorts): Promise<void> {
  const nobody = { actorId: null, ip: null, userAgent: null, requestId: 'sweep' };
  for (const ending of await ports.revocations.deferred(mostDeferred)) {
    const { sid, sub, at } = ending;
    const which = { userId: sub, only: sid };
    const audit = { ...nobody, actorId: sub };
    await ports.sessions.end(which, 'signed_out', at, audit);
    // Ended as of then, but heard only now: the news of then may be forgotten.
    await ports.revocations.announce([sid]);
    await ports.revocations.settle(ending);
  }
}
