import { type LimitName, limits } from '#core/limits.ts';
import { freshAddress, type Visitor } from './site.ts';

/** Requests that take a point of a limit and little else. */
const cheapRequests: Partial<Record<LimitName, (visitor: Visitor) => () => Promise<Response>>> = {
  'sign-in-ip': (visitor) => {
    // Once the address is spent no hash is made, and the visitor's own count goes on.
    const email = freshAddress();
    return () => visitor.signIn(email, 'not the password of anybody');
  },
  'register-ip': (visitor) => () =>
    visitor.post('/api/register', { email: freshAddress(), password: 'too short' }),
  'verification-ip': (visitor) => () =>
    visitor.post('/api/email/verification', { email: freshAddress() }),
  'forgot-ip': (visitor) => () => visitor.post('/api/password/forgot', { email: freshAddress() }),
  'reset-ip': (visitor) => () =>
    visitor.post('/api/password/reset', { token: 'no token', password: 'any' }),
  'verify-ip': (visitor) => () => visitor.post('/api/email/verify', { token: 'no token' }),
};

/**
 * Spends what a visitor may do of one kind, but for the last `left` times. The first request goes
 * alone: after an outage that an earlier test made, one call tries Redis again, and those beside
 * it are still counted in the database.
 */
export async function fillLimit(name: LimitName, visitor: Visitor, left = 0): Promise<void> {
  const request = cheapRequests[name]?.(visitor);
  if (!request) throw new Error(`no cheap request takes from ${name}`);
  const points = limits[name].quota - left;
  for (let spent = 0; spent < points; spent += spent === 0 ? 1 : 5) {
    const size = spent === 0 ? 1 : Math.min(5, points - spent);
    const answers = await Promise.all(Array.from({ length: size }, request));
    const failed = answers.find(({ status }) => status >= 500);
    if (failed) throw new Error(`filling ${name}: ${failed.status}`);
  }
}

/**
 * Waits for the next window when this one is nearly over: a sliding window forgets a little of the
 * last one at its boundary. Every window begins at a whole quarter of an hour.
 */
export async function untilWindowHasRoom(): Promise<void> {
  const left = 900_000 - (Date.now() % 900_000);
  if (left < 10_000) await new Promise((resolve) => setTimeout(resolve, left + 100));
}
