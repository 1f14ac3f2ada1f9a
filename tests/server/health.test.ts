import { expect, it, onTestFinished, vi } from 'vitest';
import { createHealth, reachMail } from '#server/health-checks.ts';
import { createRedis, pingRedis, redisFault } from '#server/redis.ts';
import { startImpostor } from '#tests/support/redis-impostor.ts';

const fine = async () => undefined;
const broken = () => Promise.reject(new Error('postgresql://user:hunter2@db'));
const silent = () => new Promise<void>(() => undefined);

it('is healthy while all services answer', async () => {
  const health = createHealth({ database: fine, redis: fine, mail: fine });
  expect(await health()).toEqual({
    isHealthy: true,
    checks: { database: 'ok', redis: 'ok', mail: 'ok' },
  });
});

it('is not healthy without the database, since nobody can sign in', async () => {
  const health = createHealth({ database: broken, redis: fine, mail: fine });
  expect(await health()).toEqual({
    isHealthy: false,
    checks: { database: 'down', redis: 'ok', mail: 'ok' },
  });
});

it('stays healthy without Redis and mail, and says that they are down', async () => {
  const health = createHealth({
    database: fine,
    redis: broken,
    mail: () => {
      throw new Error('thrown at once');
    },
  });
  expect(await health()).toEqual({
    isHealthy: true,
    checks: { database: 'ok', redis: 'down', mail: 'down' },
  });
});

it('waits a second for all silent services together', async () => {
  const health = createHealth({ database: silent, redis: silent, mail: silent });
  const late = new Promise((resolve) => setTimeout(() => resolve('late'), 1500));
  expect(await Promise.race([health(), late])).toEqual({
    isHealthy: false,
    checks: { database: 'down', redis: 'down', mail: 'down' },
  });
});

it('asks the services once a second at most, however many ask it', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const database = vi.fn(fine);
  const health = createHealth({ database, redis: fine, mail: fine });
  await Promise.all(Array.from({ length: 20 }, health));
  expect(database).toHaveBeenCalledTimes(1);
  vi.setSystemTime(Date.now() + 1000);
  await health();
  expect(database).toHaveBeenCalledTimes(2);
});

it.each([
  [200, true],
  [401, true],
  [404, true],
  [405, true],
  [429, false],
  [500, false],
  [503, false],
])('a mail provider that answers %i is reached: %s', async (status, isReached) => {
  const provider = await startImpostor((response) => response.writeHead(status).end('{}'));
  const reached = await reachMail(provider.url).then(
    () => true,
    () => false,
  );
  await provider.stop();
  expect(reached).toBe(isReached);
});

it('pings Redis, and takes nothing but its pong', async () => {
  const pong = await startImpostor((response, body) => {
    const isPipeline = Array.isArray(JSON.parse(body)[0]);
    const answer = { result: btoa('PONG') };
    response.writeHead(200).end(JSON.stringify(isPipeline ? [answer] : answer));
  });
  await expect(pingRedis(createRedis({ url: pong.url, token: 't' }))).resolves.toBeUndefined();
  await pong.stop();
  await expect(pingRedis(createRedis({ url: pong.url, token: 't' }))).rejects.toMatchObject({
    service: 'redis',
    code: 'unreachable',
  });
  const page = await startImpostor((response) => response.writeHead(200).end('<html>'));
  await expect(pingRedis(createRedis({ url: page.url, token: 't' }))).rejects.toMatchObject({
    code: 'unreadable',
  });
  await page.stop();
});

it('LOG-01 a fault of Redis carries none of the command that failed', async () => {
  const redis = await startImpostor((response) => response.writeHead(400).end('{"error":"ERR"}'));
  const client = createRedis({ url: redis.url, token: 'token' });
  const error = await client.set('MARKER', 'MARKER').catch((thrown: unknown) => thrown);
  await redis.stop();
  expect(String(error)).toContain('MARKER');
  const fault = redisFault(error);
  expect(fault).toMatchObject({ service: 'redis', code: 'refused' });
  expect(JSON.stringify(fault) + fault.message + String(fault.cause)).not.toContain('MARKER');
});

it('asks Redis once: no try is repeated behind the back of whoever asked', async () => {
  const redis = await startImpostor((response) => response.destroy());
  const client = createRedis({ url: redis.url, token: 'token' });
  await expect(client.set('key', 'value')).rejects.toThrow();
  await redis.stop();
  expect(redis.bodies).toHaveLength(1);
});
