import { parseIp } from './ip-address.ts';

/** Whose word about the visitor's address counts. */
export type AddressTrust = { isOnVercel: boolean; trustedProxyHops: number };

/**
 * The visitor's address, or null when nobody who is trusted gave one.
 *
 * On Vercel the platform sets (and overwrites) its own headers. Elsewhere each proxy appends the
 * address that it saw to X-Forwarded-For, so the entry that the outermost trusted proxy wrote is
 * the `trustedProxyHops`-th from the right; whatever stands left of it came from the visitor.
 * With 0 hops no header is trusted: the visitor has no address, and all such visitors share one
 * limit. That is safe only where nobody else can reach the site, so the environment refuses it
 * for a public one.
 */
export function clientAddress(headers: Headers, trust: AddressTrust): string | null {
  if (trust.isOnVercel) {
    const given = headers.get('x-vercel-forwarded-for') ?? headers.get('x-real-ip');
    return parseIp(lastOf(given, 1));
  }
  if (trust.trustedProxyHops < 1) return null;
  // A bad entry in that place is not replaced by its neighbour: that one is the visitor's word.
  return parseIp(lastOf(headers.get('x-forwarded-for'), trust.trustedProxyHops));
}

function lastOf(list: string | null, fromTheRight: number): string {
  return (list ?? '').split(',').at(-fromTheRight) ?? '';
}
