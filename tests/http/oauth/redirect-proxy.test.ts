import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Provider, providers } from '#core/provider-identity.ts';
import { builtTree } from '#tests/support/built-tree.ts';
import { startTestCloud, type TestCloud } from '#tests/support/cloud.ts';
import { type OwnSite, startOwnSite } from '#tests/support/own-site.ts';
import { authorizationOf, chooseAt, connectionStartOf } from '#tests/support/provider-journey.ts';
import { freshAddress, Visitor } from '#tests/support/site.ts';

// Providers know the stable origin alone; a preview answers at another and shares its secret.

let cloud: TestCloud;
let stable: OwnSite;
let preview: OwnSite;
/** Shares everything with them but the secret. */
let stranger: OwnSite;

beforeAll(async () => {
  cloud = await startTestCloud();
  const at = (origin: string) => ({ AUTH_REDIRECT_PROXY_URL: `${origin}/api/auth` });
  const tree = resolve(builtTree);
  stable = await startOwnSite(tree, (port) => at(`http://localhost:${port}`), cloud);
  const AUTH_SECRET = 'qP4xV8sJ1mZ6tB9cR3wK7yN2dH5gL0fA';
  [preview, stranger] = await Promise.all([
    startOwnSite(tree, () => at(stable.url), cloud),
    startOwnSite(tree, () => ({ ...at(stable.url), AUTH_SECRET }), cloud),
  ]);
}, 120_000);

afterAll(async () => {
  await Promise.all([stable, preview, stranger].map((site) => site?.stop()));
  await cloud?.stop();
});

/** Begins at a site and comes back to the stable one, where nothing has been visited yet. */
async function wayBack(visitor: Visitor, provider: Provider, site: OwnSite): Promise<string> {
  const asked = await authorizationOf(visitor, provider, { site: site.url });
  expect(new URL(asked).searchParams.get('redirect_uri')).toBe(
    `${stable.url}/api/auth/callback/${provider}`,
  );
  return chooseAt(asked, { email: freshAddress() }, stable.url);
}

test.each(providers)(
  '%s: who begins on a preview is led on to it and signed in there',
  async (provider) => {
    const visitor = new Visitor();
    const callback = await wayBack(visitor, provider, preview);
    // The stable origin has none of the cookies: they belong to the preview.
    const led = await new Visitor().fetch(callback);
    const to = new URL(led.headers.get('location') ?? '');
    expect([led.status, to.origin + to.pathname]).toEqual([
      302,
      `${preview.url}/api/auth/callback/${provider}`,
    ]);
    for (const [name, value] of new URL(callback).searchParams) {
      expect(to.searchParams.getAll(name), name).toEqual([value]);
    }
    expect(led.headers.getSetCookie().join()).not.toContain('session');
    const answer = await visitor.fetch(to.href);
    expect(answer.headers.get('location')).toBe(`${preview.url}/account`);
    const current = await visitor.fetch(`${preview.url}/api/current`);
    expect(current.status).toBe(200);
  },
);

test('the stable origin signs in for itself as ever', async () => {
  for (const provider of providers) {
    const visitor = new Visitor();
    const answer = await visitor.fetch(await wayBack(visitor, provider, stable));
    expect(answer.headers.get('location'), provider).toBe(`${stable.url}/account`);
  }
});

test('on a preview a provider is connected too', async () => {
  const visitor = new Visitor();
  const callback = await wayBack(visitor, 'google', preview);
  const led = await new Visitor().fetch(callback);
  await visitor.fetch(led.headers.get('location') ?? '');
  const start = await connectionStartOf(visitor, 'github', preview.url);
  const back = await chooseAt(start, { email: freshAddress() }, stable.url);
  const ledAgain = await new Visitor().fetch(back);
  const answer = await visitor.fetch(ledAgain.headers.get('location') ?? '');
  expect(answer.headers.get('location')).toBe(
    `${preview.url}/account/connections?notice=connected`,
  );
  const { user } = await (await visitor.fetch(`${preview.url}/api/current`)).json();
  const ways = await cloud.control.sql(
    'select provider from accounts where user_id = $1 order by provider',
    [user.id],
  );
  expect(ways).toEqual([{ provider: 'github' }, { provider: 'google' }]);
});

test('nobody is led where the shared secret has not sealed the way', async () => {
  const tokens = async () => (await cloud.control.counters()).google.token;
  const before = await tokens();
  const foreign = await wayBack(new Visitor(), 'google', stranger);
  for (const state of [new URL(foreign).searchParams.get('state') ?? '', 'x', '']) {
    const callback = new URL(foreign);
    callback.searchParams.set('state', state);
    const answer = await new Visitor().fetch(callback.href);
    const to = new URL(answer.headers.get('location') ?? '');
    expect([answer.status, to.origin + to.pathname, to.searchParams.get('code')]).toEqual([
      302,
      `${stable.url}/auth/error`,
      'authentication_error',
    ]);
  }
  expect(await tokens()).toBe(before);
});
