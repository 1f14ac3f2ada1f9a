import { expect, test } from 'vitest';
import type { FaultSetting } from '#tests/support/cloud-control.ts';
import { sweepLetters, withFault, within } from '#tests/support/faults.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { cloud, seededVisitor, Visitor, verifiedVisitor } from '#tests/support/site.ts';
import { resealed } from '#tests/support/site-secrets.ts';

const outages: [name: string, setting: FaultSetting][] = [
  ['refuses connections', { mode: 'down' }],
  ['takes a minute', { mode: 'slow', latencyMs: 60_000 }],
];

for (const [name, setting] of outages) {
  test(`FAULT-05 while Redis ${name} an ended session goes no further than its young token, and not at all where something changes`, async () => {
    const { visitor } = await verifiedVisitor();
    const { session } = visitor;
    const due = holding(await aged(session, 601));
    await withFault('redis', setting, async () => {
      expect((await within(4_000, visitor.post('/api/sign-out'))).status).toBe(204);
      expect(await refusalOf(await within(4_000, write(holding(session))))).toEqual([
        401,
        'session_revoked',
      ]);
      expect((await within(4_000, due.fetch('/account'))).status).toBe(307);
    });
    // What Redis did not hear is told again by the sweep.
    expect((await sweepLetters()).status).toBe(200);
    await untilDenied(session);
  });

  test(`FAULT-01 while the database ${name} people go on, and nothing strict does`, async () => {
    const { visitor } = await verifiedVisitor();
    const admin = await seededVisitor('admin');
    const due = holding(await aged(visitor.session, 601));
    await withFault('database', setting, async () => {
      expect((await visitor.fetch('/account')).status).toBe(200);
      expect((await within(5_000, due.fetch('/account'))).status).toBe(200);
      expect((await within(5_000, due.fetch('/api/current'))).status).toBe(200);
      expect(await refusalOf(await within(5_000, write(visitor)))).toEqual([503, 'unavailable']);
      const page = await within(5_000, admin.fetch('/admin'));
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
      expect(page.headers.get('content-type')).toMatch(/^text\/html/);
      expect(page.headers.getSetCookie()).toEqual([]);
    });
    expect((await write(visitor)).status).toBe(204);
    expect((await admin.fetch('/admin')).status).toBe(200);
  });
}

test('FAULT-05 with both away a due session is neither let in nor ended', async () => {
  const { visitor } = await verifiedVisitor();
  const due = holding(await aged(visitor.session, 601));
  await withFault('redis', { mode: 'down' }, () =>
    withFault('database', { mode: 'down' }, async () => {
      expect((await visitor.fetch('/account')).status).toBe(200);
      const page = await within(5_000, due.fetch('/account'));
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await page.text()).toContain('</html>');
      for (const path of ['/api/current', '/api/auth/session']) {
        const answer = await within(5_000, due.fetch(path));
        expect(await refusalOf(answer), path).toEqual([503, 'unavailable']);
      }
      expect(due.session).toBeDefined();
    }),
  );
  expect((await due.fetch('/account')).status).toBe(200);
});

test('a Redis that lost everything hides an ending for no longer than a sweep takes', async () => {
  const { visitor } = await verifiedVisitor();
  const { session } = visitor;
  expect((await visitor.post('/api/sign-out')).status).toBe(204);
  await cloud.clearRedis();
  expect(await refusalOf(await write(holding(session)))).toEqual([401, 'session_revoked']);
  expect((await sweepLetters()).status).toBe(200);
  await untilDenied(session);
});

test('with an empty Redis a due session is held against the registry', async () => {
  const [living, leaving] = [await verifiedVisitor(), await verifiedVisitor()];
  const [due, ended] = [
    holding(await aged(living.visitor.session, 601)),
    holding(await aged(leaving.visitor.session, 601)),
  ];
  await leaving.visitor.post('/api/sign-out');
  await cloud.clearRedis();
  expect((await due.fetch('/account')).status).toBe(200);
  expect((await ended.fetch('/account')).status).toBe(307);
});

function holding(token: string | undefined): Visitor {
  const visitor = new Visitor();
  visitor.cookies.set('gatehouse.session', token ?? '');
  return visitor;
}

/** The token as it would be so many seconds after its last check. */
function aged(token: string | undefined, seconds: number): Promise<string> {
  const then = Math.floor(Date.now() / 1000) - seconds;
  return resealed(token, { iat: then, auth_time: then });
}

function write(visitor: Visitor): Promise<Response> {
  return visitor.send('DELETE', '/api/sessions?scope=others');
}

async function untilDenied(token: string | undefined): Promise<void> {
  const until = Date.now() + 5_000;
  let status = 200;
  while (status === 200 && Date.now() < until) {
    status = (await holding(token).fetch('/account')).status;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(status).toBe(307);
}
