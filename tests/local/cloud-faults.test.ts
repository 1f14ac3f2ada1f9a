import { randomUUID } from 'node:crypto';
import { Redis } from '@upstash/redis';
import { Resend } from 'resend';
import { expect, test } from 'vitest';
import type { TestCloud } from '#tests/support/cloud.ts';
import { cloudOf } from './cloud-world.ts';
import { driver } from './neon-driver.ts';

type Service = 'database' | 'redis' | 'mail';

/** One call of each real client, without a second try: resolves when it succeeded. */
const calls: Record<Service, (cloud: TestCloud) => Promise<unknown>> = {
  database: (cloud) => driver(cloud)`select 1`,
  redis: ({ environment }) =>
    new Redis({
      url: environment.UPSTASH_REDIS_REST_URL ?? '',
      token: environment.UPSTASH_REDIS_REST_TOKEN ?? '',
      // `false` still tries a second time.
      retry: { retries: 0 },
    }).get(randomUUID()),
  async mail({ environment }) {
    const resend = new Resend(environment.RESEND_API_KEY, {
      baseUrl: environment.RESEND_BASE_URL ?? '',
    });
    const to = 'a@example.com';
    const { error } = await resend.emails.send({ from: to, to, subject: 's', text: 't' });
    if (error) throw Object.assign(new Error(error.message), error);
  },
};

const services: Service[] = ['database', 'redis', 'mail'];

for (const service of services) {
  test(`${service} that is down hangs up, for as many requests as was said`, async () => {
    const cloud = await cloudOf('embedded');
    await cloud.control.fault(service, { mode: 'down', count: 2 });
    const call = () => calls[service](cloud);
    await expect(call()).rejects.toThrow(/fetch failed|Unable to fetch data/);
    await expect(call()).rejects.toThrow();
    await expect(call()).resolves.not.toThrow();
  });

  test(`${service} that is slow answers late and rightly`, async () => {
    const cloud = await cloudOf('embedded');
    await cloud.control.fault(service, { mode: 'slow', latencyMs: 300, count: 1 });
    const began = performance.now();
    await calls[service](cloud);
    expect(performance.now() - began).toBeGreaterThan(290);
  });

  test(`${service} that fails answers its own 500 until it is healed`, async () => {
    const cloud = await cloudOf('embedded');
    await cloud.control.fault(service, { mode: 'error' });
    const failures = await Promise.allSettled([1, 2, 3].map(() => calls[service](cloud)));
    await cloud.control.fault(service, { mode: 'ok' });
    const words = { database: 'HTTP status 500', redis: 'ERR internal error', mail: 'unexpected' };
    const said = failures.map((failure) => String(failure.status === 'rejected' && failure.reason));
    for (const text of said) expect(text).toContain(words[service]);
    await calls[service](cloud);
  });

  test(`${service} that limits answers its own 429 without touching the others`, async () => {
    const cloud = await cloudOf('embedded');
    await cloud.control.fault(service, { mode: 'limited', count: 1 });
    for (const other of services.filter((name) => name !== service)) await calls[other](cloud);
    const words = { database: 'HTTP status 429', redis: 'max requests limit', mail: 'Too many' };
    await expect(calls[service](cloud)).rejects.toThrow(words[service]);
    await calls[service](cloud);
  });
}

test('a limited mail service says when to come again', async () => {
  const cloud = await cloudOf('embedded');
  await cloud.control.fault('mail', { mode: 'limited', count: 1 });
  const answer = await fetch(`${cloud.url}/resend/emails`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(429);
  expect(answer.headers.get('retry-after')).toBe('1');
  expect(await answer.json()).toMatchObject({ name: 'rate_limit_exceeded', statusCode: 429 });
});

test('faults leave the control interface and the pages alone', async () => {
  const cloud = await cloudOf('embedded');
  for (const service of services) await cloud.control.fault(service, { mode: 'down' });
  expect(await cloud.control.sql('select 1 as one')).toEqual([{ one: 1 }]);
  expect((await fetch(`${cloud.url}/inbox`)).status).toBe(200);
  for (const service of services) await cloud.control.fault(service, { mode: 'ok' });
});

test('a request that its client gave up while it was slow is never run', async () => {
  const cloud = await cloudOf('embedded');
  await cloud.control.sql('create table given_up (id int4)');
  await cloud.control.fault('database', { mode: 'slow', latencyMs: 200, count: 1 });
  const write = driver(cloud).query('insert into given_up values (1)', [], {
    fetchOptions: { signal: AbortSignal.timeout(50) },
  });
  await expect(write).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await cloud.control.sql('select * from given_up')).toEqual([]);
});
