import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startCloud } from '#local/cloud/start.ts';
import { testKeys } from '#tests/support/cloud.ts';
import { cloudControl } from '#tests/support/cloud-control.ts';
import { cloudOf } from './cloud-world.ts';
import { driver } from './neon-driver.ts';

type Options = Partial<Parameters<typeof startCloud>[0]>;

async function startOwn(options: Options) {
  const cloud = await startCloud({ port: 0, directory: null, keys: testKeys, ...options });
  onTestFinished(cloud.stop);
  return cloud;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-cloud-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Status of a request whose headers no browser or fetch would let us choose. */
function statusOf(url: string, method: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(method === 'PUT' ? '{"mode":"ok"}' : undefined);
  });
}

function setFault(url: string, service: string, fault: unknown) {
  return fetch(`${url}/control/faults/${service}`, { method: 'PUT', body: JSON.stringify(fault) });
}

test('counters count requests and what was in them, until they are reset', async () => {
  const cloud = await cloudOf('embedded');
  const sql = driver(cloud);
  await cloud.control.resetCounters();
  await sql.transaction([sql`select 1`, sql`select 2`, sql`select 3`]);
  await sql`select 4`;
  await cloud.control.sql('select 5');
  expect(await cloud.control.counters()).toMatchObject({
    database: { requests: 2, statements: 4 },
    redis: { requests: 0, commands: 0 },
    mail: { requests: 0 },
  });
  await cloud.control.resetCounters();
  expect((await cloud.control.counters()).database).toEqual({ requests: 0, statements: 0 });
});

test('faults that do not exist are refused: service, mode, member, number', async () => {
  const { url } = await startOwn({ services: ['mail'] });
  const statuses = await Promise.all([
    setFault(url, 'nowhere', { mode: 'ok' }),
    setFault(url, 'database', { mode: 'ok' }),
    setFault(url, 'mail', { mode: 'sleepy' }),
    setFault(url, 'mail', { mode: 'ok', colour: 'red' }),
    setFault(url, 'mail', { mode: 'slow', latencyMs: -1 }),
    setFault(url, 'mail', { mode: 'slow', latencyMs: '5' }),
    setFault(url, 'mail', { mode: 'down', count: 0 }),
    setFault(url, 'mail', [1]),
    setFault(url, 'mail', { mode: 'down', latencyMs: 0, count: null }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([
    404, 404, 422, 422, 422, 422, 422, 422, 204,
  ]);
});

test('unknown controls are 404, wrong methods 405 with what is allowed', async () => {
  const { url } = await startOwn({ services: ['mail'] });
  const wrong = await fetch(`${url}/control/counters`, { method: 'POST' });
  expect((await fetch(`${url}/control/nothing`)).status).toBe(404);
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, DELETE']);
});

test('SQL that PostgreSQL refuses is a 400 with its code', async () => {
  const cloud = await cloudOf('embedded');
  const body = JSON.stringify({ query: 'select 1/0' });
  const answer = await fetch(`${cloud.url}/control/sql`, { method: 'POST', body });
  expect([answer.status, (await answer.json()).code]).toEqual([400, '22012']);
});

test('a service that was not asked for is absent everywhere', async () => {
  const cloud = await startOwn({ services: ['mail'] });
  expect(Object.keys(cloud.environment).sort()).toEqual([
    'LOCAL_CLOUD_URL',
    'RESEND_API_KEY',
    'RESEND_BASE_URL',
  ]);
  expect(await cloudControl(cloud.url).counters()).toEqual({ mail: { requests: 0 } });
  expect((await fetch(`${cloud.url}/neon/sql`, { method: 'POST' })).status).toBe(404);
});

test('localhost answers by both of its addresses', async () => {
  const { url } = await startOwn({ services: ['mail'] });
  const { port } = new URL(url);
  const hosts = ['localhost', '127.0.0.1', '[::1]'];
  const answers = await Promise.all(hosts.map((host) => fetch(`http://${host}:${port}/inbox`)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('a name that was bound to this machine reaches nothing (DNS rebinding)', async () => {
  const { url } = await startOwn({ services: ['mail'] });
  const hosts = ['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io:80', 'localhost@evil'];
  const statuses = await Promise.all(
    hosts.map((host) => statusOf(`${url}/control/inbox`, 'GET', { host })),
  );
  expect(statuses.filter((status) => status < 400)).toEqual([]);
});

test('a page from elsewhere cannot write to the control interface, the site can', async () => {
  const { url } = await startOwn({ services: ['mail'], siteUrl: 'http://localhost:3999' });
  const put = (headers: Record<string, string>) =>
    statusOf(`${url}/control/faults/mail`, 'PUT', headers);
  expect(await put({ origin: 'https://evil.example' })).toBe(403);
  expect(await put({ origin: 'null' })).toBe(403);
  expect(await put({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  expect(await statusOf(`${url}/inbox/clear`, 'POST', { origin: 'https://evil.example' })).toBe(
    403,
  );
  expect(await put({ origin: 'http://localhost:3999' })).toBe(204);
  expect(await put({ origin: url })).toBe(204);
  expect(await put({})).toBe(204);
});

test('a body that is too large is refused and the cloud goes on', async () => {
  const { url } = await startOwn({ services: ['mail'] });
  const body = Buffer.alloc(11 * 1024 * 1024, 0x20);
  const answer = await fetch(`${url}/resend/emails`, { method: 'POST', body }).catch(() => null);
  expect(answer === null || answer.status === 413).toBe(true);
  expect((await fetch(`${url}/inbox`)).status).toBe(200);
});

test('the stop ends requests that wait, frees the port, and may be called twice', async () => {
  const cloud = await startOwn({ services: ['mail'] });
  await cloudControl(cloud.url).fault('mail', { mode: 'slow', latencyMs: 60_000 });
  const waiting = fetch(`${cloud.url}/resend/emails`, { method: 'POST', body: '{}' });
  await Promise.all([expect(waiting).rejects.toThrow(), wait(100).then(cloud.stop)]);
  await cloud.stop();
  const again = await startOwn({ port: Number(new URL(cloud.url).port), services: ['mail'] });
  expect(again.url).toBe(cloud.url);
});

test('a port that is taken is an error, and nothing stays open behind it', async () => {
  const folder = temporaryFolder();
  const first = await startOwn({ services: ['mail'] });
  const port = Number(new URL(first.url).port);
  const second = startOwn({ port, directory: folder, services: ['database'] });
  await expect(second).rejects.toThrow('EADDRINUSE');
  await startOwn({ directory: folder, services: ['database'] });
});

test('a folder is used by one cloud at a time, and keeps its data', async () => {
  const directory = temporaryFolder();
  const first = await startOwn({ directory, services: ['database'] });
  await cloudControl(first.url).sql('create table kept as select 7 as n');
  await expect(startOwn({ directory, services: ['database'] })).rejects.toThrow(
    `is in use by process ${process.pid}`,
  );
  await first.stop();
  const second = await startOwn({ directory, services: ['database'] });
  expect(await cloudControl(second.url).sql('select n from kept')).toEqual([{ n: 7 }]);
});

test('a lock that a dead process left behind is taken over', async () => {
  const directory = temporaryFolder();
  const first = await startOwn({ directory, services: ['database'] });
  await first.stop();
  writeFileSync(join(directory, 'postgres', 'lock'), '{"pid":4194303,"startedAt":"1"}');
  const second = await startOwn({ directory, services: ['database'] });
  expect(await cloudControl(second.url).sql('select 1 as one')).toEqual([{ one: 1 }]);
});

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
