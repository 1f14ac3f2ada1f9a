import { expect, onTestFinished } from 'vitest';
import type { LimitVerdict } from '#core/ports.ts';
import {
  aKey,
  collectLog,
  countAllowed,
  inParallel,
  inRounds,
  moveOn,
  onEveryEngine,
  standStill,
} from './world.ts';

onEveryEngine('fifty takes at once give exactly the quota', async ({ house, build }) => {
  standStill('2026-11-24T20:01:00Z');
  const key = aKey();
  const other = build();
  const verdicts = await inParallel(50, (at) =>
    (at % 2 === 0 ? house : other).ports.limits.take([{ name: 'sign-in-address', key }]),
  );
  expect(countAllowed(verdicts)).toBe(10);
  expect(verdicts.find(({ allowed }) => !allowed)).toEqual({
    allowed: false,
    retryAfterSeconds: 14 * 60 + 1,
    limit: { name: 'sign-in-address', quota: 10, windowSeconds: 900 },
  });
});

onEveryEngine('RATE-01 each key has its own quota, whatever the others did', async ({ house }) => {
  standStill('2026-11-24T20:01:00Z');
  const [spent, fresh] = [aKey(), aKey()];
  await inParallel(15, () => house.ports.limits.take([{ name: 'sign-in-address', key: spent }]));
  const take = (key: string, name: 'sign-in-address' | 'verify-address' = 'sign-in-address') =>
    house.ports.limits.take([{ name, key }]);
  expect(await take(spent)).toMatchObject({ allowed: false });
  expect(await take(fresh)).toEqual({ allowed: true });
  expect(await take(spent, 'verify-address')).toEqual({ allowed: true });
});

onEveryEngine(
  'RATE-03 one visitor with many addresses is refused by the visitor',
  async ({ house }) => {
    standStill('2026-11-24T20:01:00Z');
    const visitor = aKey();
    const verdicts = await inRounds(200, () =>
      house.ports.limits.take([
        { name: 'sign-in-ip', key: visitor },
        { name: 'sign-in-address', key: aKey() },
      ]),
    );
    expect(countAllowed(verdicts)).toBe(100);
    expect(verdicts.find(({ allowed }) => !allowed)).toMatchObject({
      limit: { name: 'sign-in-ip' },
    });
  },
);

onEveryEngine('RATE-13 who waits as long as told is served', async ({ house }) => {
  standStill('2026-11-24T20:07:13.257Z');
  const key = aKey();
  const take = () => house.ports.limits.take([{ name: 'sign-in-address', key }]);
  const verdicts = await inParallel(11, take);
  const refused = verdicts.find((verdict) => !verdict.allowed);
  expect(refused).toMatchObject({ retryAfterSeconds: expect.any(Number) });
  const wait = refused && !refused.allowed ? refused.retryAfterSeconds : 0;
  expect(Number.isInteger(wait) && wait >= 1).toBe(true);
  moveOn(wait * 1000);
  expect(await take()).toEqual({ allowed: true });
});

onEveryEngine('what was counted can be forgotten, of one key and one limit', async ({ house }) => {
  standStill('2026-11-24T20:01:00Z');
  const { limits } = house.ports;
  const [key, other] = [aKey(), aKey()];
  const point = (name: 'sign-in-address' | 'verify-address', of = key) => [{ name, key: of }];
  // In two windows, since the one before still weighs.
  await inParallel(10, () => limits.take(point('sign-in-address')));
  moveOn(15 * 60_000);
  await inParallel(10, () => limits.take(point('sign-in-address')));
  await inParallel(30, () => limits.take(point('verify-address')));
  await inParallel(10, () => limits.take(point('sign-in-address', other)));
  expect(await limits.take(point('sign-in-address'))).toMatchObject({ allowed: false });
  await limits.forget(point('sign-in-address'));
  const verdicts = await inParallel(11, () => limits.take(point('sign-in-address')));
  expect(countAllowed(verdicts)).toBe(10);
  expect(await limits.take(point('sign-in-address', other))).toMatchObject({ allowed: false });
  expect(await limits.take(point('verify-address'))).toMatchObject({ allowed: false });
});

onEveryEngine('a point given back can be taken again', async ({ house }) => {
  standStill('2026-11-24T20:01:00Z');
  const points = [{ name: 'sign-in-address', key: aKey() }] as const;
  await inParallel(10, () => house.ports.limits.take([...points]));
  expect(await house.ports.limits.take([...points])).toMatchObject({ allowed: false });
  await house.ports.limits.giveBack([...points]);
  expect(await house.ports.limits.take([...points])).toEqual({ allowed: true });
  expect(await house.ports.limits.take([...points])).toMatchObject({ allowed: false });
});

onEveryEngine(
  'takes all points of a call in one request, under digests',
  async ({ house, cloud }) => {
    const points = [
      { name: 'sign-in-ip', key: '203.0.113.9' },
      { name: 'sign-in-address', key: 'una@example.com' },
    ] as const;
    // The first call after a start of Redis teaches it the script.
    await house.ports.limits.take([...points]);
    await cloud.control.resetCounters();
    await house.ports.limits.take([...points]);
    expect((await cloud.control.counters()).redis).toEqual({ requests: 1, commands: 2 });
    const keys = await house.redis.keys('limit:*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !/^limit:[a-z-]+:[\w-]{43}:\d+$/.test(key))).toEqual([]);
  },
);

onEveryEngine('a store that forgot its scripts and counts goes on', async ({ house, cloud }) => {
  const points = [{ name: 'verify-ip', key: aKey() }] as const;
  await house.ports.limits.take([...points]);
  await cloud.control.clearRedis();
  expect(await house.ports.limits.take([...points])).toEqual({ allowed: true });
});

/**
 * Takes until Redis decides again. The one call that tries it shares this process with fifty
 * others and may be late itself; the next try comes when the outage's memory of 2 s is over.
 */
async function untilAllowed(take: () => Promise<LimitVerdict>): Promise<LimitVerdict> {
  let verdict = await take();
  for (let tries = 0; tries < 5 && !verdict.allowed; tries += 1) {
    moveOn(3000);
    verdict = await take();
  }
  return verdict;
}

for (const [mode, latencyMs] of [['down'], ['slow', 10_000], ['error'], ['limited']] as const) {
  onEveryEngine(
    `FAULT-05 FAULT-06 while Redis is ${mode} the database allows a quarter`,
    async ({ house, cloud }) => {
      const lines = collectLog();
      standStill('2026-11-24T20:01:00Z');
      await cloud.control.fault('redis', { mode, ...(latencyMs ? { latencyMs } : {}) });
      onTestFinished(async () => {
        await cloud.control.fault('redis', { mode: 'ok' });
      });
      const points = [{ name: 'sign-in-address', key: aKey() }] as const;
      const late = new Promise((resolve) => setTimeout(() => resolve('late'), 3000));
      const first = await Promise.race([house.ports.limits.take([...points]), late]);
      expect(first).toEqual({ allowed: true });
      const more = await inParallel(49, () => house.ports.limits.take([...points]));
      expect(countAllowed(more)).toBe(1);
      expect(more.find(({ allowed }) => !allowed)).toMatchObject({ limit: { quota: 2 } });
      await house.ports.limits.giveBack([...points]);

      await cloud.control.fault('redis', { mode: 'ok' });
      moveOn(3000);
      const back = await inParallel(50, () => house.ports.limits.take([...points]));
      // One call tries Redis; those that come with it are still decided by the database.
      expect(back.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(10);
      expect(await untilAllowed(() => house.ports.limits.take([...points]))).toEqual({
        allowed: true,
      });
      const events = lines.map((line) => JSON.parse(line).event);
      expect(events).toEqual(['outage.began', 'outage.ended']);
    },
  );
}

onEveryEngine(
  'FAULT-05 with Redis and the database down it decides nothing',
  async ({ house, cloud }) => {
    collectLog();
    onTestFinished(async () => {
      await cloud.control.fault('redis', { mode: 'ok' });
      await cloud.control.fault('database', { mode: 'ok' });
    });
    await cloud.control.fault('redis', { mode: 'down' });
    await cloud.control.fault('database', { mode: 'down' });
    const taking = house.ports.limits.take([{ name: 'sign-in-address', key: aKey() }]);
    await expect(taking).rejects.toMatchObject({ name: 'ServiceFault', service: 'database' });
  },
);

const services = ['database', 'redis', 'mail'] as const;

onEveryEngine('the health of the house follows each service', async ({ build, cloud }) => {
  onTestFinished(async () => {
    for (const service of services) {
      await cloud.control.fault(service, { mode: 'ok' });
    }
  });
  const whole = { database: 'ok', redis: 'ok', mail: 'ok' };
  expect(await build().health()).toEqual({ isHealthy: true, checks: whole });
  for (const service of services) {
    for (const mode of ['down', 'error', 'limited'] as const) {
      await cloud.control.fault(service, { mode });
      expect(await build().health()).toEqual({
        isHealthy: service !== 'database',
        checks: { ...whole, [service]: 'down' },
      });
      await cloud.control.fault(service, { mode: 'ok' });
    }
  }
  // No letter was sent to find out.
  expect(await cloud.control.inbox()).toEqual([]);
});
