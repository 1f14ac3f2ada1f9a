import { expect, test } from 'vitest';
import { currentOf } from '#tests/support/held-sessions.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  seededVisitor,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

/** The audit's events from one visitor's network address, oldest first. */
async function eventsFrom(visitor: Visitor): Promise<string[]> {
  const rows = await cloud.sql(
    `select kind, result, method, user_agent, request_id, at from audit_events
     where ip = $1 order by at, kind`,
    [visitor.ip],
  );
  for (const row of rows) {
    expect(row.request_id).toMatch(/^[\w:-]{8,}$/);
    expect(Math.abs(Date.now() - Date.parse(String(row.at)))).toBeLessThan(60_000);
  }
  return rows.map(({ kind, result, method }) => [kind, result, method].filter(Boolean).join(' '));
}

test('LOG-03 every event of an account’s life so far is written once: what, how, from where', async () => {
  const visitor = new Visitor();
  const email = freshAddress();
  await visitor.post('/api/register', { email, password: goodPassword });
  const { token } = await verificationLetter(email);
  await visitor.signIn(email, 'a guess that is not right');
  await visitor.signIn(email, goodPassword);
  await visitor.post('/api/email/verify', { token });
  await visitor.post('/api/email/verify', { token });
  await visitor.signIn(email, goodPassword);
  await visitor.post('/api/sign-out');
  await visitor.post('/api/sign-out');
  expect(await eventsFrom(visitor)).toMatchInlineSnapshot(`
    [
      "registration created",
      "sign_in invalid_credentials password",
      "sign_in email_not_verified password",
      "email_verification used",
      "email_verification invalid",
      "sign_in succeeded password",
      "session_end signed_out password",
    ]
  `);
});

type Event = {
  kind: string;
  result: string;
  actor_id: string | null;
  subject_id: string | null;
  method: string | null;
  ip: string | null;
  details: unknown;
};

/** Everything that the audit holds of an account, in its order, and that it holds no secret. */
async function eventsAbout(userId: string, secrets: readonly string[]): Promise<Event[]> {
  const rows = await cloud.sql(
    `select kind, result, actor_id, subject_id, method, ip, details, user_agent, request_id
     from audit_events where subject_id = $1 and kind not in ('registration', 'email_verification')
     order by at, kind, result`,
    [userId],
  );
  const text = JSON.stringify(rows);
  for (const secret of secrets) expect(text).not.toContain(secret);
  return rows.map(({ user_agent: _agent, request_id: id, ...event }) => {
    expect(id).toMatch(/^[\w:-]{8,}$/);
    return event as Event;
  });
}

test('LOG-03 what changes a session, a password or an account is written with who, from where, and no secret', async () => {
  const { visitor, email, password } = await verifiedVisitor();
  const { user, session } = await currentOf(visitor);
  const admin = await seededVisitor('admin');
  const { user: administrator } = await currentOf(admin);
  const newPassword = 'seven quiet moons over the harbour';
  const wrong = 'not my password at all';
  const phone = new Visitor(visitor.ip);
  const steps = [
    () => visitor.post('/api/reauthenticate', { password: wrong }),
    () => visitor.post('/api/reauthenticate', { password }),
    () => phone.signIn(email, password),
    async () => visitor.send('DELETE', `/api/sessions/${(await currentOf(phone)).session.id}`),
    () => visitor.post('/api/password/change', { currentPassword: password, newPassword }),
    () => admin.send('PATCH', `/api/admin/users/${user.id}`, { role: 'support' }),
    () => phone.signIn(email, newPassword),
    () =>
      admin.send('PATCH', `/api/admin/users/${user.id}`, { disabled: { reason: 'a secret why' } }),
    () => admin.send('PATCH', `/api/admin/users/${user.id}`, { disabled: null }),
  ];
  const statuses = [];
  for (const step of steps) statuses.push((await step()).status);
  expect(statuses).toEqual([403, 200, 200, 204, 200, 200, 200, 200, 200]);

  const secrets = [password, newPassword, wrong, session.id, visitor.session ?? '', 'a secret why'];
  const events = await eventsAbout(user.id, [...secrets, email]);
  const told = events.map(({ kind, result, method, actor_id, ip, details }) =>
    [
      [kind, result, method].filter(Boolean).join(' '),
      ...(actor_id === user.id ? ['by its owner'] : []),
      ...(actor_id === administrator.id ? ['by the administrator'] : []),
      ip === visitor.ip ? 'from here' : ip === admin.ip ? 'from the office' : `from ${ip}`,
      ...(details === null ? [] : [JSON.stringify(details)]),
    ].join(', '),
  );
  expect(told).toMatchInlineSnapshot(`
    [
      "sign_in succeeded password, by its owner, from here",
      "sign_in invalid_credentials password, by its owner, from here",
      "reauthentication succeeded password, by its owner, from here",
      "session_end replaced password, by its owner, from here",
      "sign_in succeeded password, by its owner, from here",
      "session_end ended_by_user password, by its owner, from here",
      "password_change changed, by its owner, from here",
      "session_end password_changed password, by its owner, from here",
      "reauthentication succeeded password, by its owner, from here",
      "role_change changed, by the administrator, from the office, {"to":"support","from":"user"}",
      "session_end role_changed password, by the administrator, from the office",
      "sign_in succeeded password, by its owner, from here",
      "account_disable changed, by the administrator, from the office, {"until":null}",
      "session_end account_disabled password, by the administrator, from the office",
      "account_enable changed, by the administrator, from the office",
    ]
  `);
});

test('LOG-03 every end of a session is written once, with its reason and who brought it about', async () => {
  const { visitor, email, password } = await verifiedVisitor();
  const { user } = await currentOf(visitor);
  const again = new Visitor();
  again.cookies.set('gatehouse.session', visitor.session ?? '');
  await again.signIn(email, password);
  await again.send('DELETE', '/api/sessions?scope=all');
  await again.signIn(email, password);
  await again.post('/api/sign-out');
  const rows = await cloud.sql(
    `select a.result, a.method, a.actor_id = a.subject_id as own, a.ip from audit_events a
     where a.subject_id = $1 and a.kind = 'session_end' order by a.at`,
    [user.id],
  );
  const from = { method: 'password', own: true, ip: again.ip };
  expect(rows).toEqual([
    { result: 'replaced', ...from },
    { result: 'ended_by_user', ...from },
    { result: 'signed_out', ...from },
  ]);
});
