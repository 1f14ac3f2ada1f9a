import { expect, test } from 'vitest';
import { type Provider, providers } from '#core/provider-identity.ts';
import { traces } from '#tests/support/issuer-faults.ts';
import { authorizationOf, callbackOf, chooseAt, whereTo } from '#tests/support/provider-journey.ts';
import { cloud, freshAddress, siteUrl, Visitor } from '#tests/support/site.ts';

const someone = () => ({ email: freshAddress() });
const exchanges = async (provider: Provider) => (await cloud.counters())[provider].token;

/** The address of a callback with other parameters; null takes one away. */
function withParameters(callback: string, changes: Record<string, string | null>): string {
  const url = new URL(callback);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}

/** Visits a callback that must open nothing, and must not reach the provider's token endpoint. */
async function expectRefused(visitor: Visitor, provider: Provider, callback: string) {
  const [before, asked] = [await traces(), await exchanges(provider)];
  const answer = await visitor.fetch(callback);
  expect(whereTo(answer), callback).toEqual([302, '/auth/error', 'authentication_error']);
  expect(answer.headers.getSetCookie().filter((line) => /session=[^;]/.test(line))).toEqual([]);
  expect(await traces(), callback).toEqual(before);
  expect(await exchanges(provider), callback).toBe(asked);
}

test.each(providers)(
  'OAUTH-01 %s: no state, an empty, a foreign or a made-up one is refused before the code is sent',
  async (provider) => {
    const visitor = new Visitor();
    const callback = await callbackOf(visitor, provider, someone());
    const foreign = new URL(await callbackOf(new Visitor(), provider, someone()));
    const state = foreign.searchParams.get('state') ?? '';
    const held = new Map(visitor.cookies);
    for (const change of [{ state: null }, { state: '' }, { state }, { state: 'x' }]) {
      // A refused callback uses the state up: each begins with the cookies of before.
      for (const [name, value] of held) visitor.cookies.set(name, value);
      await expectRefused(visitor, provider, withParameters(callback, change));
    }
    for (const [name, value] of held) visitor.cookies.set(name, value);
    const twice = `${callback}&state=${encodeURIComponent(state)}`;
    await expectRefused(visitor, provider, twice);
    await expectRefused(new Visitor(), provider, callback);
    await expectRefused(new Visitor(), provider, `${siteUrl}/api/auth/callback/${provider}`);
    await expectRefused(new Visitor(), provider, `${siteUrl}/api/auth/callback/${provider}?code=x`);
  },
);

test.each(providers)(
  'OAUTH-02 %s: an answer that was taken once is taken by nobody again',
  async (provider) => {
    const visitor = new Visitor();
    const callback = await callbackOf(visitor, provider, someone());
    const held = new Map(visitor.cookies);
    await visitor.fetch(callback);
    const session = visitor.session;
    expect(session).toBeDefined();
    await expectRefused(visitor, provider, callback);
    expect(visitor.session).toBe(session);
    await expectRefused(new Visitor(), provider, callback);
    // Even with the cookies of before: the code is used up at the provider.
    const thief = new Visitor();
    for (const [name, value] of held) thief.cookies.set(name, value);
    const before = await traces();
    const answer = await thief.fetch(callback);
    expect(whereTo(answer).slice(0, 2)).toEqual([302, '/auth/error']);
    expect([thief.session, await traces()]).toEqual([undefined, before]);
  },
);

test('OAUTH-02 a code in another sign-in is refused by PKCE', async () => {
  for (const provider of providers) {
    const stolen = new URL(await callbackOf(new Visitor(), provider, someone()));
    const thief = new Visitor();
    const own = await callbackOf(thief, provider, someone());
    const before = await traces();
    const code = stolen.searchParams.get('code');
    const answer = await thief.fetch(withParameters(own, { code }));
    expect(whereTo(answer).slice(0, 2), provider).toEqual([302, '/auth/error']);
    expect([thief.session, await traces()], provider).toEqual([undefined, before]);
  }
});

test('OAUTH-03 what began at one provider ends at no other', async () => {
  for (const began of providers) {
    for (const ended of providers.filter((one) => one !== began)) {
      const visitor = new Visitor();
      const { search } = new URL(await callbackOf(visitor, began, someone()));
      await expectRefused(visitor, ended, `${siteUrl}/api/auth/callback/${ended}${search}`);
    }
  }
});

test.each(providers)(
  'OAUTH-04 %s: PKCE by S256 and a state of its own; without the verifier, or with another’s, no',
  async (provider) => {
    const visitor = new Visitor();
    const begun = new URL(await authorizationOf(visitor, provider));
    const { searchParams: asked } = begun;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('state')).toMatch(/^.{32,}$/);
    expect(asked.has('nonce')).toBe(provider !== 'github');
    const other = new Visitor();
    const theirs = new URL(await authorizationOf(other, provider)).searchParams;
    for (const name of ['state', 'code_challenge', ...(provider === 'github' ? [] : ['nonce'])]) {
      expect(theirs.get(name), name).not.toBe(asked.get(name));
    }
    const callback = await chooseAt(begun.href, someone());
    const held = new Map(visitor.cookies);
    visitor.cookies.delete('gatehouse.pkce');
    await expectRefused(visitor, provider, callback);
    for (const [name, value] of held) visitor.cookies.set(name, value);
    visitor.cookies.set('gatehouse.pkce', other.cookies.get('gatehouse.pkce') ?? '');
    const before = await traces();
    expect(whereTo(await visitor.fetch(callback)).slice(0, 2)).toEqual([302, '/auth/error']);
    expect([visitor.session, await traces()]).toEqual([undefined, before]);
  },
);

test('an answer of Google that names another issuer, or none, is refused', async () => {
  for (const iss of ['https://login.microsoftonline.com/common/v2.0', 'https://evil.test', null]) {
    const visitor = new Visitor();
    const callback = await callbackOf(visitor, 'google', someone());
    expect(new URL(callback).searchParams.get('iss')).toBe('https://accounts.google.com');
    await expectRefused(visitor, 'google', withParameters(callback, { iss }));
  }
});

test('OAUTH-08 what a provider says in its error is neither shown nor followed', async () => {
  for (const provider of providers) {
    for (const error of ['<script>alert(1)</script>', 'access_denied', 'server_error', '']) {
      const visitor = new Visitor();
      const callback = await callbackOf(visitor, provider, someone());
      const answer = await visitor.fetch(
        withParameters(callback, {
          code: null,
          error,
          error_description: '\r\nX-Y: 1 <b>believe me</b>',
          error_uri: 'javascript:1',
        }),
      );
      const [status, path, code] = whereTo(answer);
      expect([status, path]).toEqual([302, '/auth/error']);
      expect(code).toBe(error === 'access_denied' ? 'access_denied' : 'authentication_error');
      expect(answer.headers.has('x-y')).toBe(false);
      const location = answer.headers.get('location') ?? '';
      const page = await (await visitor.fetch(location)).text();
      expect(location + page).not.toMatch(/alert\(|believe|javascript:1|server_error|X-Y/);
      expect(visitor.session).toBeUndefined();
    }
  }
});

test.each(providers)('%s: of two tabs the one that began last signs in', async (provider) => {
  const visitor = new Visitor();
  const first = await callbackOf(visitor, provider, someone());
  const second = await callbackOf(visitor, provider, someone());
  const held = new Map(visitor.cookies);
  await expectRefused(visitor, provider, first);
  for (const [name, value] of held) visitor.cookies.set(name, value);
  await visitor.fetch(second);
  expect(visitor.session).toBeDefined();
});
