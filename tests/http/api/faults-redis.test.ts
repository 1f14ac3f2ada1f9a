import { expect, test } from 'vitest';
import { limits } from '#core/limits.ts';
import type { FaultSetting } from '#tests/support/cloud-control.ts';
import { withFault, within } from '#tests/support/faults.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  registeredAddress,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';
import { resealed } from '#tests/support/site-secrets.ts';

// A second for the limits, the rest for a hash on a busy machine.
const patience = 4_000;
const wrong = 'not the password of anybody';
/** What an address may do while Redis is silent. */
const strictQuota = Math.floor(limits['sign-in-address'].quota / 4);

const outages: [id: string, name: string, setting: FaultSetting][] = [
  ['FAULT-05', 'refuses connections', { mode: 'down' }],
  ['FAULT-05', 'answers with errors of its own', { mode: 'error' }],
  ['FAULT-06', 'takes ten seconds', { mode: 'slow', latencyMs: 10_000 }],
];

for (const [id, name, setting] of outages) {
  test(`${id} while Redis ${name} everything works under stricter limits, but for renewals`, async () => {
    const member = await verifiedVisitor();
    const pending = await registeredAddress();
    const { token } = await verificationLetter(pending.email);
    const past = Math.floor(Date.now() / 1000) - 900;
    const due = await resealed(member.visitor.session, { iat: past, auth_time: past });
    const headers = { cookie: `gatehouse.session=${due}` };
    // The sign-in made a cookie too: a quarter of an hour ago, as the token says.
    await cloud.clearRedis();
    await withFault('redis', setting, async () => {
      const page = await within(3_000, new Visitor().fetch('/account', { headers }));
      expect([page.status, page.headers.getSetCookie()]).toEqual([200, []]);
      const post = (path: string, body: unknown) =>
        within(patience, new Visitor().post(path, body));
      const newcomer = { email: freshAddress(), password: goodPassword };
      expect((await post('/api/register', newcomer)).status).toBe(202);
      expect((await post('/api/email/verify', { token })).status).toBe(200);
      expect((await post('/api/email/verification', { email: freshAddress() })).status).toBe(202);
      expect(
        (await post('/api/sign-in', { email: member.email, password: member.password })).status,
      ).toBe(200);
      const { visitor } = member;
      for (const path of ['/api/current', '/api/auth/session', '/account', '/sign-in']) {
        expect((await within(patience, visitor.fetch(path))).status, path).toBeLessThan(400);
      }
      const health = await (await new Visitor().fetch('/api/health')).json();
      expect(health).toMatchObject({ status: 'ok', checks: { redis: 'down', database: 'ok' } });

      const guessed = freshAddress();
      for (let tries = 0; tries < strictQuota; tries += 1) {
        const answer = await within(patience, new Visitor().signIn(guessed, wrong));
        expect(await refusalOf(answer)).toEqual([401, 'invalid_credentials']);
      }
      const shut = await within(patience, new Visitor().signIn(guessed, wrong));
      expect((await problemOf(shut)).code).toBe('too_many_attempts');
      expect(shut.headers.get('ratelimit-policy')).toContain(`q=${strictQuota};`);
      expect((await within(patience, visitor.post('/api/sign-out'))).status).toBe(204);
    });
    const renewed = await new Visitor().fetch('/account', { headers });
    expect(renewed.headers.getSetCookie()).toHaveLength(1);
  });
}

test('FAULT-05 with Redis and the database both away nobody is let in unlimited', async () => {
  const { email, password } = await verifiedVisitor();
  await withFault('redis', { mode: 'down' }, () =>
    withFault('database', { mode: 'down' }, async () => {
      const answer = await within(patience, new Visitor().signIn(email, password));
      expect(await refusalOf(answer)).toEqual([503, 'unavailable']);
      const health = await new Visitor().fetch('/api/health');
      expect(health.status).toBe(503);
    }),
  );
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});
