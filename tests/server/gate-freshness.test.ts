import { NextRequest } from 'next/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { memberPage } from '#app/_kit/member-page.tsx';
import { type AccessRule, accessTable } from '#core/access.ts';
import { sealSession, sessionKeyRing } from '#core/session-token.ts';
import middleware from '#middleware.ts';
import { claimsAt } from '#tests/support/claims.ts';

const secret = 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E';
const origin = 'http://localhost:3000';
const path = '/account/recovery';
/** A page that asks for a fresh sign-in: the house has none yet. */
const rule: AccessRule = { path, kind: 'page', audience: 'signed-in', fresh: 'always' };

const requestHeaders = new Headers();

vi.mock('next/headers', () => ({
  headers: async () => requestHeaders,
  cookies: async () => new Map(),
}));

beforeEach(() => {
  (accessTable as AccessRule[]).push(rule);
  vi.stubEnv('AUTH_SECRET', secret);
  vi.stubEnv('AUTH_URL', origin);
  vi.stubEnv('DATABASE_URL', 'postgresql://gatehouse:x@localhost/gatehouse');
  vi.stubEnv('UPSTASH_REDIS_REST_URL', 'http://localhost:1/');
  vi.stubEnv('UPSTASH_REDIS_REST_TOKEN', 'token');
  vi.stubEnv('RESEND_API_KEY', 're_key');
  vi.stubEnv('MAIL_FROM', 'Gatehouse <no-reply@example.com>');
  // The news: nothing has ended.
  vi.stubGlobal('fetch', async () => Response.json({ result: [] }));
});

afterEach(() => {
  (accessTable as AccessRule[]).splice(accessTable.indexOf(rule), 1);
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

async function cookieOf(secondsSinceSignIn: number): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = claimsAt(now, { auth_time: now - secondsSinceSignIn });
  return `gatehouse.session=${await sealSession(claims, await sessionKeyRing([secret]))}`;
}

test('middleware sends a stale sign-in to confirm who it is, and back to path and query', async () => {
  const ask = async (seconds: number) =>
    middleware(
      new NextRequest(`${origin}${path}?step=2`, { headers: { cookie: await cookieOf(seconds) } }),
    );
  const stale = await ask(601);
  expect([stale.status, stale.headers.get('location')]).toEqual([
    307,
    `${origin}/reauthenticate?returnTo=${encodeURIComponent(`${path}?step=2`)}`,
  ]);
  expect(stale.headers.getSetCookie()).toEqual([]);
  expect((await ask(590)).headers.get('location')).toBeNull();
});

test('the page itself decides the same', async () => {
  const page = memberPage(path, ({ user }) => user.email);
  const look = async (seconds: number) => {
    requestHeaders.set('cookie', await cookieOf(seconds));
    return page({ params: Promise.resolve({}), searchParams: Promise.resolve({}) });
  };
  await expect(look(601)).rejects.toMatchObject({
    digest: expect.stringContaining(`/reauthenticate?returnTo=${encodeURIComponent(path)}`),
  });
  expect(await look(590)).toBe('ada@x.test');
});
