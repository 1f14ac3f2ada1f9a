import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { endSessionsOf } from '#core/end-sessions.ts';
import { ServiceFault } from '#core/fault.ts';
import { openNewSession } from '#core/open-session.ts';
import { claimsOf, sessionView } from '#core/session-claims.ts';
import { type SessionClaims, sealSession, sessionKeyRing } from '#core/session-token.ts';
import { createDatabase } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';
import type { House } from '#server/ports.ts';
import { startTestCloud, type TestCloud } from '#tests/support/cloud.ts';

const secret = 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E';
const caller = {
  ip: null,
  place: null,
  userAgent: null,
  language: 'en' as const,
  requestId: 'a-request',
};

/** The request that `auth()` is asked in. */
const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock('next/headers', () => ({ headers: async () => request.headers }));

let cloud: TestCloud;
let house: House;
let auth: typeof import('#auth.ts').auth;

beforeAll(async () => {
  cloud = await startTestCloud();
  const settings = {
    ...cloud.environment,
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: secret,
    MAIL_FROM: 'Gatehouse <no-reply@example.com>',
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  await migrateDatabase(
    createDatabase({
      url: cloud.environment.DATABASE_URL ?? '',
      endpoint: cloud.environment.DATABASE_HTTP_ENDPOINT,
      timeoutMilliseconds: 30_000,
    }),
  );
  ({ auth } = await import('#auth.ts'));
  house = (await import('#server/ports.ts')).house();
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await cloud.stop();
});

beforeEach(async () => {
  request.headers = new Headers();
  await cloud.control.fault('redis', { mode: 'ok' });
  await cloud.control.fault('database', { mode: 'ok' });
});

test('a request without a session, or with a token that is none, has none', async () => {
  expect(await auth()).toBeNull();
  const { token } = await somebody();
  for (const value of ['', 'junk', `${token.slice(0, -3)}AAA`, `${token}.`]) {
    carry(value);
    expect(await auth(), value).toBeNull();
  }
});

test('a live session is told with its user, its own data and its end, and nothing else', async () => {
  const { claims, token } = await somebody();
  carry(token);
  const user = { id: claims.sub, email: claims.email, name: 'Una', image: null, role: 'user' };
  const session = sessionView(claims);
  expect(await auth()).toEqual({ user, session, expires: session.absoluteExpiresAt });
});

test('SESS-07 a session that has ended is none, two seconds afterwards at the latest', async () => {
  const { claims, token } = await somebody();
  carry(token);
  expect(await auth()).not.toBeNull();
  await endSessionsOf(house.ports, claims.sub, 'password_reset', caller);
  await expect.poll(auth, { timeout: 2_600, interval: 50 }).toBeNull();
});

const changes: [what: string, change: string][] = [
  ['another role', "role = 'admin'"],
  ['another address', "email = 'b-' || email, email_normalised = 'b-' || email_normalised"],
  ['a disabled account', "disabled_at = now(), disabled_reason = 'a test'"],
];

for (const [what, change] of changes) {
  test(`SESS-09 ${what}, whoever changed it, ends a session at its next check`, async () => {
    const { claims } = await somebody();
    await cloud.control.sql(`update users set ${change} where id = $1`, [claims.sub]);
    carry(await dueToken(claims));
    expect(await auth()).toBeNull();
  });
}

test('a session that is due is told as the registry has it now', async () => {
  const { claims } = await somebody();
  await cloud.control.sql("update users set name = 'Una Renamed' where id = $1", [claims.sub]);
  carry(await dueToken(claims));
  const found = await auth();
  expect(found?.user.name).toBe('Una Renamed');
  expect(Date.parse(found?.session.lastSeenAt ?? '')).toBeGreaterThan(Date.now() - 5_000);
});

test('FAULT-05 without Redis a young session goes on, and an old one is held against the registry', async () => {
  const [living, leaving] = [await somebody(), await somebody()];
  await endSessionsOf(house.ports, leaving.claims.sub, 'password_reset', caller);
  await cloud.control.fault('redis', { mode: 'down' });
  carry(living.token);
  expect(await auth()).not.toBeNull();
  carry(await dueToken(living.claims));
  expect(await auth()).not.toBeNull();
  carry(await dueToken(leaving.claims));
  expect(await auth()).toBeNull();
});

test('FAULT-01 without the registry an old session goes on where Redis remembers it, and one that ended does not', async () => {
  const [living, leaving] = [await somebody(), await somebody()];
  await endSessionsOf(house.ports, leaving.claims.sub, 'password_reset', caller);
  await untilHeard();
  await cloud.control.fault('database', { mode: 'down' });
  carry(await dueToken(living.claims));
  expect(await auth()).not.toBeNull();
  carry(await dueToken(leaving.claims));
  expect(await auth()).toBeNull();
});

test('FAULT-05 with both away an old session is neither told nor denied: the fault is thrown', async () => {
  const { claims, token } = await somebody();
  await cloud.control.fault('redis', { mode: 'down' });
  await cloud.control.fault('database', { mode: 'down' });
  carry(await dueToken(claims));
  await expect(auth()).rejects.toBeInstanceOf(ServiceFault);
  carry(token);
  expect(await auth()).not.toBeNull();
});

/** A user of their own with an open session: what its cookie says, and the cookie. */
async function somebody(): Promise<{ claims: SessionClaims; token: string }> {
  const [row] = await cloud.control.sql(
    `insert into users (email, email_normalised, email_verified_at, name)
     values ($1, $1, now(), 'Una') returning id`,
    [`una-${crypto.randomUUID()}@example.test`],
  );
  const opening = {
    userId: String(row?.id),
    method: 'password',
    isRemembered: true,
    provenHash: null,
    replaces: null,
    attempt: null,
  } as const;
  const opened = await openNewSession(house.ports, opening, caller);
  if (!opened) throw new Error('no session was opened');
  const claims = claimsOf(opened.user, opened.session);
  return { claims, token: await seal(claims) };
}

function dueToken(claims: SessionClaims): Promise<string> {
  return seal({ ...claims, iat: claims.iat - 601, auth_time: claims.auth_time - 601 });
}

async function seal(claims: SessionClaims): Promise<string> {
  return sealSession(claims, await sessionKeyRing([secret]));
}

function carry(token: string): void {
  request.headers = new Headers({ cookie: `gatehouse.session=${token}` });
}

/** Until this instance asks for the news again. */
function untilHeard(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2_100));
}
