import { Ratelimit } from '@upstash/ratelimit';
import type { Redis } from '@upstash/redis';
import { after, type Clock, seconds } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import { type Limit, type LimitName, limits as table } from '#core/limits.ts';
import type { LimitCounters, Limits, LimitVerdict, Secrets } from '#core/ports.ts';
import { createOutage } from './outage.ts';
import { redisFault } from './redis.ts';

/** How long Redis may take over one decision, a second request included, in milliseconds. */
const decisionMilliseconds = 800;

/** While Redis is silent each limit allows a quarter of its quota. */
const outageShare = 4;

export type LimitsOptions = {
  redis: Redis;
  counters: LimitCounters;
  secrets: Pick<Secrets, 'keyedDigest'>;
  clock: Clock;
};

/**
 * Makes the limits: sliding windows in Redis, all points of one call in one request. When Redis
 * gives no answer in time, or one that cannot be read, the stricter counters in the database
 * decide; when they cannot either, it throws their ServiceFault. Silence is never permission.
 */
export function createLimits({ redis, counters, secrets, clock }: LimitsOptions): Limits {
  const windows = makeWindows(redis);
  const outage = createOutage('redis', { rememberedMilliseconds: seconds(2) });

  /** No address and no visitor's name reaches a store: a key becomes a digest. */
  const digested = (points: readonly Point[]): Promise<Point[]> =>
    Promise.all(
      points.map(async ({ name, key }) => ({
        name,
        key: await secrets.keyedDigest('limit', key),
      })),
    );

  /** Null when Redis could not decide. */
  async function takeFromRedis(points: readonly Point[]): Promise<LimitVerdict | null> {
    if (!outage.isWorthAsking()) return null;
    try {
      const answers = await withinTime(points.map(({ name, key }) => windows[name].limit(key)));
      const readings = points.map(({ name }, at) => readAnswer(name, answers[at], clock.now()));
      outage.end();
      return verdictOf(readings);
    } catch (error) {
      outage.begin(redisFault(error).code);
      return null;
    }
  }

  async function takeFromCounters(points: readonly Point[]): Promise<LimitVerdict> {
    const now = clock.now();
    const counted = points.filter(({ name }) => limitOf(name).onOutage === 'database');
    const readings = counted.map(async ({ name, key }): Promise<Reading> => {
      const { quota, windowSeconds } = limitOf(name);
      const strict = Math.max(1, Math.floor(quota / outageShare));
      const startedAt = windowStart(now, windowSeconds);
      const count = await counters.take(`${name}:${key}`, startedAt);
      const endsAt = after(startedAt, seconds(windowSeconds));
      return { name, quota: strict, isSpent: count > strict, waitSeconds: waitUntil(endsAt, now) };
    });
    return verdictOf(await Promise.all(readings));
  }

  return {
    async take(points) {
      const keyed = await digested(points);
      return (await takeFromRedis(keyed)) ?? (await takeFromCounters(keyed));
    },

    // Points taken from the counters of an outage stay taken: they are few, and meant to be strict.
    async giveBack(points) {
      if (!outage.isWorthAsking()) return;
      try {
        const keyed = await digested(points);
        await withinTime(keyed.map(({ name, key }) => windows[name].limit(key, { rate: -1 })));
        outage.end();
      } catch (error) {
        outage.begin(redisFault(error).code);
      }
    },

    async forget(points) {
      if (!outage.isWorthAsking()) return;
      try {
        const keys = (await digested(points)).flatMap((point) => windowKeys(point, Date.now()));
        await withinTime([redis.del(...keys)]);
        outage.end();
      } catch (error) {
        outage.begin(redisFault(error).code);
      }
    },
  };
}

/**
 * Where the library counts a key: in the window of now and in the one before it, which still weighs.
 * Its own way to reset searches the whole store for them.
 */
function windowKeys({ name, key }: Point, now: number): [string, string] {
  const window = Math.floor(now / seconds(limitOf(name).windowSeconds));
  return [`${prefixOf(name)}:${key}:${window}`, `${prefixOf(name)}:${key}:${window - 1}`];
}

type Point = { name: LimitName; key: string };
type Reading = { name: LimitName; quota: number; isSpent: boolean; waitSeconds: number };
type Answer = Awaited<ReturnType<Ratelimit['limit']>>;

const limitOf = (name: LimitName): Limit => table[name];
const prefixOf = (name: LimitName) => `limit:${name}`;

function makeWindows(redis: Redis): Record<LimitName, Ratelimit> {
  const names = Object.keys(table) as LimitName[];
  const entries = names.map((name) => {
    const { quota, windowSeconds } = limitOf(name);
    const limiter = Ratelimit.slidingWindow(quota, `${windowSeconds} s`);
    const options = {
      redis,
      limiter,
      prefix: prefixOf(name),
      // The library's own timeout says yes when Redis is silent. 0 switches it off.
      timeout: 0,
      // A block remembered by one instance would outlive points given back through another.
      ephemeralCache: false as const,
      enableTelemetry: false,
    };
    return [name, new Ratelimit(options)] as const;
  });
  return Object.fromEntries(entries) as Record<LimitName, Ratelimit>;
}

async function withinTime<Value>(asked: Promise<Value>[]): Promise<Value[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const fault = new ServiceFault('redis', 'timeout');
    timer = setTimeout(() => reject(fault), decisionMilliseconds);
  });
  try {
    return await Promise.race([Promise.all(asked), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads what the library answered; throws when that is not plainly a decision of this limit. */
function readAnswer(name: LimitName, answer: Answer | undefined, now: Date): Reading {
  const { quota } = limitOf(name);
  if (!answer || answer.reason === 'timeout' || answer.limit !== quota) {
    throw new ServiceFault('redis', 'unreadable');
  }
  return {
    name,
    quota,
    isSpent: !answer.success,
    waitSeconds: waitUntil(new Date(answer.reset), now),
  };
}

/** Allowed when nothing is spent; else the spent limit with the longest wait explains the refusal. */
function verdictOf(readings: readonly Reading[]): LimitVerdict {
  const [first, ...others] = readings.filter(({ isSpent }) => isSpent);
  if (!first) return { allowed: true };
  const longest = others.reduce((a, b) => (b.waitSeconds > a.waitSeconds ? b : a), first);
  const { name, quota, waitSeconds } = longest;
  const { windowSeconds } = limitOf(name);
  return {
    allowed: false,
    retryAfterSeconds: waitSeconds,
    limit: { name, quota, windowSeconds },
  };
}

/** Whole seconds until just after a moment: at the moment itself a sliding window is still full. */
function waitUntil(moment: Date, now: Date): number {
  return Math.max(1, Math.ceil((moment.getTime() - now.getTime() + 1) / 1000));
}

function windowStart(now: Date, windowSeconds: number): Date {
  const length = seconds(windowSeconds);
  return new Date(Math.floor(now.getTime() / length) * length);
}
