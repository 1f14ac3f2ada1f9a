import { expect } from 'vitest';
import type { FaultSetting } from './cloud-control.ts';
import { cloud, siteUrl } from './site.ts';
import { siteSecret } from './site-secrets.ts';

/** Runs something while a service of the local cloud is ill, and makes it well again whatever comes. */
export async function withFault<Value>(
  service: 'database' | 'redis' | 'mail' | 'breaches',
  setting: FaultSetting,
  run: () => Promise<Value>,
): Promise<Value> {
  await cloud.fault(service, setting);
  try {
    return await run();
  } finally {
    await cloud.fault(service, { mode: 'ok' });
    // The site remembers an outage of Redis for two seconds before it asks again.
    if (service === 'redis') await new Promise((resolve) => setTimeout(resolve, 2_100));
  }
}

/** Waits for something and holds it to a bound, in milliseconds. */
export async function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  const began = Date.now();
  const value = await promise;
  expect(Date.now() - began).toBeLessThan(milliseconds);
  return value;
}

/** Calls the sweep as the scheduler does. */
export function sweepLetters(): Promise<Response> {
  return fetch(`${siteUrl}/api/cron/deliver-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer ${siteSecret('CRON_SECRET')}` },
  });
}

/** Sweeps until an address has no letter on its way, as if every wait between two tries were over. */
export async function sweepUntilSent(email: string): Promise<void> {
  for (let tries = 0; tries < 12; tries += 1) {
    const waiting = await cloud.sql(
      `update outbox set due_at = created_at, leased_until = null
        where recipient = $1 and sent_at is null and buried_at is null returning id`,
      [email],
    );
    if (waiting.length === 0) return;
    await sweepLetters();
  }
  throw new Error(`letters to ${email} are still on their way`);
}

/** Waits until the site has tried, and failed, to send a letter to an address. */
export async function untilPostponed(email: string): Promise<void> {
  const query = `select 1 from outbox where recipient = $1 and attempts > 0
    and leased_until is null and last_error_code is not null`;
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await cloud.sql(query, [email])).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no letter to ${email} was postponed`);
}
