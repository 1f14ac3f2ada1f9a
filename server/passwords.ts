import { equalBytes } from '#core/constant-time.ts';
import type { Passwords } from '#core/ports.ts';
import { loadArgon2 } from '#server/argon2';
import { createHashQueue } from './hash-queue.ts';
import {
  currentParameters,
  formatHash,
  isOutdated,
  type PasswordHash,
  parseHash,
  saltBytes,
  tagBytes,
} from './password-hash.ts';

// Some two seconds of waiting. Whoever comes later hears `busy` at once.
const queue = createHashQueue({ waitingAtMost: 24 });

/** Password hashing by argon2id, one at a time in this instance. */
export const passwords: Passwords = {
  hash: (password) => queue.run(() => hashPassword(password)),
  verify: (password, hash) => queue.run(() => verifyPassword(password, hash)),
};

/**
 * Hashes a password with today's parameters, at once and without the queue: for the seed. Throws
 * RangeError for one of less than 8 bytes, which no policy lets through.
 */
export async function hashPassword(password: string): Promise<string> {
  const bytes = encode(password);
  if (bytes.length < leastBytes) throw new RangeError('a password has 8 bytes at least');
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  const tag = await compute(bytes, { ...currentParameters, salt, tag: new Uint8Array(tagBytes) });
  return formatHash({ ...currentParameters, salt, tag });
}

/**
 * Compares a password with a stored hash. Whatever can be wrong (no hash, a malformed or foreign
 * one, a password too short to have been hashed) costs the work of today's parameters and is false.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
): Promise<{ matches: boolean; needsRehash: boolean }> {
  const bytes = encode(password);
  const known = stored !== null && bytes.length >= leastBytes ? parseHash(stored) : null;
  const hash = known ?? dummyHash();
  const tag = await compute(bytes.length >= leastBytes ? bytes : padding, hash);
  const isEqual = equalBytes(tag, hash.tag);
  const matches = isEqual && known !== null;
  return { matches, needsRehash: matches && isOutdated(hash) };
}

/** The least that the argon2id package takes. */
const leastBytes = 8;
const padding = new Uint8Array(leastBytes);

let argon2: ReturnType<typeof loadArgon2> | null = null;

async function compute(password: Uint8Array, hash: PasswordHash): Promise<Uint8Array> {
  argon2 ??= loadArgon2();
  const run = await argon2.catch((error: unknown) => {
    argon2 = null;
    throw error;
  });
  return run({
    password,
    salt: hash.salt,
    memorySize: hash.memoryKib,
    passes: hash.passes,
    parallelism: hash.lanes,
    tagLength: hash.tag.length,
  });
}

// NFC, so that one keyboard's é is another's; nothing is cut off (NIST SP 800-63B, 3.1.1.2).
function encode(password: string): Uint8Array {
  return new TextEncoder().encode(password.normalize('NFC'));
}

let dummy: PasswordHash | null = null;

/** A hash of nothing, made once: its tag is random, so it costs what a real one does and fits none. */
function dummyHash(): PasswordHash {
  dummy ??= {
    ...currentParameters,
    salt: crypto.getRandomValues(new Uint8Array(saltBytes)),
    tag: crypto.getRandomValues(new Uint8Array(tagBytes)),
  };
  return dummy;
}
