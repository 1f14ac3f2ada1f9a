import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, parseJson } from '../json-body.ts';

/** A letter as it arrived: what a person and a test read. */
export type Letter = {
  id: string;
  to: string[];
  from: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  idempotencyKey: string | null;
  createdAt: string;
};

export type NewLetter = Omit<Letter, 'id' | 'createdAt'>;

/** What was taken under an idempotency key: the digest of its body, the answer it got, and when. */
export type Taken = { bodyDigest: string; ids: string[]; at: string };

export type Inbox = {
  /** Keeps letters that were sent in one request; gives them with their ids. */
  add(letters: NewLetter[], under: { key: string; bodyDigest: string } | null): Letter[];
  takenUnder(key: string): Taken | null;
  /** Newest first; of one address when it is given, whatever its case. */
  list(to?: string): Letter[];
  find(id: string): Letter | null;
  clear(): void;
};

type Stored = { letters: Letter[]; taken: Record<string, Taken> };

const mostLetters = 2000;

/** Resend knows an idempotency key for a day. */
const keyLifetimeMilliseconds = 24 * 60 * 60 * 1000;

/** Opens the inbox of a folder (`inbox.json`), or one in memory. */
export function openInbox(directory: string | null): Inbox {
  const file = directory === null ? null : join(directory, 'inbox.json');
  const stored = file && existsSync(file) ? readStored(file) : emptyStore();
  const save = () => {
    if (file) writeWhole(file, JSON.stringify(stored));
  };
  return {
    add(letters, under) {
      const now = Date.now();
      const createdAt = new Date(now).toISOString();
      const kept = letters.map((letter) => ({ ...letter, id: randomUUID(), createdAt }));
      stored.letters.unshift(...kept.toReversed());
      stored.letters.splice(mostLetters);
      const ids = kept.map(({ id }) => id);
      for (const [key, taken] of Object.entries(stored.taken)) {
        if (!isFresh(taken, now)) delete stored.taken[key];
      }
      if (under) stored.taken[under.key] = { bodyDigest: under.bodyDigest, ids, at: createdAt };
      save();
      return kept;
    },
    takenUnder(key) {
      const taken = stored.taken[key];
      return taken && isFresh(taken, Date.now()) ? taken : null;
    },
    list(to) {
      const wanted = to?.toLowerCase();
      if (wanted === undefined) return stored.letters;
      return stored.letters.filter((letter) =>
        letter.to.some((mailbox) => addressOf(mailbox).toLowerCase() === wanted),
      );
    },
    find: (id) => stored.letters.find((letter) => letter.id === id) ?? null,
    clear() {
      stored.letters.length = 0;
      save();
    },
  };
}

function readStored(file: string): Stored {
  const value = parseJson(readFileSync(file));
  // A file that cannot be read is an inbox that is empty: letters here are for looking at.
  if (!isRecord(value) || !Array.isArray(value.letters) || !isRecord(value.taken)) {
    return emptyStore();
  }
  return Object.assign(emptyStore(), {
    letters: value.letters,
    taken: Object.assign(Object.create(null), value.taken),
  });
}

function emptyStore(): Stored {
  // Keys are the client's words: `__proto__` must be one like any other.
  return { letters: [], taken: Object.create(null) };
}

function isFresh({ at }: Taken, now: number): boolean {
  return now - Date.parse(at) < keyLifetimeMilliseconds;
}

/** `Ada <ada@example.com>` is at `ada@example.com`. */
function addressOf(mailbox: string): string {
  return /<([^<>]+)>$/.exec(mailbox)?.[1] ?? mailbox;
}

/** Writes a file so that a reader, or a crash, finds the old one or the new one. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
