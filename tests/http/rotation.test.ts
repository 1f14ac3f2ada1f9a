import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealJson } from '#core/sealed-json.ts';
import { openSession, type SessionClaims, sessionKeyRing } from '#core/session-token.ts';
import { builtTree } from '#tests/support/built-tree.ts';
import { startTestCloud, type TestCloud } from '#tests/support/cloud.ts';
import { ownSecret as newer, type OwnSite, startOwnSite } from '#tests/support/own-site.ts';
import { seededPassword, Visitor } from '#tests/support/site.ts';

const older = 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E';
const email = 'user@example.com';
const right = { email, password: seededPassword };

let cloud: TestCloud;
/** The steps of one rotation: the same build and data, by the old secret, by both, by the new one. */
let before: OwnSite;
let between: OwnSite;
let afterwards: OwnSite;

beforeAll(async () => {
  cloud = await startTestCloud();
  const serve = (AUTH_SECRET: string, AUTH_SECRET_1?: string) =>
    startOwnSite(resolve(builtTree), () => ({ AUTH_SECRET, AUTH_SECRET_1 }), cloud);
  before = await serve(older);
  [between, afterwards] = await Promise.all([serve(newer, older), serve(newer)]);
}, 120_000);

afterAll(async () => {
  await Promise.all([before, between, afterwards].map((site) => site?.stop()));
  await cloud?.stop();
});

const own = (site: OwnSite) => ({ origin: site.url, 'sec-fetch-site': 'same-origin' });

async function signedInAt(site: OwnSite): Promise<Visitor> {
  const visitor = new Visitor();
  const answer = await visitor.post(`${site.url}/api/sign-in`, right, own(site));
  expect(answer.status).toBe(200);
  return visitor;
}

async function csrfTokenAt(site: OwnSite, visitor: Visitor): Promise<string> {
  const answer = await visitor.fetch(`${site.url}/api/auth/csrf`);
  return (await answer.json()).csrfToken;
}

/** Posts to an Auth.js endpoint as its stock client does. */
async function post(
  site: OwnSite,
  visitor: Visitor,
  action: string,
  fields: Record<string, string>,
) {
  const answer = await visitor.fetch(`${site.url}/api/auth/${action}`, {
    method: 'POST',
    headers: { ...own(site), 'x-auth-return-redirect': '1' },
    body: new URLSearchParams(fields),
  });
  return [answer.status, (await answer.json()).code];
}

const opened = [200, 200, email];
const refused = ['307 /sign-in?returnTo=%2Faccount, cleared', 401, null];

/** What a page, an endpoint and Auth.js make of a token. */
async function doors(site: OwnSite, token: string | undefined) {
  const headers = { cookie: `gatehouse.session=${token}` };
  const page = await new Visitor().fetch(`${site.url}/account`, { headers });
  const current = await new Visitor().fetch(`${site.url}/api/current`, { headers });
  const session = await new Visitor().fetch(`${site.url}/api/auth/session`, { headers });
  const isCleared = /gatehouse\.session=;.*max-age=0/i.test(page.headers.getSetCookie().join());
  const to = page.headers.get('location')?.replace(site.url, '');
  return [
    to ? `${page.status} ${to}${isCleared ? ', cleared' : ''}` : page.status,
    current.status,
    (await session.json())?.user.email ?? null,
  ];
}

/** A token's claims, when one secret alone opens it. */
async function openedBy(secret: string, token: string | undefined): Promise<SessionClaims | null> {
  return openSession(token, await sessionKeyRing([secret]), new Date());
}

async function sealedBy(secret: string, payload: object): Promise<string> {
  return sealJson(payload, (await sessionKeyRing([secret])).sealing);
}

/** The claims of a new session. */
async function newClaims(): Promise<SessionClaims> {
  const claims = await openedBy(newer, (await signedInAt(between)).session);
  if (!claims) throw new Error('the session was not sealed by the newer secret');
  return claims;
}

test('ROTATE-01 a session of the old secret opens in the middle step and is refused in the last', async () => {
  const { session } = await signedInAt(before);
  expect(await openedBy(older, session)).not.toBeNull();
  expect(await doors(before, session)).toEqual(opened);
  expect(await doors(between, session)).toEqual(opened);
  expect(await doors(afterwards, session)).toEqual(refused);
});

test('ROTATE-01 a session made in the middle step is the new secret’s: it outlives the last', async () => {
  const byCallback = new Visitor();
  const csrfToken = await csrfTokenAt(between, byCallback);
  const fields = { ...right, csrfToken };
  expect(await post(between, byCallback, 'callback/credentials', fields)).toEqual([200, undefined]);
  for (const { session } of [await signedInAt(between), byCallback]) {
    expect(await openedBy(newer, session)).toMatchObject({ email });
    expect(await doors(between, session)).toEqual(opened);
    expect(await doors(afterwards, session)).toEqual(opened);
    expect(await doors(before, session)).toEqual(refused);
  }
});

test('ROTATE-01 a session of the old secret that is renewed in the middle step goes on in the last', async () => {
  const { session } = await signedInAt(before);
  const claims = await openedBy(older, session);
  if (!claims) throw new Error('the session was not sealed by the older secret');
  const checkedAt = claims.iat - 700;
  const due = await sealedBy(older, { ...claims, iat: checkedAt, auth_time: checkedAt });
  await cloud.control.clearRedis();
  const visitor = new Visitor();
  visitor.cookies.set('gatehouse.session', due);
  expect((await visitor.fetch(`${between.url}/account`)).status).toBe(200);
  const renewed = await openedBy(newer, visitor.session);
  expect(renewed).toMatchObject({ sid: claims.sid, exp: claims.exp });
  expect(await doors(afterwards, visitor.session)).toEqual(opened);
});

test('ROTATE-01 a CSRF token in flight survives the rotation at the sign-in, and not the removal', async () => {
  const visitor = new Visitor();
  const csrfToken = await csrfTokenAt(before, visitor);
  const fields = { ...right, csrfToken };
  expect(await post(afterwards, visitor, 'callback/credentials', fields)).toEqual([
    403,
    'csrf_failed',
  ]);
  expect(visitor.session).toBeUndefined();
  const inFlight = new Visitor();
  const token = await csrfTokenAt(before, inFlight);
  expect(await csrfTokenAt(between, inFlight)).toBe(token);
  const posted = { ...right, csrfToken: token };
  expect(await post(between, inFlight, 'callback/credentials', posted)).toEqual([200, undefined]);
  expect(await doors(afterwards, inFlight.session)).toEqual(opened);
});

test('ROTATE-01 a CSRF token in flight survives the rotation at the sign-out, and not the removal', async () => {
  const visitor = await signedInAt(between);
  const session = visitor.session;
  const csrfToken = await csrfTokenAt(before, visitor);
  expect(await post(afterwards, visitor, 'signout', { csrfToken })).toEqual([403, 'csrf_failed']);
  expect(visitor.session).toBe(session);
  expect(await doors(afterwards, session)).toEqual(opened);
  const other = await signedInAt(between);
  const { sid } = (await openedBy(newer, other.session)) ?? {};
  const token = await csrfTokenAt(before, other);
  expect(await post(between, other, 'signout', { csrfToken: token })).toEqual([200, undefined]);
  expect(other.session).toBeUndefined();
  const rows = await cloud.control.sql('select end_reason from sessions where id = $1', [sid]);
  expect(rows).toEqual([{ end_reason: 'signed_out' }]);
});

test('a CSRF token made in the middle step goes on in the last', async () => {
  const visitor = new Visitor();
  const csrfToken = await csrfTokenAt(between, visitor);
  const fields = { ...right, csrfToken };
  expect(await post(afterwards, visitor, 'callback/credentials', fields)).toEqual([200, undefined]);
});

test('the middle step believes no CSRF token that neither secret signed', async () => {
  const csrfToken = '0f'.repeat(32);
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const signers = ['', `${newer},${older}`, `x${older}`, 'Vb5Nq8Wz2Rt6Yh1Kj4Lm7Xp3Cs9Dg0Fa'];
  const fields = { ...right, csrfToken };
  for (const secret of signers) {
    const visitor = new Visitor();
    visitor.cookies.set('gatehouse.csrf', `${csrfToken}%7C${hashOf(csrfToken + secret)}`);
    expect(await post(between, visitor, 'callback/credentials', fields)).toEqual([
      403,
      'csrf_failed',
    ]);
    expect(visitor.session).toBeUndefined();
  }
  const known = new Visitor();
  known.cookies.set('gatehouse.csrf', `${csrfToken}%7C${hashOf(csrfToken + older)}`);
  expect(await post(between, known, 'callback/credentials', fields)).toEqual([200, undefined]);
});

test('ROTATE-06 a token of a later build, with claims that this one does not know, is a session here', async () => {
  const claims = await newClaims();
  const later = { ...claims, ver: 2, device: { id: 'x', keys: ['a'] }, fam: null };
  expect(await doors(between, await sealedBy(newer, later))).toEqual(opened);
  const checkedAt = claims.iat - 700;
  const due = await sealedBy(newer, { ...later, iat: checkedAt, auth_time: checkedAt });
  await cloud.control.clearRedis();
  const visitor = new Visitor();
  visitor.cookies.set('gatehouse.session', due);
  expect((await visitor.fetch(`${between.url}/account`)).status).toBe(200);
  expect(await openedBy(newer, visitor.session)).toMatchObject({ sid: claims.sid });
  const out = await visitor.post(`${between.url}/api/sign-out`, undefined, own(between));
  expect([out.status, visitor.session]).toEqual([204, undefined]);
});

/** Tokens of builds that are further away: a claim of today missing, or of another meaning. */
async function strangeTokens(): Promise<[string, string][]> {
  const claims = await newClaims();
  const without = Object.keys(claims).map((name): [string, object] => {
    const rest = Object.entries(claims).filter(([other]) => other !== name);
    return [`without ${name}`, Object.fromEntries(rest)];
  });
  const changed: [string, object][] = [
    ['a role of tomorrow', { ...claims, role: 'auditor' }],
    ['methods as a text', { ...claims, amr: 'pwd' }],
    ['an object for the name', { ...claims, name: { first: 'Una' } }],
    ['moments as texts', { ...claims, iat: new Date().toISOString(), exp: '2099-01-01' }],
    ['nothing', {}],
    ['an array', [claims]],
  ];
  return Promise.all(
    [...without, ...changed].map(
      async ([what, payload]): Promise<[string, string]> => [what, await sealedBy(newer, payload)],
    ),
  );
}

test('ROTATE-06 a token that lacks a claim of today is a session or a clean sign-in, never an error', async () => {
  const tokens = await strangeTokens();
  expect(tokens.length).toBeGreaterThan(15);
  for (const [what, token] of tokens) {
    expect([opened, refused], what).toContainEqual(await doors(between, token));
    const visitor = new Visitor();
    const come = () => visitor.cookies.set('gatehouse.session', token);
    for (const path of ['/', '/sign-in', '/sign-out', '/admin', '/account/nope', '/api/nope']) {
      come();
      const answer = await visitor.fetch(between.url + path);
      expect(answer.status, `${path} ${what}`).toBeLessThan(500);
    }
    come();
    const out = await visitor.post(`${between.url}/api/sign-out`, undefined, own(between));
    expect(out.status, what).toBe(204);
    const csrfToken = await csrfTokenAt(between, visitor);
    come();
    expect(await post(between, visitor, 'signout', { csrfToken }), what).toEqual([200, undefined]);
    come();
    const again = await visitor.post(`${between.url}/api/sign-in`, right, own(between));
    expect(again.status, what).toBe(200);
  }
});
