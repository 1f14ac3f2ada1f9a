import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Asker, createAsker } from '#tests/load/asker.ts';
import { costOf, getInTurn } from '#tests/load/hot-path.ts';
import { type LoadAccounts, openLoadSessions } from '#tests/load/load-sessions.ts';
import { lateRevocations, letInAfterDenial, letInStrictly } from '#tests/load/report.ts';
import { countResurrected, type Instances, revokeAll } from '#tests/load/revocations.ts';
import { builtTree } from '#tests/support/built-tree.ts';
import { startTestCloud, type TestCloud } from '#tests/support/cloud.ts';
import { type OwnSite, startOwnSite } from '#tests/support/own-site.ts';

let cloud: TestCloud;
let sites: OwnSite[];
let at: Instances;
let accounts: LoadAccounts;
let asker: Asker;

beforeAll(async () => {
  cloud = await startTestCloud();
  const here = await startOwnSite(resolve(builtTree), () => ({}), cloud);
  const there = await startOwnSite(resolve(builtTree), () => ({}), cloud);
  sites = [here, there];
  at = { here: here.url, there: there.url };
  asker = createAsker();
  accounts = await openLoadSessions(cloud, 50);
}, 120_000);

afterAll(async () => {
  asker?.close();
  await Promise.all((sites ?? []).map((site) => site.stop()));
  await cloud?.stop();
});

test('forty ended sessions are denied on another instance within five seconds, and stay so', async () => {
  const sessions = accounts.sessions.slice(10);
  const pace = { atOnce: 8, everyMilliseconds: 113 };
  const all = await revokeAll(asker, at, sessions, pace);
  expect(all).toHaveLength(40);
  expect(lateRevocations(all)).toBe(0);
  expect(letInAfterDenial(all)).toBe(0);
  expect(letInStrictly(all)).toBe(0);
  expect(await countResurrected(asker, at, sessions)).toBe(0);
});

test('two hundred requests with young tokens ask the database nothing, and Redis for each interval', async () => {
  const young = accounts.sessions.slice(0, 10);
  for (const path of ['/account', '/api/current']) {
    const requests = getInTurn(200, path, young);
    const expected = { status: 200, functions: 2 };
    const { control } = cloud;
    const cost = await costOf(asker, control, at.there, path, requests, expected);
    const { database, redis, most } = cost;
    expect(database, path).toBe(0);
    expect(redis, path).toBeLessThanOrEqual(most?.redis ?? 0);
  }
});
