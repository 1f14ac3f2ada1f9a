import { expect } from 'vitest';
import { redisCommand } from '#server/edge-redis.ts';
import { createLeases } from '#server/leases.ts';
import { aKey, inParallel, onEveryEngine, type World } from './world.ts';

const redisOf = ({ cloud }: World) => ({
  url: cloud.environment.UPSTASH_REDIS_REST_URL ?? '',
  token: cloud.environment.UPSTASH_REDIS_REST_TOKEN ?? '',
});

const ask = async (world: World, ...command: (string | number)[]) =>
  (await redisCommand(redisOf(world), command, 2000))?.result;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The fence of a lease that must be free. */
async function fenceOf(taking: Promise<{ fence: number } | 'taken' | 'silent'>): Promise<number> {
  const lease = await taking;
  if (typeof lease === 'string') throw new Error(`the lease is ${lease}`);
  return lease.fence;
}

onEveryEngine(
  'of fifty who would have a lease at once, on two instances, one gets it',
  async (world) => {
    const name = aKey();
    const instances = [createLeases(redisOf(world)), createLeases(redisOf(world))];
    const answers = await inParallel(50, (index) =>
      (instances[index % 2] ?? createLeases(redisOf(world))).acquire(name, 5000),
    );
    expect(answers.filter((answer) => typeof answer !== 'string')).toEqual([{ fence: 1 }]);
    expect(await ask(world, 'GET', `fence:${name}`)).toBe('1');
    expect(await createLeases(redisOf(world)).acquire(name, 5000)).toBe('taken');
  },
);

onEveryEngine('a lease of one name is none of another', async (world) => {
  const leases = createLeases(redisOf(world));
  const [one, other] = [aKey(), aKey()];
  expect(await leases.acquire(one, 5000)).toEqual({ fence: 1 });
  expect(await leases.acquire(other, 5000)).toEqual({ fence: 1 });
});

onEveryEngine('a lease that is given back is free, and its fence has grown', async (world) => {
  const leases = createLeases(redisOf(world));
  const name = aKey();
  const fence = await fenceOf(leases.acquire(name, 5000));
  await leases.release(name, fence);
  expect(await fenceOf(leases.acquire(name, 5000))).toBe(fence + 1);
});

onEveryEngine('RACE-08 a holder that dies frees its lease after its time', async (world) => {
  const leases = createLeases(redisOf(world));
  const name = aKey();
  const fence = await fenceOf(leases.acquire(name, 1000));
  const remaining = Number(await ask(world, 'PTTL', `lease:${name}`));
  expect(remaining).toBeGreaterThan(0);
  expect(remaining).toBeLessThanOrEqual(1000);
  await pause(1050);
  expect(await fenceOf(leases.acquire(name, 1000))).toBe(fence + 1);
});

onEveryEngine('a holder who comes too late does not free the lease of the next', async (world) => {
  const leases = createLeases(redisOf(world));
  const name = aKey();
  const late = await fenceOf(leases.acquire(name, 200));
  await pause(250);
  const next = await fenceOf(leases.acquire(name, 5000));
  await leases.release(name, late);
  expect(await leases.acquire(name, 5000)).toBe('taken');
  await leases.release(name, next);
  expect(await fenceOf(leases.acquire(name, 5000))).toBe(next + 1);
});

onEveryEngine('the count of a name is kept for a day', async (world) => {
  const name = aKey();
  await createLeases(redisOf(world)).acquire(name, 5000);
  const seconds = Number(await ask(world, 'TTL', `fence:${name}`));
  expect(seconds).toBeGreaterThan(86_390);
  expect(seconds).toBeLessThanOrEqual(86_400);
});

onEveryEngine(
  'where Redis gives no answer a lease is silent, and nothing throws',
  async (world) => {
    const name = aKey();
    const { url } = redisOf(world);
    const away = [
      createLeases({ url: 'http://localhost:1/', token: 'x' }),
      createLeases({ url, token: 'x' }),
    ];
    for (const leases of away) {
      expect(await leases.acquire(name, 5000)).toBe('silent');
      await expect(leases.release(name, 1)).resolves.toBeUndefined();
    }
    const leases = createLeases(redisOf(world));
    await world.cloud.control.fault('redis', { mode: 'error' });
    expect(await leases.acquire(name, 5000)).toBe('silent');
    await world.cloud.control.fault('redis', { mode: 'ok' });
    expect(await leases.acquire(name, 5000)).toEqual({ fence: 1 });
  },
);
