import { expect, test } from 'vitest';
import { type Provider, providers } from '#core/provider-identity.ts';
import { csrfTokenFor, postAuthForm } from '#tests/support/auth-client.ts';
import { runtime } from '#tests/support/built-tree.ts';
import type { IssuerFault } from '#tests/support/cloud-control.ts';
import { within } from '#tests/support/faults.ts';
import { member } from '#tests/support/held-sessions.ts';
import { traces, withIssuerFault } from '#tests/support/issuer-faults.ts';
import { beginAt, callbackOf, signInAt, whereTo } from '#tests/support/provider-journey.ts';
import { freshAddress, seededPassword, siteUrl, Visitor } from '#tests/support/site.ts';

type Case = [fault: string, provider: Provider, setting: IssuerFault, code: string | undefined];

const unavailable = 'provider_unavailable';
const forged = (forge: Omit<Extract<IssuerFault, { mode: 'forge' }>, 'mode'>): IssuerFault => ({
  mode: 'forge',
  ...forge,
});
const past = () => Math.floor(Date.now() / 1000) - 3600;
const elsewhere = 'https://evil.test/somewhere';

/** What any service may do wrong. */
const atAll: [string, IssuerFault, string?][] = [
  ['OAUTH-12 500', { mode: 'error' }, unavailable],
  ['OAUTH-12 429', { mode: 'limited' }, unavailable],
  ['OAUTH-12 a redirect', { mode: 'redirect' }, unavailable],
  ['OAUTH-12 64 MB', { mode: 'flood' }, unavailable],
  ['OAUTH-12 broken gzip', { mode: 'garbled' }, unavailable],
  ['OAUTH-12 HTML', { mode: 'html' }],
  ['no connection', { mode: 'down' }, unavailable],
];

/** What an issuer of tokens may. */
const inTokens: [string, IssuerFault, string?][] = [
  ['a wrong nonce', forged({ idToken: { claims: { nonce: 'of-another-sign-in' } } })],
  ['a wrong audience', forged({ idToken: { claims: { aud: 'another-client' } } })],
  ['a wrong issuer', forged({ idToken: { claims: { iss: 'https://evil.test' } } })],
  ['a foreign key', forged({ idToken: { key: 'foreign' } })],
  ['an expired token', forged({ idToken: { claims: { exp: past(), iat: past() - 60 } } })],
  ['no signature', forged({ idToken: { key: 'none' } })],
  ['keys elsewhere', forged({ discovery: { jwks_uri: elsewhere } })],
  ['a token endpoint elsewhere', forged({ discovery: { token_endpoint: elsewhere } })],
  ['another issuer’s discovery', forged({ discovery: { issuer: 'https://evil.test' } })],
];

/** What GitHub may, which signs nothing: say badly who somebody is, or hand out tokens after all. */
const inProfiles: [string, IssuerFault, string?][] = [
  ['nobody', forged({ userinfo: { id: null } })],
  ['an id in words', forged({ userinfo: { id: 'octocat' } })],
  ['an id that no number holds', forged({ userinfo: { id: 2 ** 60 } })],
  ['half an id', forged({ userinfo: { id: 1.5 } })],
  ['a text that says verified', forged({ emails: [address('true')] }), 'provider_email_unverified'],
  [
    'no primary address',
    forged({ emails: [{ ...address(true), primary: false }] }),
    'provider_email_unverified',
  ],
  [
    'addresses that are none',
    forged({ emails: [null, 7, 'octocat'] }),
    'provider_email_unverified',
  ],
  ['an id token without signature', forged({ idToken: { key: 'none' } })],
  ['an id token of its own', forged({ idToken: { key: 'current' } })],
];

function address(verified: unknown) {
  return { email: freshAddress(), primary: true, verified, visibility: null };
}

const cases: Case[] = providers.flatMap((provider) =>
  [...atAll, ...(provider === 'github' ? inProfiles : inTokens)].map(
    ([fault, setting, code]): Case => [fault, provider, setting, code],
  ),
);

/** Texts of the issuers' own answers. */
const theirs = /evil|octocat|AADSTS|EXHAUSTED|Internal error|Server Error|API rate|hotel|xxxx/i;

/** Signs somebody in and holds the site to refuse them as it should; the code that it says. */
async function refusedSignIn(provider: Provider, setting: IssuerFault): Promise<string | null> {
  const visitor = new Visitor();
  const email = freshAddress();
  const callback = await callbackOf(visitor, provider, { email, name: 'Grace Hopper' });
  const before = await traces();
  const answer = await withIssuerFault(provider, setting, () =>
    within(12_000, visitor.fetch(callback)),
  );
  const [status, path, code] = whereTo(answer);
  expect([status, path]).toEqual([302, '/auth/error']);
  expect(visitor.session).toBeUndefined();
  expect(await traces()).toEqual(before);
  const location = answer.headers.get('location') ?? '';
  const page = await (await visitor.fetch(location)).text();
  expect(page).toContain(`Code: <code class="font-mono">${code}</code>`);
  expect(location + page).not.toMatch(theirs);
  expect(location + page).not.toContain(email);
  return code;
}

test.each(cases)('%s from %s opens nothing', async (_fault, provider, setting, code) => {
  const found = await refusedSignIn(provider, setting);
  if (code === undefined) expect([unavailable, 'authentication_error']).toContain(found);
  else expect(found).toBe(code);
});

test('OAUTH-12 a provider that takes too long is given up after ten seconds, and one that is merely slow is not', async () => {
  // The other runtime has the same clock: there the wait inside the bound is enough.
  const visitor = new Visitor();
  const callback = await callbackOf(visitor, 'google', { email: freshAddress() });
  const merely: IssuerFault = { mode: 'slow', latencyMs: 400 };
  await withIssuerFault('google', merely, () => visitor.fetch(callback));
  expect(visitor.session).toBeDefined();
  if (runtime === 'nodejs') return;
  const slow: IssuerFault = { mode: 'slow', latencyMs: 30_000 };
  const visits = await Promise.all(
    providers.map(async (provider) => {
      const waiting = new Visitor();
      return { waiting, to: await callbackOf(waiting, provider, { email: freshAddress() }) };
    }),
  );
  const before = await traces();
  const answers = await withIssuerFault('google', slow, () =>
    withIssuerFault('github', slow, () =>
      withIssuerFault('microsoft', slow, () =>
        Promise.all(visits.map(({ waiting, to }) => within(12_000, waiting.fetch(to)))),
      ),
    ),
  );
  expect(answers.map(whereTo)).toEqual(providers.map(() => [302, '/auth/error', unavailable]));
  expect(await traces()).toEqual(before);
});

test.each(providers)(
  'FAULT-11 while %s is down the others and passwords work, and it does when it is back',
  async (provider) => {
    const { email } = await member();
    const others = providers.filter((one) => one !== provider);
    const comesIn = async (by: Provider) => {
      const visitor = new Visitor();
      await signInAt(visitor, by, { email: freshAddress() });
      return visitor.session !== undefined;
    };
    await withIssuerFault(provider, { mode: 'down' }, async () => {
      for (const other of others) expect(await comesIn(other), other).toBe(true);
      expect((await new Visitor().signIn(email, seededPassword)).status).toBe(200);
      // GitHub is not asked before the browser goes there.
      if (provider === 'github') return;
      const begun = await within(12_000, beginAt(new Visitor(), provider));
      expect([begun.status, (await begun.json()).code]).toEqual([503, unavailable]);
      expect(Number(begun.headers.get('retry-after'))).toBeGreaterThan(0);
      const visitor = new Visitor();
      const csrfToken = await csrfTokenFor(visitor);
      const inBrowser = await postAuthForm(visitor, `signin/${provider}`, { csrfToken });
      expect(whereTo(inBrowser)).toEqual([302, '/auth/error', unavailable]);
    });
    expect(await comesIn(provider)).toBe(true);
  },
);

test.each(['google', 'microsoft'] as const)(
  '%s: a discovery that leads elsewhere sends no browser there',
  async (provider) => {
    for (const discovery of [
      { authorization_endpoint: elsewhere },
      { authorization_endpoint: `${siteUrl}/refused` },
      { authorization_endpoint: 'javascript:alert(1)' },
      { authorization_endpoint: null },
      { token_endpoint: elsewhere },
      { jwks_uri: elsewhere },
      { issuer: 'https://evil.test' },
    ]) {
      const begun = await withIssuerFault(provider, forged({ discovery }), () =>
        beginAt(new Visitor(), provider),
      );
      const { url, code } = await begun.json();
      const said = [begun.status, code];
      expect(said, JSON.stringify(discovery)).toEqual([500, 'authentication_error']);
      expect(new URL(url).origin).toBe(siteUrl);
      expect(url).not.toContain('evil');
    }
  },
);
