import { expect } from 'vitest';
import type { SessionCheck } from '#core/session-check.ts';
import { redisCommand } from '#server/edge-redis.ts';
import { createEdgeSessionCheck, liveKey, winsRenewal } from '#server/edge-session-check.ts';
import { createRevocations } from '#server/revocations.ts';
import { claimsAt } from '#tests/support/claims.ts';
import { aKey, collectLog, inParallel, onEveryEngine, type World } from './world.ts';

const redisOf = ({ cloud }: World) => ({
  url: cloud.environment.UPSTASH_REDIS_REST_URL ?? '',
  token: cloud.environment.UPSTASH_REDIS_REST_TOKEN ?? '',
});

const ask = async (world: World, ...command: (string | number)[]) =>
  (await redisCommand(redisOf(world), command, 2000))?.result;

const claimsOf = (sid: string) => claimsAt(Math.floor(Date.now() / 1000), { sid });

/** The check of an instance that has heard nothing yet. */
const anInstance = (world: World) =>
  createEdgeSessionCheck({
    redis: redisOf(world),
    database: {
      url: world.cloud.environment.DATABASE_URL ?? '',
      endpoint: world.cloud.environment.DATABASE_HTTP_ENDPOINT ?? null,
    },
    idleMilliseconds: null,
  });

/** Whether an instance hears of an ending within five seconds: a busy machine may miss a reading. */
async function hears(check: SessionCheck, sid: string): Promise<boolean> {
  const until = Date.now() + 5000;
  do {
    if ((await check(claimsOf(sid), 'ordinary')) === null) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (Date.now() < until);
  return false;
}

onEveryEngine(
  'what is told reaches an instance that reads, and nobody else ends',
  async (world) => {
    const [ended, living] = [aKey(), aKey()];
    await createRevocations(redisOf(world)).announce([ended]);
    const check = anInstance(world);
    expect(await hears(check, ended)).toBe(true);
    expect(await check(claimsOf(living), 'ordinary')).not.toBeNull();
  },
);

onEveryEngine(
  'a telling is by the clock of Redis, once, and takes its memory of the session',
  async (world) => {
    const [sid, other] = [aKey(), aKey()];
    const revocations = createRevocations(redisOf(world));
    await revocations.noteOpened(sid);
    expect(await ask(world, 'EXISTS', liveKey(sid))).toBe(1);
    await revocations.announce([sid, other]);
    expect(await ask(world, 'EXISTS', liveKey(sid))).toBe(0);
    const told = Number(await ask(world, 'ZSCORE', 'revocations', sid));
    const [seconds = 0] = (await ask(world, 'TIME')) as string[];
    expect(Math.abs(told / 1000 - Number(seconds))).toBeLessThan(5);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await revocations.announce([sid]);
    expect(Number(await ask(world, 'ZSCORE', 'revocations', sid))).toBe(told);
  },
);

onEveryEngine(
  'what was told eleven minutes ago is dropped with the next telling',
  async (world) => {
    const [old, kept, fresh] = [aKey(), aKey(), aKey()];
    const moment = Date.now();
    await ask(world, 'ZADD', 'revocations', moment - 661_000, old, moment - 600_000, kept);
    await createRevocations(redisOf(world)).announce([fresh]);
    expect(await ask(world, 'ZSCORE', 'revocations', old)).toBeNull();
    expect(await ask(world, 'ZSCORE', 'revocations', kept)).not.toBeNull();
    expect(Number(await ask(world, 'PTTL', 'revocations'))).toBeGreaterThan(600_000);
  },
);

onEveryEngine('a thousand endings are told and read as one is', async (world) => {
  const sids = Array.from({ length: 1000 }, aKey);
  await createRevocations(redisOf(world)).announce(sids);
  const check = anInstance(world);
  const last = sids.at(-1) ?? '';
  expect(await hears(check, sids[0] ?? '')).toBe(true);
  expect(await hears(check, last)).toBe(true);
});

onEveryEngine(
  'of fifty who would renew a session at once one does, and none in the next ten minutes',
  async (world) => {
    const sid = aKey();
    const won = await inParallel(50, () => winsRenewal(redisOf(world), sid));
    expect(won.filter(Boolean)).toHaveLength(1);
    await ask(world, 'EXPIRE', liveKey(sid), 3001);
    expect(await winsRenewal(redisOf(world), sid)).toBe(false);
    await ask(world, 'EXPIRE', liveKey(sid), 3000);
    expect(await winsRenewal(redisOf(world), sid)).toBe(true);
  },
);

onEveryEngine(
  'a sign-in counts as a renewal, and an ended session is never renewed',
  async (world) => {
    const [opened, ended] = [aKey(), aKey()];
    const revocations = createRevocations(redisOf(world));
    await revocations.noteOpened(opened);
    expect(await winsRenewal(redisOf(world), opened)).toBe(false);
    await revocations.announce([ended]);
    expect(await winsRenewal(redisOf(world), ended)).toBe(false);
    expect(await ask(world, 'EXISTS', liveKey(ended))).toBe(0);
  },
);

onEveryEngine(
  'sign-outs that the registry did not hear wait in order until they are settled',
  async (world) => {
    const revocations = createRevocations(redisOf(world));
    const endings = [aKey(), aKey()].map((sid) => ({
      sid,
      sub: crypto.randomUUID(),
      at: new Date('2026-11-25T09:00:00.250Z'),
    }));
    for (const ending of endings) await revocations.defer(ending);
    expect(await revocations.deferred(10)).toEqual(endings);
    expect(await revocations.deferred(1)).toEqual(endings.slice(0, 1));
    for (const ending of endings) await revocations.settle(ending);
    expect(await revocations.deferred(10)).toEqual([]);
  },
);

onEveryEngine(
  'a silent Redis is told of in the log, by numbers alone, and never throws',
  async (world) => {
    const lines = collectLog();
    const revocations = createRevocations({ url: 'http://localhost:1/', token: 'x' });
    const sid = aKey();
    await revocations.announce([sid, aKey()]);
    await revocations.noteOpened(sid);
    await revocations.defer({ sid, sub: crypto.randomUUID(), at: new Date() });
    expect(await revocations.deferred(5)).toEqual([]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'revocation.untold', level: 'warn', count: 2 },
      { event: 'revocation.lost', level: 'error', sessionId: sid },
    ]);
    expect(await winsRenewal({ url: 'http://localhost:1/', token: 'x' }, sid)).toBe(false);
    expect(await world.house.ports.revocations.deferred(5)).toEqual([]);
  },
);
