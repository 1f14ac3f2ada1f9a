import { expect, test } from 'vitest';
import { credentialsCallback, postAsAuthClient } from '#tests/support/auth-client.ts';
import type { FaultSetting } from '#tests/support/cloud-control.ts';
import { sweepUntilSent, withFault, within } from '#tests/support/faults.ts';
import { letterAfter } from '#tests/support/letters.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  registeredAddress,
  seededPassword,
  seededVisitor,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

const outages: [id: string, name: string, setting: FaultSetting, milliseconds: number][] = [
  ['FAULT-01', 'refuses connections', { mode: 'down' }, 3_000],
  ['FAULT-01', 'answers with errors of its own', { mode: 'error' }, 3_000],
  ['FAULT-02', 'takes a minute', { mode: 'slow', latencyMs: 60_000 }, 6_000],
];

for (const [id, name, setting, milliseconds] of outages) {
  test(`${id} while the database ${name} writes are 503, reads go on, and nothing is lost`, async () => {
    const [member, leaving] = [await verifiedVisitor(), await seededVisitor('user')];
    const pending = await registeredAddress();
    const { token } = await verificationLetter(pending.email);
    const forgetful = await registeredAddress();
    await letterAfter(forgetful.email, 0);
    await cloud.sql(
      "update outbox set created_at = created_at - interval '2 minutes' where recipient = $1",
      [forgetful.email],
    );
    const newcomer = freshAddress();
    const writes = [
      () => new Visitor().post('/api/register', { email: newcomer, password: goodPassword }),
      () => new Visitor().post('/api/email/verify', { token }),
      () => new Visitor().post('/api/email/verification', { email: forgetful.email }),
      () => new Visitor().signIn(member.email, member.password),
    ];

    await withFault('database', setting, async () => {
      const refused = writes.map((write) => within(milliseconds, write()));
      const auth = within(
        milliseconds + 1_000,
        credentialsCallback(postAsAuthClient, new Visitor(), member.email, member.password),
      );
      const left = within(milliseconds, leaving.post('/api/sign-out'));
      const reads = ['/', '/sign-in', '/register', '/account', '/api/current', '/api/auth/session'];
      for (const path of reads) {
        expect(
          (await member.visitor.fetch(path, { redirect: 'manual' })).status,
          path,
        ).toBeLessThan(400);
      }
      expect((await new Visitor().fetch('/account')).status).toBe(307);
      for (const answer of await Promise.all(refused)) {
        expect(await problemOf(answer)).toMatchObject({
          status: 503,
          code: 'unavailable',
          retryAfter: 5,
        });
      }
      const { status, headers } = await auth;
      expect([status, (await (await auth).json()).code]).toEqual([503, 'unavailable']);
      expect(headers.get('retry-after')).toBe('5');
      expect((await left).status).toBe(204);
      expect(leaving.session).toBeUndefined();
      const health = await new Visitor().fetch('/api/health');
      expect([health.status, (await health.json()).checks.database]).toEqual([503, 'down']);
    });

    const [registered, verified, resent, signedIn] = await Promise.all(
      writes.map((write) => write()),
    );
    expect([registered?.status, verified?.status, resent?.status, signedIn?.status]).toEqual([
      202, 200, 202, 200,
    ]);
    for (const email of [newcomer, forgetful.email]) await sweepUntilSent(email);
    expect(await cloud.inbox(newcomer)).toHaveLength(1);
    expect(await cloud.inbox(forgetful.email)).toHaveLength(2);
    expect(await cloud.sql('select 1 from users where email = $1', [newcomer])).toHaveLength(1);
  });
}

test('FAULT-01 a database that comes and goes within one sign-in opens no half a session', async () => {
  const { email, password } = await verifiedVisitor();
  const open = async () =>
    (
      await cloud.sql(
        `select count(*)::int as n from sessions join users on users.id = user_id where email = $1`,
        [email],
      )
    )[0]?.n;
  const before = await open();
  const visitor = new Visitor();
  const answer = await withFault('database', { mode: 'down', count: 1 }, () =>
    visitor.signIn(email, password),
  );
  expect(await refusalOf(answer)).toEqual([503, 'unavailable']);
  expect([await open(), visitor.session]).toEqual([before, undefined]);
});

test('FAULT-01 an outage is no verdict on a password, and takes nothing from an address', async () => {
  await withFault('database', { mode: 'down' }, async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      const answer = await new Visitor().signIn('support@example.com', 'not the password at all');
      expect(await refusalOf(answer)).toEqual([503, 'unavailable']);
    }
  });
  expect((await new Visitor().signIn('support@example.com', seededPassword)).status).toBe(200);
});
