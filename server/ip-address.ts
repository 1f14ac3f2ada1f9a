/**
 * Parses one address as proxies write it (IPv4, IPv6, in brackets, with a port) into its one
 * canonical spelling, or null. An IPv4 address in IPv6's clothes (::ffff:192.0.2.1) is the IPv4
 * one: else one visitor would count as two. Zones (fe80::1%eth0) are refused.
 */
export function parseIp(text: string): string | null {
  const bare = withoutPort(text.trim());
  const groups = bare.includes(':') ? groupsOf(bare) : null;
  if (groups) return isMapped(groups) ? quadOf(groups) : compress(groups);
  return octetsOf(bare)?.join('.') ?? null;
}

function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text);
  if (bracketed) return bracketed[1] ?? '';
  return /^[\d.]+:\d{1,5}$/.test(text) ? text.slice(0, text.indexOf(':')) : text;
}

function octetsOf(text: string): number[] | null {
  // No leading zeros: some parsers read them as octal, and then two spellings are one address.
  if (!/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text)) return null;
  const octets = text.split('.').map(Number);
  return octets.every((octet) => octet <= 255) ? octets : null;
}

/** The eight groups of an IPv6 address (RFC 4291, 2.2), or null. */
function groupsOf(text: string): number[] | null {
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const octets = tail.includes('.') ? octetsOf(tail) : null;
  if (tail.includes('.') && !octets) return null;
  const hex = octets ? `${text.slice(0, -tail.length)}${pair(octets, 0)}:${pair(octets, 2)}` : text;
  const halves = hex.split('::');
  if (halves.length > 2) return null;
  const [before, after] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = [...(before ?? []), ...(after ?? [])];
  if (!given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const missing = 8 - given.length;
  if (after === undefined ? missing !== 0 : missing < 1) return null;
  const zeros = new Array<string>(missing).fill('0');
  return [...(before ?? []), ...zeros, ...(after ?? [])].map((group) => Number.parseInt(group, 16));
}

const pair = (octets: number[], at: number) =>
  (((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0)).toString(16);

function isMapped(groups: number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
}

function quadOf(groups: number[]): string {
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** The canonical text of RFC 5952: lower case, the longest run of zeros (the first of two) as ::. */
function compress(groups: number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < groups.length; at += 1) {
    let length = 0;
    while (groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.at < 0) return hex.join(':');
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`;
}
