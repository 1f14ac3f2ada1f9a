import type { RevocationNews } from './session-ports.ts';

/** How old the news of an instance may be, and how often it asks for them, in milliseconds. */
export const newsIntervalMilliseconds = 2000;
/** How soon a silent store is asked again, in milliseconds: a reading that was late is no outage. */
export const retryMilliseconds = 1000;
/**
 * How long an ending is told and remembered, in milliseconds: a minute longer than a token goes
 * without a check against the registry, for clocks that differ and renewals on their way.
 */
export const newsLifetimeMilliseconds = 660_000;
/** Told again with each reading, for replicas that lag: milliseconds. */
const overlapMilliseconds = 5000;
const pageSize = 5000;

export type ReadNews = (
  /** Moment by the clock of the store, milliseconds since the epoch, inclusive. */
  since: number,
  limit: number,
) => Promise<[sessionId: string, toldAt: number][] | null>;

/**
 * Makes the news of one instance: a map of what ended, brought up to date by one reading at a
 * time, for whoever asks when the last one is 2 s old. While the store is silent (`read` answers
 * null) one caller in a second waits for it, the others decide by what was heard so far.
 */
export function createRevocationNews(read: ReadNews, now: () => number): RevocationNews {
  const heard = new Map<string, number>();
  let newest = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  let isSilent = false;
  let reading: Promise<void> | null = null;

  async function bringUpToDate(): Promise<void> {
    for (const [sessionId, forgetAt] of heard) if (forgetAt < now()) heard.delete(sessionId);
    let since = Math.max(0, newest - overlapMilliseconds);
    for (;;) {
      const page = await read(since, pageSize);
      isSilent = page === null;
      if (!page) return;
      for (const [sessionId, toldAt] of page) {
        heard.set(sessionId, now() + newsLifetimeMilliseconds);
        newest = Math.max(newest, toldAt);
      }
      if (page.length < pageSize) return;
      // A whole page of one moment would come again and again.
      since = Math.max(newest, since + 1);
    }
  }

  return {
    async hasEnded(sid) {
      const wait = isSilent ? retryMilliseconds : newsIntervalMilliseconds;
      const isDue = reading === null && now() - askedAt >= wait;
      if (isDue) {
        askedAt = now();
        reading = bringUpToDate().finally(() => {
          reading = null;
        });
      }
      if (reading && (isDue || !isSilent)) await reading;
      return heard.has(sid);
    },
  };
}
