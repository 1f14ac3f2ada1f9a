import { expect, test } from 'vitest';
import { currentOf, holding, member } from '#tests/support/held-sessions.ts';
import { expectApiHeaders, problemOf, refusalOf } from '#tests/support/problems.ts';
import { cloud, seededVisitor, Visitor } from '#tests/support/site.ts';

const path = (id: string) => `/api/admin/users/${id}`;

/** An account to be changed, with a session of its own, and an administrator. */
async function worldWith() {
  const { visitor, email, password, user } = await member();
  const admin = await seededVisitor('admin');
  const change = (body: unknown) => admin.send('PATCH', path(user.id), body);
  return { visitor, email, password, user, admin, change };
}

test('an administrator changes a role, and hears how the account is now', async () => {
  const { email, user, change } = await worldWith();
  const account = { id: user.id, email, name: null, image: null, emailVerified: true };
  const answer = await change({ role: 'support' });
  expect(answer.status).toBe(200);
  expectApiHeaders(answer);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await answer.json()).toEqual({ ...account, role: 'support', disabled: null });
  const rows = await cloud.sql('select role from users where id = $1', [user.id]);
  expect(rows).toEqual([{ role: 'support' }]);
});

test('an account is disabled with a reason and enabled again; what is not said stays', async () => {
  const { email, user, change } = await worldWith();
  const account = { id: user.id, email, name: null, image: null, emailVerified: true };
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const disabled = await change({ disabled: { reason: '  asked by its owner ', until } });
  expect([disabled.status, await disabled.json()]).toEqual([
    200,
    {
      ...account,
      role: 'user',
      disabled: {
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        until,
        reason: 'asked by its owner',
      },
    },
  ]);
  const renamed = await change({ role: 'support' });
  expect(await renamed.json()).toMatchObject({ role: 'support', disabled: { until } });
  const enabled = await change({ disabled: null });
  expect(await enabled.json()).toEqual({ ...account, role: 'support', disabled: null });
});

const changes: [name: string, body: object, reason: string][] = [
  ['another role', { role: 'support' }, 'role_changed'],
  ['a disablement', { disabled: { reason: 'a test' } }, 'account_disabled'],
  ['both at once', { role: 'support', disabled: { reason: 'a test' } }, 'account_disabled'],
];

for (const [name, body, reason] of changes) {
  test(`SESS-09 ${name} ends every session of the account, and no one else’s`, async () => {
    const { visitor, email, password, user, admin, change } = await worldWith();
    const other = new Visitor();
    await other.signIn(email, password);
    expect((await change(body)).status).toBe(200);
    for (const held of [visitor, other]) {
      const write = await holding(held.session).send('DELETE', '/api/sessions?scope=others');
      expect(await refusalOf(write)).toEqual([401, 'session_revoked']);
    }
    const rows = await cloud.sql('select end_reason from sessions where user_id = $1', [user.id]);
    expect(rows).toEqual([{ end_reason: reason }, { end_reason: reason }]);
    expect((await admin.fetch('/admin')).status).toBe(200);
  });
}

test('the same role again, and enabling who is not disabled, end nothing', async () => {
  const { visitor, user, change } = await worldWith();
  for (const body of [{ role: 'user' }, { disabled: null }, { role: 'user', disabled: null }]) {
    expect((await change(body)).status).toBe(200);
  }
  expect((await visitor.send('DELETE', '/api/sessions?scope=others')).status).toBe(204);
  const rows = await cloud.sql('select end_reason from sessions where user_id = $1', [user.id]);
  expect(rows).toEqual([{ end_reason: null }]);
});

test('a disabled account is told so after the right password alone, and is let in when enabled', async () => {
  const { email, password, change } = await worldWith();
  await change({ disabled: { reason: 'a test' } });
  const wrong = await new Visitor().signIn(email, 'not my password at all');
  expect(await refusalOf(wrong)).toEqual([401, 'invalid_credentials']);
  const right = new Visitor();
  expect(await refusalOf(await right.signIn(email, password))).toEqual([403, 'account_disabled']);
  expect(right.session).toBeUndefined();
  await change({ disabled: null });
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('a disablement that is over lets in again by itself', async () => {
  const { email, password, user, change } = await worldWith();
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await change({ disabled: { reason: 'a test', until } });
  expect((await new Visitor().signIn(email, password)).status).toBe(403);
  await cloud.sql(
    `update users set disabled_at = disabled_at - interval '2 hours',
       disabled_until = disabled_until - interval '2 hours' where id = $1`,
    [user.id],
  );
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('AUTHZ-03 nobody but an administrator changes an account: not its owner, not support', async () => {
  const { visitor, user } = await worldWith();
  const body = { role: 'admin' };
  const anonymous = await new Visitor().send('PATCH', path(user.id), body);
  expect(await refusalOf(anonymous)).toEqual([401, 'unauthenticated']);
  for (const who of [visitor, await seededVisitor('user'), await seededVisitor('support')]) {
    const answer = await who.send('PATCH', path(user.id), body);
    expect(await refusalOf(answer)).toEqual([403, 'forbidden']);
  }
  const rows = await cloud.sql('select role from users where id = $1', [user.id]);
  expect(rows).toEqual([{ role: 'user' }]);
});

test('AUTHZ-03 an account that there is not is 404, however its id is spelt', async () => {
  const admin = await seededVisitor('admin');
  for (const id of [
    crypto.randomUUID(),
    'nope',
    '1',
    '%00',
    '%E2%80%A8',
    "'%20or%20true--",
    'x'.repeat(2000),
    '00000000-0000-0000-0000-00000000000g',
  ]) {
    const answer = await admin.send('PATCH', path(id), { role: 'support' });
    expect(await refusalOf(answer), id).toEqual([404, 'not_found']);
  }
});

const unfit: [body: unknown, field: string, code: string][] = [
  [{}, 'role', 'missing'],
  [{ role: 'owner' }, 'role', 'invalid'],
  [{ role: ['admin'] }, 'role', 'invalid'],
  [{ role: null }, 'role', 'invalid'],
  [{ role: 'support', email: 'a@example.test' }, 'email', 'unknown_field'],
  [{ role: 'support', password: 'x' }, 'password', 'unknown_field'],
  [{ disabled: {} }, 'disabled.reason', 'missing'],
  [{ disabled: { reason: '' } }, 'disabled.reason', 'empty'],
  [{ disabled: { reason: ' \t ' } }, 'disabled.reason', 'empty'],
  [{ disabled: { reason: 'x'.repeat(501) } }, 'disabled.reason', 'too_long'],
  [{ disabled: { reason: 'a\u0000b' } }, 'disabled.reason', 'invalid_characters'],
  [{ disabled: { reason: 'a test', until: 'tomorrow' } }, 'disabled.until', 'invalid'],
  [{ disabled: { reason: 'a test', until: '2026-01-01' } }, 'disabled.until', 'invalid'],
  [
    { disabled: { reason: 'a test', until: '2020-01-01T00:00:00Z' } },
    'disabled.until',
    'past_moment',
  ],
  [{ disabled: { reason: 'a test', by: 'me' } }, 'disabled.by', 'unknown_field'],
];

test('what is no change of an account is refused, named by its field, and changes nothing', async () => {
  const { visitor, user, change } = await worldWith();
  for (const [body, field, code] of unfit) {
    const problem = await problemOf(await change(body));
    const errors = problem.errors?.map((error) => [error.field, error.code]);
    expect([problem.status, errors], JSON.stringify(body)).toEqual([422, [[field, code]]]);
  }
  for (const body of [true, 'support', ['support']]) {
    expect((await change(body)).status, JSON.stringify(body)).toBe(422);
  }
  const rows = await cloud.sql('select role, disabled_at from users where id = $1', [user.id]);
  expect(rows).toEqual([{ role: 'user', disabled_at: null }]);
  expect((await visitor.fetch('/api/current')).status).toBe(200);
});

test('the last administrator stays one; with another one they may step down', async () => {
  const admin = await seededVisitor('admin');
  const { user: own } = await currentOf(admin);
  const { email, password, user } = await member();
  for (const body of [{ role: 'user' }, { disabled: { reason: 'a test' } }]) {
    const answer = await admin.send('PATCH', path(own.id), body);
    expect(await refusalOf(answer)).toEqual([409, 'last_admin']);
  }
  try {
    expect((await admin.send('PATCH', path(user.id), { role: 'admin' })).status).toBe(200);
    expect((await admin.send('PATCH', path(own.id), { role: 'support' })).status).toBe(200);
    const late = await admin.send('PATCH', path(own.id), { role: 'admin' });
    expect(await refusalOf(late)).toEqual([401, 'session_revoked']);
    // The new one is now the last.
    const successor = new Visitor();
    await successor.signIn(email, password);
    const answer = await successor.send('PATCH', path(user.id), { role: 'user' });
    expect(await refusalOf(answer)).toEqual([409, 'last_admin']);
    expect((await successor.send('PATCH', path(own.id), { role: 'admin' })).status).toBe(200);
    expect((await successor.send('PATCH', path(user.id), { role: 'user' })).status).toBe(200);
  } finally {
    await cloud.sql("update users set role = 'admin' where id = $1", [own.id]);
    await cloud.sql("update users set role = 'user' where id = $1", [user.id]);
  }
  expect((await (await seededVisitor('admin')).fetch('/admin')).status).toBe(200);
});

test('RACE-14 two administrators who demote each other at once leave one', async () => {
  const admin = await seededVisitor('admin');
  const { user: own } = await currentOf(admin);
  const { email, password, user } = await member();
  const other = new Visitor();
  try {
    await cloud.sql("update users set role = 'admin' where id = $1", [user.id]);
    await other.signIn(email, password);
    const answers = await Promise.all([
      admin.send('PATCH', path(user.id), { role: 'user' }),
      other.send('PATCH', path(own.id), { role: 'user' }),
    ]);
    const outcomes = await Promise.all(
      answers.map(async (answer) => (answer.status === 200 ? 200 : (await refusalOf(answer))[1])),
    );
    expect(outcomes).toContain(200);
    const [left] = await cloud.sql("select count(*)::int as n from users where role = 'admin'");
    expect(left).toEqual({ n: 1 });
    for (const outcome of outcomes)
      expect([200, 'last_admin', 'session_revoked']).toContain(outcome);
  } finally {
    await cloud.sql("update users set role = 'admin' where id = $1", [own.id]);
    await cloud.sql("update users set role = 'user' where id = $1", [user.id]);
  }
});
