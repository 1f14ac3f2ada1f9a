import { expect, test } from 'vitest';
import type { FaultSetting } from '#tests/support/cloud-control.ts';
import { sweepUntilSent, withFault, within } from '#tests/support/faults.ts';
import { member } from '#tests/support/held-sessions.ts';
import { resetTokenOf } from '#tests/support/letters.ts';
import { problemOf } from '#tests/support/problems.ts';
import { cloud, Visitor } from '#tests/support/site.ts';

const chosen = 'seven harbours under a quiet moon';

const forget = (email: string) => new Visitor().post('/api/password/forgot', { email });
const reset = (token: string) =>
  new Visitor().post('/api/password/reset', { token, password: chosen });

const troubles: [name: string, setting: FaultSetting][] = [
  ['is down', { mode: 'down' }],
  ['answers with errors of its own', { mode: 'error' }],
  ['is limited', { mode: 'limited' }],
  ['takes a minute', { mode: 'slow', latencyMs: 60_000 }],
];

for (const [name, setting] of troubles) {
  test(`while the database ${name} forgot and reset are 503 within five seconds, and nothing is used up`, async () => {
    const { email } = await member();
    await forget(email);
    const token = await resetTokenOf(email);
    await cloud.sql(
      "update outbox set created_at = created_at - interval '61 seconds' where recipient = $1",
      [email],
    );
    await withFault('database', setting, async () => {
      const answers = [within(5000, forget(email)), within(5000, reset(token))];
      for (const answer of await Promise.all(answers)) {
        expect(await problemOf(answer)).toMatchObject({ status: 503, code: 'unavailable' });
      }
    });
    expect((await reset(token)).status).toBe(200);
    expect((await forget(email)).status).toBe(202);
    expect((await reset(await resetTokenOf(email, 1))).status).toBe(200);
  });

  test(`while Redis ${name} forgot and reset go on within five seconds, and sessions end`, async () => {
    const { visitor, email } = await member();
    await withFault('redis', setting, async () => {
      expect((await within(5000, forget(email))).status).toBe(202);
      const token = await resetTokenOf(email);
      expect((await within(5000, reset(token))).status).toBe(200);
      const write = visitor.send('DELETE', '/api/sessions?scope=others');
      expect((await within(5000, write)).status).toBe(401);
    });
    expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
  });

  test(`while the mail provider ${name} forgot and reset answer as ever, and the letters come later`, async () => {
    const { email } = await member();
    await withFault('mail', setting, async () => {
      expect((await within(5000, forget(email))).status).toBe(202);
    });
    await sweepUntilSent(email);
    const token = await resetTokenOf(email);
    await withFault('mail', setting, async () => {
      expect((await within(5000, reset(token))).status).toBe(200);
    });
    await sweepUntilSent(email);
    const subjects = (await cloud.inbox(email)).map(({ subject }) => subject);
    expect(subjects).toHaveLength(2);
  });

  test(`while the list of breached passwords ${name} a reset goes on within five seconds`, async () => {
    const { email, user } = await member();
    await forget(email);
    const token = await resetTokenOf(email);
    await withFault('breaches', setting, async () => {
      expect((await within(5000, reset(token))).status).toBe(200);
    });
    const rows = await cloud.sql('select password_checked_at from users where id = $1', [user.id]);
    expect(rows).toEqual([{ password_checked_at: null }]);
  });
}
