import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Adapter } from 'oidc-provider';
import { isRecord, parseJson } from '../json-body.ts';

import { isKeyRing, type KeyRing } from './signing-keys.ts';

type Payload = Record<string, unknown>;
type Stored = { payload: Payload; expiresAt: number | null };

/** What an issuer remembers: its keys, and what it handed out. */
export type GrantStore = {
  /** The keys that were kept; null at the first start. */
  keys(): KeyRing | null;
  keepKeys(ring: KeyRing): void;
  /** One kind of record, as the library wants it. */
  adapter(kind: string): Adapter;
  find(kind: string, id: string): Payload | null;
  put(kind: string, id: string, payload: Payload, lifetimeSeconds: number): void;
  /** Ends all that hangs on a grant, and the grant. */
  endGrant(grantId: string): void;
  /** The grants of one account that live. */
  grantsOf(accountId: string): string[];
  /** Writes what is not written yet. */
  close(): void;
};

/** Kept between runs, because the site keeps the tokens; sessions and pages in progress are not. */
const keptKinds = ['Grant', 'AccessToken', 'RefreshToken', 'Consent'];

const writeDelayMilliseconds = 250;
const pruneEveryMilliseconds = 60_000;

/** Opens what an issuer remembers in a file, or in memory. */
export function openGrantStore(file: string | null): GrantStore {
  const kept = file === null ? null : readKept(file);
  const records = kept?.records ?? new Map<string, Stored>();
  let ring = kept?.keys ?? null;
  let timer: NodeJS.Timeout | null = null;
  let prunedAt = Date.now();
  let isClosed = false;

  const write = () => {
    timer = null;
    if (file) writeKept(file, ring, records);
  };
  const isDirty = () => {
    // What is still on its way at the stop may not write into a folder that others have by now.
    if (file && !isClosed) timer ??= setTimeout(write, writeDelayMilliseconds).unref();
  };
  const find = (kind: string, id: string) => {
    const stored = records.get(`${kind}:${id}`);
    return stored && !isOver(stored) ? stored.payload : null;
  };
  const put = (kind: string, id: string, payload: Payload, lifetimeSeconds?: number) => {
    const expiresAt = lifetimeSeconds === undefined ? null : Date.now() + lifetimeSeconds * 1000;
    if (Date.now() - prunedAt > pruneEveryMilliseconds) {
      prunedAt = Date.now();
      for (const [key, stored] of records) if (isOver(stored)) records.delete(key);
    }
    records.set(`${kind}:${id}`, { payload, expiresAt });
    isDirty();
  };
  const endGrant = (grantId: string) => {
    for (const [key, { payload }] of records) {
      if (payload.grantId === grantId || key === `Grant:${grantId}`) records.delete(key);
    }
    records.delete(`Consent:${grantId}`);
    isDirty();
  };

  return {
    keys: () => ring,
    keepKeys(next) {
      ring = next;
      isDirty();
    },
    find,
    put,
    endGrant,
    grantsOf: (accountId) =>
      [...records]
        .filter(([key, { payload }]) => key.startsWith('Grant:') && payload.accountId === accountId)
        .map(([key]) => key.slice('Grant:'.length)),
    adapter: (kind) => ({
      upsert: async (id, payload, lifetimeSeconds) => put(kind, id, payload, lifetimeSeconds),
      find: async (id) => find(kind, id) ?? undefined,
      findByUid: async (uid) =>
        [...records].find(
          ([key, { payload }]) => key.startsWith(`${kind}:`) && payload.uid === uid,
        )?.[1].payload,
      findByUserCode: async () => undefined,
      async consume(id) {
        const payload = find(kind, id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
        isDirty();
      },
      async destroy(id) {
        records.delete(`${kind}:${id}`);
        isDirty();
      },
      revokeByGrantId: async (grantId) => endGrant(grantId),
    }),
    close() {
      isClosed = true;
      if (!timer) return;
      clearTimeout(timer);
      write();
    },
  };
}

function isOver({ expiresAt }: Stored): boolean {
  return expiresAt !== null && expiresAt <= Date.now();
}

/** What cannot be read is a memory that is empty: everything in it can be made anew. */
function readKept(file: string): { keys: KeyRing | null; records: Map<string, Stored> } | null {
  const value = existsSync(file) ? parseJson(readFileSync(file)) : null;
  if (!isRecord(value) || !Array.isArray(value.records)) return null;
  const records = new Map<string, Stored>();
  for (const entry of value.records) {
    if (!isRecord(entry) || typeof entry.key !== 'string' || !isRecord(entry.payload)) continue;
    const expiresAt = typeof entry.expiresAt === 'number' ? entry.expiresAt : null;
    records.set(entry.key, { payload: entry.payload, expiresAt });
  }
  return { keys: isKeyRing(value.keys) ? value.keys : null, records };
}

/** Writes a file so that a reader, or a crash, finds the old one or the new one. */
function writeKept(file: string, keys: KeyRing | null, records: Map<string, Stored>): void {
  const kept = [...records]
    .filter(([key, stored]) => keptKinds.includes(key.split(':')[0] ?? '') && !isOver(stored))
    .map(([key, stored]) => ({ key, ...stored }));
  writeFileSync(`${file}.new`, JSON.stringify({ keys, records: kept }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
