import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { createDatabase } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { startCloud } from '#local/cloud/start.ts';
import { lockDirectory } from '#local/directory-lock.mjs';
import { keepSecrets } from '#local/launcher/secrets.ts';
import { createVault } from '#server/vault.ts';
import { testKeys } from '#tests/support/cloud.ts';
import { temporaryFolders } from '#tests/support/plain-node.ts';

const { folder, remove } = temporaryFolders();
afterEach(remove);

const [newest, older] = ['Zr3Ux8Ge1Mo5Ty7Hk2Pc9Vd4Sb6Wn0Qj', 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E'];
const userId = '0b0c7c5e-51a5-4f0e-9b7e-5f2f2f3a1c11';
const place = { userId, provider: 'google', field: 'access_token' } as const;

/** Runs the command with these variables, and none of the ones that would lead it elsewhere. */
function reseal(variables: Record<string, string>, args: string[] = []) {
  const none = { DATABASE_URL: '', LOCAL_POSTGRES_URL: '', AUTH_SECRET: '', AUTH_SECRET_1: '' };
  const env = { ...process.env, ...none, AUTH_SECRET_2: '', AUTH_SECRET_3: '', ...variables };
  const child = spawn(process.execPath, ['local/vault-reseal.mjs', ...args], { env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  return new Promise<{ status: number | null; output: string }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** Starts a cloud, migrates it, puts one sealed token there, and stops it. */
async function leave(sealed: string, where: { directory: string } | { postgresUrl: string }) {
  const cloud = await startCloud({
    port: 0,
    directory: null,
    keys: testKeys,
    services: ['database'],
    ...where,
  });
  try {
    const { DATABASE_URL: url = '', DATABASE_HTTP_ENDPOINT: endpoint } = cloud.environment;
    await migrateDatabase(createDatabase({ url, endpoint, timeoutMilliseconds: 30_000 }));
    const sql = { query: seeding, params: [userId, sealed] };
    const answer = await fetch(`${cloud.url}/control/sql`, {
      method: 'POST',
      body: JSON.stringify(sql),
    });
    expect(answer.status).toBe(200);
  } finally {
    await cloud.stop();
  }
}

const seeding = `
  with owner as (
    insert into users (id, email, email_normalised)
    values ($1::uuid, 'a@example.test', 'a@example.test') returning id
  )
  insert into accounts (user_id, type, provider, provider_account_id, access_token_sealed)
  select id, 'oidc', 'google', 'one', $2::text from owner`;

const reading = 'select access_token_sealed as sealed from accounts';

test('the local cloud’s folder is sealed anew while it is stopped', {
  timeout: 120_000,
}, async () => {
  const LOCAL_DIR = folder();
  const { authSecret } = keepSecrets(LOCAL_DIR);
  await leave(await createVault([older]).seal('token', place), { directory: LOCAL_DIR });
  const lost = await reseal({ LOCAL_DIR });
  expect(lost).toMatchObject({ status: 1, output: expect.stringContaining('1 cannot be opened') });
  const anew = await reseal({ LOCAL_DIR, AUTH_SECRET_1: older });
  expect(anew.output).toContain('On the local database');
  expect(anew.output).toContain('1 sealed anew, 0 under the newest secret already, 0 cannot');
  expect(anew.status).toBe(0);
  const database = await PGlite.create(join(LOCAL_DIR, 'postgres', 'data'));
  const { rows } = await database.query<{ sealed: string }>(reading);
  await database.close();
  expect(await createVault([authSecret]).open(rows[0]?.sealed ?? '', place)).toBe('token');
  expect(lost.output + anew.output).not.toContain(authSecret);
});

test('a folder that is in use, or not there, is left alone', async () => {
  const LOCAL_DIR = folder();
  const missing = await reseal({ LOCAL_DIR, AUTH_SECRET: newest });
  expect(missing).toMatchObject({ status: 1, output: expect.stringContaining('no database in') });
  const lock = lockDirectory(join(LOCAL_DIR, 'postgres'));
  expect(lock.taken).toBe(true);
  const used = await reseal({ LOCAL_DIR, AUTH_SECRET: newest });
  expect(used).toMatchObject({ status: 1, output: expect.stringContaining('stop that one first') });
});

test('a database that is real needs the site’s own secret, and its failure shows no more than a code', async () => {
  const DATABASE_URL = 'postgresql://someone:marker@localhost:1/site';
  const bare = await reseal({ DATABASE_URL, LOCAL_DIR: folder() });
  expect(bare).toMatchObject({
    status: 1,
    output: expect.stringContaining('AUTH_SECRET is missing'),
  });
  const silent = await reseal({ DATABASE_URL, AUTH_SECRET: newest, LOCAL_DIR: folder() });
  expect(silent).toMatchObject({ status: 1, output: expect.stringContaining('ECONNREFUSED') });
  expect(silent.output).toContain('On localhost:1/site');
  expect(silent.output).not.toContain('marker');
});

test('it explains itself, and takes nothing else', async () => {
  const help = await reseal({}, ['--help']);
  expect(help).toMatchObject({ status: 0, output: expect.stringContaining('AUTH_SECRET_1') });
  expect(await reseal({}, ['--force'])).toMatchObject({ status: 2 });
});

const { TEST_POSTGRES_URL: postgresUrl } = process.env;
for (const server of postgresUrl ? [postgresUrl] : []) {
  test('a PostgreSQL is sealed anew by its address', { timeout: 120_000 }, async () => {
    const address = new URL(server);
    address.pathname = `/gatehouse_test_${randomUUID().replaceAll('-', '')}`;
    const name = address.pathname.slice(1);
    await onServer(server, `create database ${name}`);
    onTestFinished(async () => {
      await onServer(server, `drop database ${name} with (force)`);
    });
    await leave(await createVault([older]).seal('token', place), { postgresUrl: address.href });
    const secrets = { AUTH_SECRET: newest, AUTH_SECRET_1: older };
    const done = await reseal({ DATABASE_URL: address.href, LOCAL_DIR: folder(), ...secrets });
    expect(done).toMatchObject({ status: 0, output: expect.stringContaining('1 sealed anew') });
    const [row] = await onServer(address.href, reading);
    expect(await createVault([newest]).open(String(row?.sealed), place)).toBe('token');
  });
}

async function onServer(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
