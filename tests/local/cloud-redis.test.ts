import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from '@upstash/redis';
import { expect } from 'vitest';
import type { TestCloud } from '#tests/support/cloud.ts';
import { onEveryEngine } from './cloud-world.ts';

/** The real client, led to the cloud. */
function client(cloud: TestCloud, options: { responseEncoding?: false; token?: string } = {}) {
  const { UPSTASH_REDIS_REST_URL: url = '', UPSTASH_REDIS_REST_TOKEN: token = '' } =
    cloud.environment;
  return new Redis({ url, token, retry: false, enableTelemetry: false, ...options });
}

function post(cloud: TestCloud, path: string, body: unknown) {
  const { UPSTASH_REDIS_REST_TOKEN: token = '' } = cloud.environment;
  return fetch(`${cloud.url}/upstash${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
}

onEveryEngine('texts, documents and nothing come back as they went in', async (cloud) => {
  const redis = client(cloud);
  const key = randomUUID();
  const texts = ['', 'OK', 'é𝄞\0\n', '{"a":', 'x'.repeat(200_000)];
  for (const text of texts) await redis.set(`${key}:${texts.indexOf(text)}`, text);
  const read = await Promise.all(texts.map((_, index) => redis.get(`${key}:${index}`)));
  await redis.set(key, { a: [1, 'b', null] });
  expect(read).toEqual(texts);
  expect(await redis.get(key)).toEqual({ a: [1, 'b', null] });
  expect(await redis.get(`${key}:none`)).toBeNull();
});

onEveryEngine(
  'hashes, lists, sets and sorted sets have the shapes of the client',
  async (cloud) => {
    const redis = client(cloud);
    const key = randomUUID();
    await redis.hset(`${key}h`, { a: 'one', b: 2 });
    await redis.rpush(`${key}l`, 'x', 'y', 'z');
    await redis.sadd(`${key}s`, 'm');
    await redis.zadd(`${key}z`, { score: 1.5, member: 'low' }, { score: 3, member: 'high' });
    expect(await redis.hgetall(`${key}h`)).toEqual({ a: 'one', b: 2 });
    expect(await redis.lrange(`${key}l`, 0, -1)).toEqual(['x', 'y', 'z']);
    expect(await redis.smembers(`${key}s`)).toEqual(['m']);
    expect(await redis.zrange(`${key}z`, 0, -1, { withScores: true })).toEqual([
      'low',
      1.5,
      'high',
      3,
    ]);
    expect(await redis.zrange(`${key}z`, 2, 9, { byScore: true })).toEqual(['high']);
  },
);

onEveryEngine('SET knows NX, XX, GET and its lifetimes', async (cloud) => {
  const redis = client(cloud);
  const key = randomUUID();
  expect(await redis.set(key, 'a', { nx: true, ex: 600 })).toBe('OK');
  expect(await redis.set(key, 'b', { nx: true, ex: 600 })).toBeNull();
  expect(await redis.set(key, 'c', { get: true, keepTtl: true })).toBe('a');
  expect(await redis.ttl(key)).toBeGreaterThan(590);
  expect(await redis.set(randomUUID(), 'd', { xx: true })).toBeNull();
});

onEveryEngine('a key is gone when its time is up', async (cloud) => {
  const redis = client(cloud);
  const key = randomUUID();
  await redis.set(key, 'here', { px: 150 });
  expect(await redis.get(key)).toBe('here');
  await wait(250);
  expect(await redis.get(key)).toBeNull();
  expect(await redis.exists(key)).toBe(0);
});

onEveryEngine('forty clients that want one key: exactly one gets it', async (cloud) => {
  const key = randomUUID();
  const redis = client(cloud);
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => redis.set(key, index, { nx: true, ex: 60 })),
  );
  expect(answers.filter((answer) => answer === 'OK')).toHaveLength(1);
});

onEveryEngine('a pipeline answers each command, errors in their place', async (cloud) => {
  const key = randomUUID();
  const answer = await post(cloud, '/pipeline', [
    ['SET', key, 'text'],
    ['INCR', key],
    ['GET', key],
  ]);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual([
    { result: 'OK' },
    { error: 'ERR value is not an integer or out of range' },
    { result: 'text' },
  ]);
});

onEveryEngine('a transaction of the client runs as a whole', async (cloud) => {
  const redis = client(cloud);
  const key = randomUUID();
  const counts = await Promise.all(
    Array.from({ length: 20 }, () => redis.multi().incr(key).incr(key).get(key).exec()),
  );
  const pairs = counts.map((replies) => JSON.stringify(replies));
  expect(new Set(pairs).size).toBe(20);
  expect(pairs).toContain('[39,40,40]');
});

onEveryEngine('a transaction with a command that does not exist does nothing', async (cloud) => {
  const key = randomUUID();
  const answer = await post(cloud, '/multi-exec', [
    ['SET', key, 'never'],
    ['NOSUCHCOMMAND', key],
  ]);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({
    error: 'EXECABORT Transaction discarded because of previous errors.',
  });
  expect(await client(cloud).get(key)).toBeNull();
});

onEveryEngine('an error inside a transaction stands in its place', async (cloud) => {
  const key = randomUUID();
  const answer = await post(cloud, '/multi-exec', [
    ['SET', key, 'text'],
    ['INCR', key],
    ['APPEND', key, '!'],
  ]);
  expect(await answer.json()).toEqual([
    { result: 'OK' },
    { error: 'ERR value is not an integer or out of range' },
    { result: 5 },
  ]);
});

onEveryEngine(
  'scripts run in Lua, with the flags of Upstash, by text and by digest',
  async (cloud) => {
    const redis = client(cloud);
    const key = randomUUID();
    const script = `#!lua flags=allow-key-locking
local n = redis.call('INCRBY', KEYS[1], ARGV[1])
return {n, 'é', false, {tostring(n), cjson.encode({a = n})}}`;
    const given = [n(7), n(14), n(21)];
    const digest = await redis.scriptLoad(script);
    expect(await redis.scriptExists(digest)).toEqual([1]);
    expect(await redis.eval(script, [key], ['7'])).toEqual(given[0]);
    expect(await redis.evalsha(digest, [key], ['7'])).toEqual(given[1]);
    expect(await redis.createScript(script).exec([key], ['7'])).toEqual(given[2]);
  },
);

function n(count: number) {
  return [count, 'é', null, [count, { a: count }]];
}

onEveryEngine(
  'an unknown digest and an error in a script are told as Redis tells them',
  async (cloud) => {
    const unknown = await post(cloud, '', ['EVALSHA', 'f'.repeat(40), '0']);
    expect(unknown.status).toBe(400);
    expect(await unknown.json()).toEqual({
      error: 'NOSCRIPT No matching script. Please use EVAL.',
    });
    const broken = await post(cloud, '', ['EVAL', "return redis.error_reply('MINE no')", '0']);
    expect(await broken.json()).toEqual({ error: 'MINE no' });
  },
);

onEveryEngine(
  'an eviction takes the keys and the scripts, and the client goes on',
  async (cloud) => {
    const redis = client(cloud);
    const script = redis.createScript<number>("return redis.call('INCR', KEYS[1])");
    const key = randomUUID();
    await script.exec([key], []);
    await cloud.control.clearRedis();
    expect(await redis.get(key)).toBeNull();
    expect(await script.exec([key], [])).toBe(1);
  },
);

onEveryEngine('paths carry commands as well', async (cloud) => {
  const key = randomUUID();
  const token = `_token=${cloud.environment.UPSTASH_REDIS_REST_TOKEN}`;
  const set = await fetch(`${cloud.url}/upstash/set/${key}/a%2Fb?EX=100&${token}`);
  const get = await fetch(`${cloud.url}/upstash/get/${key}?${token}`);
  expect([await set.json(), await get.json()]).toEqual([{ result: 'OK' }, { result: 'a/b' }]);
  expect(await client(cloud).ttl(key)).toBeGreaterThan(90);
});

onEveryEngine('a wrong token is refused before any command', async (cloud) => {
  const key = randomUUID();
  await expect(client(cloud, { token: 'wrong' }).set(key, 'a')).rejects.toThrow('Unauthorized');
  expect(await client(cloud).get(key)).toBeNull();
});

onEveryEngine('without base64 the same values come as plain text', async (cloud) => {
  const redis = client(cloud, { responseEncoding: false });
  const key = randomUUID();
  await redis.set(key, 'é');
  expect(await redis.get(key)).toBe('é');
  expect(await redis.ping()).toBe('PONG');
});

onEveryEngine(
  'what cannot be done over HTTP is refused: sessions, waiting, malformed',
  async (cloud) => {
    const bodies = [
      ['SUBSCRIBE', 'a'],
      ['BLPOP', 'a', '0'],
      ['SELECT', '1'],
      [],
      ['GET', null],
      {},
      'GET',
    ];
    const answers = await Promise.all(bodies.map((body) => post(cloud, '', body)));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(() => 400));
    expect(await answers[0]?.json()).toEqual({
      error: "ERR Command is not available: 'SUBSCRIBE'",
    });
  },
);
