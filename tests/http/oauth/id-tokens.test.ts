import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import type { IssuerFault } from '#tests/support/cloud-control.ts';
import { traces, withIssuerFault } from '#tests/support/issuer-faults.ts';
import {
  authorizationOf,
  callbackOf,
  chooseAt,
  signInAt,
  whereTo,
} from '#tests/support/provider-journey.ts';
import { cloud, freshAddress, Visitor } from '#tests/support/site.ts';

const signers = ['google', 'microsoft'] as const;
type Signer = (typeof signers)[number];
type Forgery = NonNullable<Extract<IssuerFault, { mode: 'forge' }>['idToken']>;

const now = () => Math.floor(Date.now() / 1000);
const clientId = (signer: Signer) => `gatehouse-local-${signer}`;
const ownIssuer: Record<Signer, string> = {
  google: 'https://accounts.google.com',
  microsoft: 'https://login.microsoftonline.com/5d1c0a52-6f3e-4b8a-9c1d-2e7f40b3a916/v2.0',
};
const otherTenant = 'c47be8d0-13a9-4e62-8f05-b9d6127ce3a4';

/** Signs somebody new in while the issuer forges one id token: whether they are in. */
async function comesIn(signer: Signer, idToken: Forgery): Promise<boolean> {
  const visitor = new Visitor();
  const callback = await callbackOf(visitor, signer, { email: freshAddress() });
  await withIssuerFault(signer, { mode: 'forge', idToken }, () => visitor.fetch(callback));
  return visitor.session !== undefined;
}

/** Holds the site to refuse a token: no session, no user, no connection, and words of its own. */
async function expectRefused(signer: Signer, idToken: Forgery): Promise<void> {
  const visitor = new Visitor();
  const callback = await callbackOf(visitor, signer, { email: freshAddress() });
  const before = await traces();
  const answer = await withIssuerFault(signer, { mode: 'forge', idToken }, () =>
    visitor.fetch(callback),
  );
  const what = `${signer}: ${JSON.stringify(idToken)}`;
  expect(whereTo(answer), what).toEqual([302, '/auth/error', 'authentication_error']);
  expect(visitor.session, what).toBeUndefined();
  expect(await traces(), what).toEqual(before);
}

/** How many failed callbacks the site has logged since its start. */
function refusalsInLog(): number {
  const path = process.env.TEST_SITE_LOG;
  if (!path) throw new Error('TEST_SITE_LOG is not set: run these tests through npm test');
  return readFileSync(path, 'utf8').split('"errors":["CallbackRouteError"').length - 1;
}

const foreverBad: [string, (signer: Signer) => Forgery[]][] = [
  [
    'IDTOKEN-01 no token without signature',
    () => [
      { key: 'none' },
      { header: { alg: 'none' }, key: 'current' },
      { header: { alg: 'NoNe' } },
    ],
  ],
  [
    'IDTOKEN-02 no HMAC by the client’s secret or the public key',
    () => [
      { key: 'secret' },
      { header: { alg: 'HS256' }, key: 'current' },
      { header: { alg: 'HS512' }, key: 'current' },
    ],
  ],
  [
    'IDTOKEN-03 no broken signature, no stranger’s, no other algorithm',
    () => [
      { key: 'broken' },
      { key: 'foreign' },
      { header: { alg: 'RS512' }, key: 'current' },
      { header: { crit: ['exp'] }, key: 'current' },
      { header: { kid: null }, key: 'foreign' },
    ],
  ],
  [
    'IDTOKEN-05 no other issuer, none, and not with a slash more',
    (signer) => [
      { claims: { iss: 'https://evil.test' } },
      { claims: { iss: null } },
      { claims: { iss: `${ownIssuer[signer]}/` } },
      { claims: { iss: ownIssuer[signer].replace('https:', 'http:') } },
      { claims: { iss: ownIssuer[signer === 'google' ? 'microsoft' : 'google'] } },
    ],
  ],
  [
    'IDTOKEN-06 no other audience, none, and no list with a foreign party',
    (signer) => [
      { claims: { aud: 'another-client' } },
      { claims: { aud: null } },
      { claims: { aud: [] } },
      { claims: { aud: [clientId(signer), 'another-client'], azp: 'another-client' } },
      { claims: { azp: 'another-client' } },
    ],
  ],
  [
    'IDTOKEN-07 no other nonce and none',
    () => [{ claims: { nonce: 'of-another-sign-in' } }, { claims: { nonce: null } }],
  ],
  [
    'no token that is over, has no end, or is of the future',
    () => [
      { claims: { exp: now() - 90, iat: now() - 3690 } },
      { claims: { exp: null } },
      { claims: { nbf: now() + 3600 } },
      { claims: { iat: null } },
      { claims: { sub: null } },
    ],
  ],
];

test.each(
  foreverBad.flatMap(([name, forgeries]) =>
    signers.map((signer) => [name, signer, forgeries] as const),
  ),
)('%s is taken from %s', async (_name, signer, forgeries) => {
  const before = refusalsInLog();
  const tokens = forgeries(signer);
  for (const idToken of tokens) await expectRefused(signer, idToken);
  // One line of the log for each, which holds nothing of the token.
  await vi.waitFor(() => expect(refusalsInLog()).toBe(before + tokens.length), 5_000);
});

test('IDTOKEN-05 a tenant cannot speak for another one, nor without its id', async () => {
  for (const claims of [
    { tid: otherTenant },
    { tid: null },
    { tid: 'common' },
    { tid: '../common' },
    { iss: `https://login.microsoftonline.com/${otherTenant}/v2.0` },
    { oid: null },
    { iss: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
  ]) {
    await expectRefused('microsoft', { claims });
  }
});

test.each(signers)('IDTOKEN-07 the nonce of another browser at %s is refused', async (signer) => {
  const other = new URL(await authorizationOf(new Visitor(), signer)).searchParams.get('nonce');
  expect(other).toMatch(/^.{20,}$/);
  await expectRefused(signer, { claims: { nonce: other } });
});

test.each(signers)('%s: clocks may differ by up to a minute', async (signer) => {
  expect(await comesIn(signer, { claims: { exp: now() - 15, iat: now() - 3600 } })).toBe(true);
  expect(await comesIn(signer, { claims: { exp: now() - 45, iat: now() - 3600 } })).toBe(true);
  expect(await comesIn(signer, { claims: { nbf: now() + 45, iat: now() + 45 } })).toBe(true);
});

test.each(signers)(
  '%s: a new key is fetched once, the one before is good while it is published, and not after it',
  async (signer) => {
    const jwks = async () => (await cloud.counters())[signer].jwks;
    await signInAt(new Visitor(), signer, { email: freshAddress() });
    await cloud.rotateKeys(signer);
    const before = await jwks();
    const visitor = new Visitor();
    await signInAt(visitor, signer, { email: freshAddress() });
    expect(visitor.session).toBeDefined();
    await signInAt(new Visitor(), signer, { email: freshAddress() });
    expect(await jwks()).toBe(before + 1);
    expect(await comesIn(signer, { key: 'previous' })).toBe(true);
    expect(await jwks()).toBe(before + 1);

    await cloud.rotateKeys(signer, true);
    await signInAt(new Visitor(), signer, { email: freshAddress() });
    expect(await jwks()).toBe(before + 2);
    await expectRefused(signer, { key: 'previous' });
  },
);

test.each(signers)('%s: an unknown key id has the keys fetched once', async (signer) => {
  await signInAt(new Visitor(), signer, { email: freshAddress() });
  const before = (await cloud.counters())[signer].jwks;
  await expectRefused(signer, { header: { kid: 'nobody-knows-me' } });
  expect((await cloud.counters())[signer].jwks).toBe(before + 1);
});

test.each(signers)('%s: a token answer without id token opens nothing', async (signer) => {
  const visitor = new Visitor();
  const start = new URL(await authorizationOf(visitor, signer));
  start.searchParams.set('scope', 'email profile');
  const before = await traces();
  const answer = await visitor.fetch(await chooseAt(start.href, { email: freshAddress() }));
  expect([answer.status, whereTo(answer)[1], visitor.session]).toEqual([
    302,
    '/auth/error',
    undefined,
  ]);
  expect(await traces()).toEqual(before);
});
