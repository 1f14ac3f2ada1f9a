import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares a secret that was given with the right one, in constant time. */
export function hasSecret(given: string, right: string): boolean {
  return timingSafeEqual(digest(given), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
