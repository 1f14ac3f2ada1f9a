import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { demonstrationPasswords } from '#local/cloud/breaches/demonstration-passwords.ts';
import { startCloud } from '#local/cloud/start.ts';
import { testKeys } from '#tests/support/cloud.ts';
import { cloudControl } from '#tests/support/cloud-control.ts';

const digestOf = (password: string) =>
  createHash('sha1').update(password).digest('hex').toUpperCase();

async function breachesCloud() {
  const cloud = await startCloud({
    port: 0,
    directory: null,
    keys: testKeys,
    services: ['breaches'],
  });
  const ask = (prefix: string, init: RequestInit = {}) =>
    fetch(`${cloud.url}/breaches/range/${prefix}`, init);
  return { ...cloud, ask, [Symbol.asyncDispose]: cloud.stop };
}

test.each(['password', '123456789', 'qwertyuiop', ...demonstrationPasswords])(
  'the range of %j has its digest with a count',
  async (password) => {
    await using cloud = await breachesCloud();
    const digest = digestOf(password);

    const answer = await cloud.ask(digest.slice(0, 5));

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const rows = (await answer.text()).split('\r\n');
    expect(rows.every((row) => /^[0-9A-F]{35}:[1-9]\d*$/.test(row))).toBe(true);
    expect(rows.some((row) => row.startsWith(`${digest.slice(5)}:`))).toBe(true);
  },
);

test('padding fills a range up to 800 to 1000 rows, with the count 0', async () => {
  await using cloud = await breachesCloud();
  const digest = digestOf('password');

  const answer = await cloud.ask(digest.slice(0, 5), { headers: { 'add-padding': 'true' } });

  const rows = (await answer.text()).split('\r\n');
  expect(rows.length).toBeGreaterThanOrEqual(800);
  expect(rows.length).toBeLessThanOrEqual(1000);
  expect(rows.filter((row) => row.endsWith(':0')).length).toBeGreaterThan(700);
  expect(rows.find((row) => row.startsWith(digest.slice(5)))).toMatch(/:[1-9]\d*$/);
  expect(rows).toEqual([...rows].sort());
});

test('a prefix may be in small letters; what is none is refused', async () => {
  await using cloud = await breachesCloud();

  expect((await cloud.ask('5baa6')).status).toBe(200);
  expect((await cloud.ask('5BAA')).status).toBe(400);
  expect((await cloud.ask('5BAAZ')).status).toBe(400);
  expect((await cloud.ask('5BAA6', { method: 'POST' })).status).toBe(405);
  expect((await fetch(`${cloud.url}/breaches/other`)).status).toBe(404);
});

test('it tells the site where it is, is counted, and can be ill', async () => {
  await using cloud = await breachesCloud();
  const control = cloudControl(cloud.url);
  expect(cloud.environment.BREACHED_PASSWORDS_LOCAL_URL).toBe(`${cloud.url}/breaches`);

  await control.fault('breaches', { mode: 'limited', count: 1 });
  const limited = await cloud.ask('5BAA6');
  await control.fault('breaches', { mode: 'error', count: 1 });
  const broken = await cloud.ask('5BAA6');
  await control.fault('breaches', { mode: 'down', count: 1 });
  await expect(cloud.ask('5BAA6')).rejects.toThrow();

  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
  expect(broken.status).toBe(503);
  expect((await control.counters()).breaches).toEqual({ requests: 3 });
});
