import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Ratelimit } from '@upstash/ratelimit';
import { Redis } from '@upstash/redis';
import { expect } from 'vitest';
import type { TestCloud } from '#tests/support/cloud.ts';
import { onEveryEngine } from './cloud-world.ts';

type Limiter = ConstructorParameters<typeof Ratelimit>[0]['limiter'];

/** The real limiter, led to the cloud, under a prefix of its own. */
function limiterOf(cloud: TestCloud, limiter: Limiter) {
  const { UPSTASH_REDIS_REST_URL: url = '', UPSTASH_REDIS_REST_TOKEN: token = '' } =
    cloud.environment;
  const redis = new Redis({ url, token, retry: false, enableTelemetry: false });
  return new Ratelimit({ redis, limiter, prefix: randomUUID(), timeout: 0, ephemeralCache: false });
}

async function passed(limit: Ratelimit, calls: number, key = 'a') {
  const answers = await Promise.all(Array.from({ length: calls }, () => limit.limit(key)));
  return answers.filter(({ success }) => success).length;
}

onEveryEngine(
  'a sliding window lets exactly its quota of 50 parallel calls pass',
  async (cloud) => {
    const limit = limiterOf(cloud, Ratelimit.slidingWindow(10, '60 s'));
    expect(await passed(limit, 50)).toBe(10);
    expect(await passed(limit, 5, 'b')).toBe(5);
    const refused = await limit.limit('a');
    expect(refused).toMatchObject({ success: false, limit: 10, remaining: 0 });
    expect(refused.reset).toBeGreaterThan(Date.now());
  },
);

onEveryEngine('a fixed window lets exactly its quota of 50 parallel calls pass', async (cloud) => {
  const limit = limiterOf(cloud, Ratelimit.fixedWindow(10, '10 m'));
  expect(await passed(limit, 50)).toBe(10);
});

onEveryEngine('a token bucket lets exactly its size of 50 parallel calls pass', async (cloud) => {
  const limit = limiterOf(cloud, Ratelimit.tokenBucket(1, '10 m', 10));
  expect(await passed(limit, 50)).toBe(10);
});

onEveryEngine('a window that is over lets calls pass again', async (cloud) => {
  const limit = limiterOf(cloud, Ratelimit.fixedWindow(1, '500 ms'));
  await limit.limit('a');
  await wait(600);
  expect((await limit.limit('a')).success).toBe(true);
});

onEveryEngine('remaining points and a reset are those of the real service', async (cloud) => {
  const limit = limiterOf(cloud, Ratelimit.slidingWindow(3, '60 s'));
  await limit.limit('a');
  expect((await limit.getRemaining('a')).remaining).toBe(2);
  await limit.resetUsedTokens('a');
  expect((await limit.getRemaining('a')).remaining).toBe(3);
});

onEveryEngine('points can be taken several at once and given back', async (cloud) => {
  const limit = limiterOf(cloud, Ratelimit.slidingWindow(5, '60 s'));
  expect((await limit.limit('a', { rate: 4 })).remaining).toBe(1);
  expect((await limit.limit('a', { rate: -2 })).remaining).toBe(3);
});
