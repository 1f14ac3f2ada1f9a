import { expect, test } from 'vitest';
import type { FaultSetting } from '#tests/support/cloud-control.ts';
import {
  sweepLetters,
  sweepUntilSent,
  untilPostponed,
  withFault,
  within,
} from '#tests/support/faults.ts';
import { letterAfter } from '#tests/support/letters.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  registeredAddress,
  Visitor,
  verificationLetter,
} from '#tests/support/site.ts';

// The letter is sent after the answer, so a slow provider delays nobody.
const atOnce = 3_000;

const outages: [id: string, name: string, setting: FaultSetting][] = [
  ['FAULT-08', 'limits us', { mode: 'limited' }],
  ['FAULT-09', 'answers with errors of its own', { mode: 'error' }],
  ['FAULT-09', 'refuses connections', { mode: 'down' }],
  ['FAULT-09', 'takes half a minute', { mode: 'slow', latencyMs: 30_000 }],
];

for (const [id, name, setting] of outages) {
  test(`${id} while the mail provider ${name} the answer comes at once and the letter once, later`, async () => {
    const email = freshAddress();
    await withFault('mail', setting, async () => {
      const answer = new Visitor().post('/api/register', { email, password: goodPassword });
      expect((await within(atOnce, answer)).status).toBe(202);
      await untilPostponed(email);
      expect(await cloud.inbox(email)).toEqual([]);
      // Checks are shared for a second: one of before the fault may still be told.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const health = await new Visitor().fetch('/api/health');
      expect([health.status, (await health.json()).checks.mail]).toEqual([200, 'down']);
    });
    await sweepUntilSent(email);
    await sweepLetters();
    const letters = await cloud.inbox(email);
    const rows = await cloud.sql(
      'select id, attempts, props_sealed from outbox where recipient = $1',
      [email],
    );
    expect(rows).toEqual([
      { id: letters[0]?.idempotencyKey, attempts: expect.any(Number), props_sealed: null },
    ]);
    expect(letters).toHaveLength(1);
    expect(rows[0]?.attempts).toBeGreaterThan(1);
    const { token } = await verificationLetter(email);
    expect((await new Visitor().post('/api/email/verify', { token })).status).toBe(200);
  });
}

test('FAULT-08 three refusals with a wait are obeyed, then the letter comes once under its one key', async () => {
  const { email } = await registeredAddress();
  await letterAfter(email, 0);
  await cloud.sql(
    "update outbox set created_at = created_at - interval '2 minutes' where recipient = $1",
    [email],
  );
  await withFault('mail', { mode: 'limited', count: 3 }, async () => {
    const answer = new Visitor().post('/api/email/verification', { email });
    expect((await within(atOnce, answer)).status).toBe(202);
    await untilPostponed(email);
    const [waiting] = await cloud.sql(
      `select due_at > now() as waits, last_error_code from outbox
        where recipient = $1 and sent_at is null`,
      [email],
    );
    expect(waiting).toEqual({ waits: true, last_error_code: expect.stringMatching(/^http_429/) });
    await sweepUntilSent(email);
  });
  const letters = await cloud.inbox(email);
  expect(letters).toHaveLength(2);
  expect(new Set(letters.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2);
});

test('FAULT-09 a letter that was taken but never marked as sent is not sent twice', async () => {
  const email = freshAddress();
  await withFault('mail', { mode: 'slow', latencyMs: 1_500 }, async () => {
    await new Visitor().post('/api/register', { email, password: goodPassword });
    await untilLeased(email);
    // The provider takes the letter while nobody can write that down.
    await withFault('database', { mode: 'down' }, () => letterAfter(email, 0));
  });
  const [row] = await cloud.sql('select sent_at from outbox where recipient = $1', [email]);
  expect(row).toEqual({ sent_at: null });
  await sweepUntilSent(email);
  expect(await cloud.inbox(email)).toHaveLength(1);
  const [sent] = await cloud.sql('select sent_at from outbox where recipient = $1', [email]);
  expect(sent?.sent_at).not.toBeNull();
});

test('a letter that is being sent is left alone by sweeps that come meanwhile', async () => {
  const email = freshAddress();
  await withFault('mail', { mode: 'slow', latencyMs: 1_000 }, async () => {
    await new Visitor().post('/api/register', { email, password: goodPassword });
    await untilLeased(email);
    await Promise.all([1, 2, 3, 4, 5].map(sweepLetters));
    await letterAfter(email, 0);
  });
  const rows = await cloud.sql('select attempts from outbox where recipient = $1', [email]);
  expect(rows).toEqual([{ attempts: 1 }]);
  expect(await cloud.inbox(email)).toHaveLength(1);
});

async function untilLeased(email: string): Promise<void> {
  const query = 'select 1 from outbox where recipient = $1 and leased_until is not null';
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await cloud.sql(query, [email])).length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nobody began to send the letter to ${email}`);
}
