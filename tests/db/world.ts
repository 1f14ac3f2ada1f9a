import { randomBytes, randomUUID } from 'node:crypto';
import { neon } from '@neondatabase/serverless';
import { afterAll, beforeAll, test } from 'vitest';
import type { AuditContext } from '#core/actors.ts';
import type { LetterTemplate, NoticeTemplate, SealedLetter } from '#core/letters.ts';
import type { NewRegistration } from '#core/ports.ts';
import type { NewOneTimeToken, SealedNotice } from '#core/token-record.ts';
import { createDatabase, type Database } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { type DatabasePorts, databasePorts } from '#db/ports.ts';
import { type Engine, engines, startTestCloud } from '#tests/support/cloud.ts';

type Row = Record<string, unknown>;

/** A migrated database with its ports, and a way to look behind them. */
export type World = {
  db: Database;
  ports: DatabasePorts;
  url: string;
  endpoint: string;
  /** Runs a statement with numbered parameters, by the driver alone; throws its own errors. */
  look(query: string, ...params: unknown[]): Promise<Row[]>;
};

/**
 * Registers a test for each engine. The tests of one file share an engine's database, so each
 * makes addresses of its own.
 */
export function onEveryEngine(
  sentence: string,
  body: (world: World, engine: Engine) => Promise<void>,
) {
  for (const engine of engines) {
    test(`${sentence} (${engine})`, async () => body(await worldOf(engine), engine));
  }
}

const worlds = new Map<Engine, Promise<World & { stop(): Promise<void> }>>();

function worldOf(engine: Engine) {
  const known = worlds.get(engine);
  if (known) return known;
  const made = startWorld(engine);
  worlds.set(engine, made);
  return made;
}

/** Starts a cloud with an empty database and brings that to the newest schema. */
async function startWorld(engine: Engine): Promise<World & { stop(): Promise<void> }> {
  const cloud = await startTestCloud(engine);
  const { DATABASE_URL: url = '', DATABASE_HTTP_ENDPOINT: endpoint = '' } = cloud.environment;
  const db = createDatabase({ url, endpoint });
  await migrateDatabase(createDatabase({ url, endpoint, timeoutMilliseconds: 30_000 }));
  const driver = neon(url, { fetchOptions: { endpoint, timeoutMilliseconds: 4000 } });
  const look = (query: string, ...params: unknown[]): Promise<Row[]> => driver.query(query, params);
  return { db, ports: databasePorts(db), url, endpoint, look, stop: cloud.stop };
}

// The first start of an engine takes seconds, which the first test's time should not pay.
beforeAll(async () => {
  for (const engine of engines) await worldOf(engine);
});

afterAll(async () => {
  for (const world of worlds.values()) await (await world).stop();
});

/** The moment at which the tests play. */
export const noon = new Date('2026-03-01T12:00:00.000Z');

/** A moment so many seconds after noon. */
export const afterNoon = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

/** An address that no other test has. */
export const anAddress = () => `person-${randomBytes(6).toString('hex')}@example.test`;

/** A digest of something random. */
export const aDigest = () => randomBytes(32).toString('base64url');

/** Something that has the form of an argon2id hash. */
export const aPasswordHash = () =>
  `$argon2id$v=19$m=19456,t=2,p=1$${randomBytes(16).toString('base64')}$${aDigest()}`;

/** Something that has the form of a sealed text. */
export const aSealedText = () => `eyJhbGciOiJkaXIifQ..${aDigest()}.${aDigest()}.${aDigest()}`;

export const visitor: AuditContext = {
  actorId: null,
  ip: '192.0.2.7',
  userAgent: 'Firefox',
  requestId: 'request-1',
};

export function aToken(more: Partial<NewOneTimeToken> = {}): NewOneTimeToken {
  return {
    id: randomUUID(),
    purpose: 'verify_email',
    tokenDigest: aDigest(),
    codeDigest: aDigest(),
    expiresAt: afterNoon(86_400),
    ...more,
  };
}

export function aLetter(to: string, template: LetterTemplate = 'verify-email'): SealedLetter {
  return { id: randomUUID(), template, to, language: 'en', propsSealed: aSealedText() };
}

/** A notice with the token of its "this wasn't me". */
export function aNotice(to: string, template: NoticeTemplate = 'connection-added'): SealedNotice {
  const token = aToken({ purpose: 'disown_activity', codeDigest: null });
  return { letter: aLetter(to, template), token };
}

/** A registration of an address at a moment. */
export function aRegistration(
  email: string,
  at = noon,
  more: Partial<NewRegistration> = {},
): NewRegistration {
  return {
    userId: randomUUID(),
    email,
    emailNormalised: email.toLowerCase(),
    name: 'Pat',
    passwordHash: aPasswordHash(),
    passwordCheckedAt: null,
    now: at,
    token: aToken({ expiresAt: new Date(at.getTime() + 86_400_000) }),
    verificationLetter: aLetter(email),
    existingAccountLetter: aLetter(email, 'existing-account'),
    audit: visitor,
    ...more,
  };
}

/** So many calls at once. */
export const inParallel = <Answer>(count: number, call: (index: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

/** How often each value occurs. */
export function tally(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
