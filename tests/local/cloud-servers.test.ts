import { createServer, type Socket } from 'node:net';
import { Redis } from '@upstash/redis';
import { Client } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startCloud } from '#local/cloud/start.ts';
import { engines, startTestCloud, testKeys } from '#tests/support/cloud.ts';
import { driver } from './neon-driver.ts';

const servers = process.env.TEST_POSTGRES_URL
  ? engines.filter((engine) => engine === 'server')
  : [];

test.each(servers)('connections to a real PostgreSQL that idle are ended (%s)', async (engine) => {
  const cloud = await startTestCloud(engine);
  onTestFinished(cloud.stop);
  const name = (await cloud.control.sql('select current_database() as name'))[0]?.name;
  const sql = driver(cloud);
  await Promise.all(Array.from({ length: 6 }, () => sql`select pg_sleep(0.1)`));
  const watcher = new Client({ connectionString: process.env.TEST_POSTGRES_URL });
  await watcher.connect();
  onTestFinished(() => watcher.end());
  const count = async () => {
    const text = 'select count(*)::int4 as n from pg_stat_activity where datname = $1';
    return (await watcher.query(text, [name])).rows[0].n;
  };
  expect(await count()).toBeGreaterThan(1);
  await vi.waitFor(async () => expect(await count()).toBe(0), { timeout: 9_000, interval: 250 });
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
});

test.each(servers)('a connection that PostgreSQL ends is replaced (%s)', async (engine) => {
  const cloud = await startTestCloud(engine);
  onTestFinished(cloud.stop);
  const sql = driver(cloud);
  await expect(sql`select pg_terminate_backend(pg_backend_pid())`).rejects.toThrow();
  await vi.waitFor(async () => expect(await sql`select 1 as one`).toEqual([{ one: 1 }]));
});

test('a PostgreSQL that is not there is said at the start', async () => {
  const options = { port: 0, directory: null, keys: testKeys, services: ['database' as const] };
  const started = startCloud({ ...options, postgresUrl: 'postgresql://nobody@127.0.0.1:1/none' });
  await expect(started).rejects.toThrow('ECONNREFUSED');
});

test('a Redis that is not there is said at the start', async () => {
  const options = { port: 0, directory: null, keys: testKeys, services: ['redis' as const] };
  const started = startCloud({ ...options, redisUrl: 'redis://127.0.0.1:1' });
  await expect(started).rejects.toThrow('ECONNREFUSED');
});

test('a Redis that hangs up is a 500 of the stand-in, not the end of it', async () => {
  const sockets = new Set<Socket>();
  const redis = createServer((socket) => {
    sockets.add(socket);
    // It greets, and hangs up at the first GET.
    socket.on('data', (data) => {
      if (/get/i.test(data.toString())) socket.destroy();
      else socket.write('+OK\r\n'.repeat(data.toString().split('*').length - 1));
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => redis.listen(0, '127.0.0.1', resolve));
  const address = redis.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const cloud = await startCloud({
    port: 0,
    directory: null,
    keys: testKeys,
    services: ['redis'],
    redisUrl: `redis://127.0.0.1:${port}`,
  });
  onTestFinished(async () => {
    await cloud.stop();
    for (const socket of sockets) socket.destroy();
    redis.close();
  });
  const client = new Redis({
    url: cloud.environment.UPSTASH_REDIS_REST_URL ?? '',
    token: testKeys.redisToken,
    retry: { retries: 0 },
  });
  await expect(client.get('a')).rejects.toThrow('not reachable');
  expect((await fetch(cloud.url)).status).toBe(200);
});
