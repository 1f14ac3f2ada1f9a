import type { AuditContext, Caller } from './actors.ts';

/** Who acted and from where, as the audit keeps it. */
export function auditContext(caller: Caller, actorId: string | null = null): AuditContext {
  const { ip, userAgent, requestId } = caller;
  return { actorId, ip, userAgent, requestId };
}

/**
 * What a limit counts a visitor by: the IPv4 address, the /64 of an IPv6 one, since one household
 * owns all of its 2^64 addresses. Visitors without an address share one count.
 */
export function visitorKey({ ip }: Caller): string {
  if (ip === null) return 'unknown';
  return ip.includes(':') ? subnet64(ip) : ip;
}

/** The network that an attempt is kept with: /24 of IPv4, /64 of IPv6; null when there is none. */
export function networkPrefix({ ip }: Caller): string | null {
  if (ip === null) return null;
  return ip.includes(':') ? subnet64(ip) : ip.replace(/\.\d+$/, '.0/24');
}

/** The first four groups of a canonical IPv6 address (RFC 5952), `::` written out. */
function subnet64(ip: string): string {
  const [before = '', after] = ip.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after ? after.split(':') : [];
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  const groups = [...head, ...new Array<string>(Math.max(zeros, 0)).fill('0'), ...tail];
  return `${groups.slice(0, 4).join(':')}::/64`;
}
