import { after, days, hours } from './clock.ts';

/** How long a session lives at most: remembered, and one that ends with the browser. */
export const sessionLifetimes = { remembered: days(30), forBrowser: hours(12) } as const;

/** What a site decides about its sessions. */
export type SessionPolicy = {
  /** How many live sessions one user may have. */
  cap: number;
  /** A session that was not seen for so long has ended; null: there is no such limit. */
  idleMilliseconds: number | null;
};

/** The moment since which a live session was seen; null when there is no such limit. */
export function idleSince({ idleMilliseconds }: SessionPolicy, now: Date): Date | null {
  return idleMilliseconds === null ? null : after(now, -idleMilliseconds);
}
