import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createClient } from 'redis';
import { startCloud } from '#local/cloud/start.ts';
import { type CloudControl, cloudControl } from './cloud-control.ts';

export type Engine = 'embedded' | 'server';

const { TEST_POSTGRES_URL: postgresUrl, TEST_REDIS_URL: redisUrl } = process.env;

/** The engines that tests run on: the real servers too, when the environment says where they are. */
export const engines: Engine[] = postgresUrl || redisUrl ? ['embedded', 'server'] : ['embedded'];

/** The keys of every test cloud. */
export const testKeys = {
  databasePassword: 'test-database-password',
  redisToken: 'test-redis-token',
  mailApiKey: 're_test_mail_key',
  oauthSecret: 'test-oauth-secret',
};

export type TestCloud = {
  url: string;
  environment: Record<string, string>;
  control: CloudControl;
  stop(): Promise<void>;
};

/** Starts a cloud in memory, or on the real servers, with a fresh empty database and store. */
export async function startTestCloud(engine: Engine = 'embedded'): Promise<TestCloud> {
  const servers = engine === 'server' ? await takeServers() : null;
  const cloud = await startCloud({
    port: 0,
    directory: null,
    keys: testKeys,
    ...servers?.options,
  });
  const { url, environment } = cloud;
  return {
    url,
    environment,
    control: cloudControl(url),
    async stop() {
      await cloud.stop();
      await servers?.release();
    },
  };
}

/** Takes a database of its own on the real server; what has no real server stays embedded. */
async function takeServers() {
  const options: { postgresUrl?: string; redisUrl?: string } = {};
  const releases: (() => Promise<void>)[] = [];
  if (postgresUrl) {
    const name = `gatehouse_test_${randomUUID().replaceAll('-', '')}`;
    await onPostgres(postgresUrl, `create database ${name}`);
    const address = new URL(postgresUrl);
    address.pathname = `/${name}`;
    options.postgresUrl = address.href;
    releases.push(() => onPostgres(postgresUrl, `drop database ${name} with (force)`));
  }
  if (redisUrl) {
    const store = await takeRedisStore(redisUrl);
    options.redisUrl = store.url;
    releases.push(store.release);
  }
  return {
    options,
    async release() {
      await Promise.all(releases.map((release) => release()));
    },
  };
}

/** Takes one of the server's numbered stores for this cloud alone: several test runs share it. */
async function takeRedisStore(url: string) {
  const client = createClient({ url });
  await client.connect();
  const owner = randomUUID();
  const note = (store: number) => `gatehouse-test-store:${store}`;
  try {
    for (let store = 1; store <= 15; store += 1) {
      if ((await client.set(note(store), owner, { NX: true, EX: 600 })) === null) continue;
      await client.select(store);
      await client.flushDb();
      const address = new URL(url);
      address.pathname = `/${store}`;
      return { url: address.href, release: () => removeKey(url, note(store)) };
    }
    throw new Error('All 15 stores of the Redis for tests are taken.');
  } finally {
    await client.close();
  }
}

async function removeKey(url: string, key: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  await client.del(key);
  await client.close();
}

async function onPostgres(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
