import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVault } from '#server/vault.ts';
import { builtTree, runtime } from '#tests/support/built-tree.ts';
import { startTestCloud, type TestCloud } from '#tests/support/cloud.ts';
import { type OwnSite, ownSecret, startOwnSite } from '#tests/support/own-site.ts';
import { connectAt, runConnectionAction, signInAt } from '#tests/support/provider-journey.ts';
import { freshAddress, Visitor } from '#tests/support/site.ts';

// Two instances over one cloud, as a platform runs the site.

let cloud: TestCloud;
let sites: [OwnSite, OwnSite];

beforeAll(async () => {
  cloud = await startTestCloud();
  const serve = () => startOwnSite(resolve(builtTree), () => ({}), cloud);
  const first = await serve();
  sites = [first, await serve()];
}, 120_000);

afterAll(async () => {
  await Promise.all((sites ?? []).map((site) => site.stop()));
  await cloud?.stop();
});

type Refreshing = 'google' | 'microsoft';

/** Somebody with a refreshable connection: Google hands a refresh token out when it is connected. */
async function holder() {
  const [{ url: site }] = sites;
  const visitor = new Visitor();
  const email = freshAddress();
  await signInAt(visitor, 'microsoft', { email }, { site });
  const { user } = await (await visitor.fetch(`${site}/api/current`)).json();
  await connectAt(visitor, 'google', { email }, site);
  return { visitor, email, userId: String(user.id) };
}

const expire = (userId: string) =>
  cloud.control.sql('update accounts set expires_at = 1 where user_id = $1', [userId]);

const check = (visitor: Visitor, provider: Refreshing, site: OwnSite) =>
  runConnectionAction(visitor, 'checkAccess', provider, site.url);

/** Opens a token of a connection as the site would. */
async function tokenOf(
  userId: string,
  provider: Refreshing,
  field: 'access_token' | 'refresh_token',
) {
  const [row] = await cloud.control.sql(
    'select access_token_sealed, refresh_token_sealed from accounts where user_id = $1 and provider = $2',
    [userId, provider],
  );
  const place = { userId, provider, field };
  return (await createVault([ownSecret]).open(String(row?.[`${field}_sealed`]), place)) ?? '';
}

const repeats = runtime === 'edge' ? 5 : 1;

test.each(['google', 'microsoft'] as const)(
  'RACE-08 fifty uses at once of an expired token of %s, on two instances, refresh it once, and all are served',
  { timeout: 240_000 },
  async (provider) => {
    const { visitor, userId } = await holder();
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      await expire(userId);
      const before = await tokenOf(userId, provider, 'refresh_token');
      await cloud.control.resetCounters();
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          check(visitor, provider, sites[index % 2 === 0 ? 0 : 1]),
        ),
      );
      const unserved = answers.filter((text) => !text.includes('"access_valid"'));
      expect(unserved, `repeat ${repeat}`).toEqual([]);
      expect((await cloud.control.counters())[provider].refresh, `repeat ${repeat}`).toBe(1);
      // The issuer rotates: what is kept now is what it handed out last.
      const kept = await tokenOf(userId, provider, 'refresh_token');
      expect([kept.length > 20, kept === before]).toEqual([true, false]);
    }
  },
);

test('a token that lasts is used as it is: the issuer is asked nothing', async () => {
  const { visitor } = await holder();
  await cloud.control.resetCounters();
  for (const site of sites)
    expect(await check(visitor, 'google', site)).toContain('"access_valid"');
  expect((await cloud.control.counters()).google.requests).toBe(0);
});

test('while the issuer is down nobody loses their grant, and it is refreshed afterwards', async () => {
  const { visitor, userId } = await holder();
  await expire(userId);
  for (const mode of ['down', 'error', 'limited'] as const) {
    await cloud.control.fault('google', { mode });
    expect(await check(visitor, 'google', sites[0]), mode).toContain('"provider_unavailable"');
    await cloud.control.fault('google', { mode: 'ok' });
  }
  expect(await check(visitor, 'google', sites[1])).toContain('"access_valid"');
});

test('a grant that is revoked at the issuer needs consent: it is asked once, the page says so, connecting again mends it', async () => {
  const { visitor, email, userId } = await holder();
  const [first, second] = sites;
  const token = await tokenOf(userId, 'google', 'refresh_token');
  const revoked = await fetch(`${cloud.url}/google/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token }),
  });
  expect(revoked.status).toBe(200);
  await expire(userId);
  await cloud.control.resetCounters();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) => check(visitor, 'google', index % 2 ? first : second)),
  );
  expect(answers.filter((text) => !text.includes('"consent_needed"'))).toEqual([]);
  expect(await check(visitor, 'google', first)).toContain('"consent_needed"');
  expect((await cloud.control.counters()).google.refresh).toBe(1);
  for (const { url } of sites) {
    const page = await (await visitor.fetch(`${url}/account/connections`)).text();
    expect(page).toContain('Permission needed');
    expect(page).toContain('Connect again');
  }

  await connectAt(visitor, 'google', { email }, first.url);
  expect(await check(visitor, 'google', second)).toContain('"access_valid"');
  const page = await (await visitor.fetch(`${first.url}/account/connections`)).text();
  expect(page).not.toContain('Permission needed');
  await expire(userId);
  expect(await check(visitor, 'google', second)).toContain('"access_valid"');
});

test('OAUTH-14 a token in another user’s row opens nothing, and is sent nowhere', async () => {
  const [victim, thief] = [await holder(), await holder()];
  await cloud.control.sql(
    `update accounts as mine set access_token_sealed = theirs.access_token_sealed,
       refresh_token_sealed = theirs.refresh_token_sealed
     from accounts as theirs
     where mine.user_id = $1 and theirs.user_id = $2 and mine.provider = theirs.provider`,
    [thief.userId, victim.userId],
  );
  await cloud.control.resetCounters();
  for (const provider of ['google', 'microsoft'] as const) {
    expect(await check(thief.visitor, provider, sites[0])).toContain('"consent_needed"');
    await expire(thief.userId);
    expect(await check(thief.visitor, provider, sites[1])).toContain('"consent_needed"');
    expect((await cloud.control.counters())[provider].requests).toBe(0);
    expect(await check(victim.visitor, provider, sites[1])).toContain('"access_valid"');
  }
});
