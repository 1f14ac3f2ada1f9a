/** argon2id's cost, as OWASP recommends it at the least: 19 MiB, two passes, one lane. */
export const currentParameters = { memoryKib: 19_456, passes: 2, lanes: 1 } as const;
/** The length of a new hash's salt. */
export const saltBytes = 16;
/** The length of a new hash's result. */
export const tagBytes = 32;

export type HashParameters = { memoryKib: number; passes: number; lanes: number };

/** A password hash, read from its PHC string. */
export type PasswordHash = HashParameters & { salt: Uint8Array; tag: Uint8Array };

// A stored hash decides what checking it costs. Beyond these it is not ours, and would stall or
// exhaust an isolate of 128 MB.
const largest = { memoryKib: 65_536, passes: 10, lanes: 4, work: 200_000 };

const phc =
  /^\$argon2id\$v=19\$m=([1-9]\d{0,6}),t=([1-9]\d{0,2}),p=([1-9]\d{0,1})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Writes a hash as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, base64 without padding. */
export function formatHash({ memoryKib, passes, lanes, salt, tag }: PasswordHash): string {
  return `$argon2id$v=19$m=${memoryKib},t=${passes},p=${lanes}$${toBase64(salt)}$${toBase64(tag)}`;
}

/** Reads a PHC string of argon2id, version 1.3, with any sane parameters; null for all else. */
export function parseHash(text: string): PasswordHash | null {
  const [, memory, passes, lanes, salt, tag] = phc.exec(text) ?? [];
  if (salt === undefined || tag === undefined) return null;
  const parsed = {
    memoryKib: Number(memory),
    passes: Number(passes),
    lanes: Number(lanes),
    salt: fromBase64(salt),
    tag: fromBase64(tag),
  };
  return isSane(parsed) ? { ...parsed, salt: parsed.salt, tag: parsed.tag } : null;
}

/** Decides whether a hash was made with less than today's parameters. */
export function isOutdated(hash: PasswordHash): boolean {
  return (
    hash.memoryKib < currentParameters.memoryKib ||
    hash.passes < currentParameters.passes ||
    hash.salt.length < saltBytes ||
    hash.tag.length < tagBytes
  );
}

type Unchecked = HashParameters & { salt: Uint8Array | null; tag: Uint8Array | null };

function isSane(hash: Unchecked): hash is PasswordHash {
  return (
    hash.salt !== null &&
    hash.tag !== null &&
    hash.memoryKib >= 8 * hash.lanes &&
    hash.memoryKib <= largest.memoryKib &&
    hash.passes <= largest.passes &&
    hash.lanes <= largest.lanes &&
    hash.memoryKib * hash.passes <= largest.work
  );
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/=+$/, '');
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
