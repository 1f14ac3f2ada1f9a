import { expect, test } from 'vitest';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import { cloud, Visitor, verifiedVisitor } from '#tests/support/site.ts';
import { resealed } from '#tests/support/site-secrets.ts';

const agents = {
  phone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
  laptop: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
};

test('SESS-22 a user lists and ends their own sessions, and nobody else’s', async () => {
  const { visitor, email, password } = await verifiedVisitor();
  const phone = await signedInWith(agents.phone, email, password);
  const laptop = await signedInWith(agents.laptop, email, password);
  const listed = await visitor.fetch('/api/sessions');
  expect(listed.status).toBe(200);
  const { sessions } = await listed.json();
  expect(sessions).toHaveLength(3);
  const [own, ...others] = sessions;
  expect(own).toEqual({
    id: (await currentOf(visitor)).id,
    method: 'password',
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    lastSeenAt: expect.stringMatching(/^\d{4}-.*Z$/),
    expiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
    absoluteExpiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
    ip: visitor.ip,
    place: null,
    userAgent: expect.any(String),
    device: expect.any(String),
    current: true,
  });
  const named = others.map(({ device, current }: Record<string, unknown>) => [device, current]);
  expect(named.sort()).toEqual([
    ['Firefox on Linux', false],
    ['Safari on iPhone', false],
  ]);

  const stranger = await verifiedVisitor();
  const phoneId = (await currentOf(phone)).id;
  const foreign = await stranger.visitor.send('DELETE', `/api/sessions/${phoneId}`);
  expect(await refusalOf(foreign)).toEqual([404, 'not_found']);
  expect((await phone.fetch('/api/current')).status).toBe(200);

  expect((await visitor.send('DELETE', `/api/sessions/${phoneId}`)).status).toBe(204);
  expect(await refusalOf(await phone.post('/api/reauthenticate', { password }))).toEqual([
    401,
    'session_revoked',
  ]);
  expect(phone.session).toBeUndefined();
  const again = await visitor.send('DELETE', `/api/sessions/${phoneId}`);
  expect(await refusalOf(again)).toEqual([404, 'not_found']);
  expect((await visitor.send('DELETE', '/api/sessions?scope=others')).status).toBe(204);
  const left = await (await visitor.fetch('/api/sessions')).json();
  expect(left.sessions.map(({ id }: { id: string }) => id)).toEqual([own.id]);
  expect((await laptop.send('DELETE', '/api/sessions?scope=others')).status).toBe(401);
});

test('ending one’s own session, or all of them, takes the cookie too', async () => {
  const { visitor, email, password } = await verifiedVisitor();
  const { id } = await currentOf(visitor);
  expect((await visitor.send('DELETE', `/api/sessions/${id}`)).status).toBe(204);
  expect(visitor.session).toBeUndefined();
  const [one, other] = [new Visitor(), new Visitor()];
  for (const each of [one, other]) await each.signIn(email, password);
  expect((await one.send('DELETE', '/api/sessions?scope=all')).status).toBe(204);
  expect(one.session).toBeUndefined();
  expect((await other.send('DELETE', '/api/sessions?scope=all')).status).toBe(401);
});

test('AUTHZ-03 ids that are no session’s are 404, a scope that there is not is 400', async () => {
  const { visitor } = await verifiedVisitor();
  for (const id of ['nope', '%00', '..%2f', "'%20or%20'1'='1", 'x'.repeat(300), '%E0%A4%A']) {
    const answer = await visitor.send('DELETE', `/api/sessions/${id}`);
    expect([400, 404], id).toContain(answer.status);
  }
  for (const query of ['', '?scope=', '?scope=every', '?scope[]=all']) {
    const answer = await visitor.send('DELETE', `/api/sessions${query}`);
    expect(await refusalOf(answer), query).toEqual([400, 'invalid_request']);
  }
  expect((await visitor.fetch('/api/current')).status).toBe(200);
});

test('what ends other sessions asks for a sign-in of the last ten minutes', async () => {
  const { visitor, password } = await verifiedVisitor();
  const then = Math.floor(Date.now() / 1000) - 601;
  const stale = new Visitor();
  stale.cookies.set('gatehouse.session', await resealed(visitor.session, { auth_time: then }));
  for (const path of ['/api/sessions/nope', '/api/sessions?scope=others']) {
    const problem = await problemOf(await stale.send('DELETE', path));
    expect(problem).toMatchObject({ code: 'reauthentication_required', maxAge: 600 });
  }
  expect((await stale.fetch('/api/sessions')).status).toBe(200);
  const before = (await currentOf(stale)).id;
  const wrong = await stale.post('/api/reauthenticate', { password: 'not my password at all' });
  expect(await refusalOf(wrong)).toEqual([403, 'invalid_password']);
  const proof = await stale.post('/api/reauthenticate', { password });
  expect(proof.status).toBe(200);
  const { session, user } = await proof.json();
  expect(session.id).not.toBe(before);
  expect(user.emailVerified).toBe(true);
  expect((await stale.send('DELETE', '/api/sessions?scope=others')).status).toBe(204);
  const rows = await cloud.sql('select end_reason from sessions where id = $1', [before]);
  expect(rows).toEqual([{ end_reason: 'replaced' }]);
});

test('CRED-17 changing the password asks for the present one, ends the others and keeps this browser', async () => {
  const { visitor, email, password } = await verifiedVisitor();
  const other = new Visitor();
  await other.signIn(email, password);
  const before = (await currentOf(visitor)).id;
  const newPassword = 'seven quiet moons over the harbour';
  const change = (body: unknown) => visitor.post('/api/password/change', body);
  const wrong = await change({ currentPassword: 'not my password at all', newPassword });
  expect(await refusalOf(wrong)).toEqual([403, 'invalid_password']);
  const short = await problemOf(await change({ currentPassword: password, newPassword: 'short' }));
  expect([short.status, short.errors?.[0]?.code]).toEqual([422, 'password_too_short']);
  const same = await problemOf(await change({ currentPassword: password, newPassword: password }));
  expect([same.status, same.errors?.[0]?.code]).toEqual([422, 'password_unchanged']);
  const changed = await change({ currentPassword: password, newPassword });
  expect(changed.status).toBe(200);
  expect((await changed.json()).session.id).not.toBe(before);
  expect((await visitor.fetch('/api/current')).status).toBe(200);
  expect((await other.send('DELETE', '/api/sessions?scope=others')).status).toBe(401);
  expect((await new Visitor().signIn(email, password)).status).toBe(401);
  expect((await new Visitor().signIn(email, newPassword)).status).toBe(200);
});

async function signedInWith(userAgent: string, email: string, password: string): Promise<Visitor> {
  const visitor = new Visitor();
  const headers = { 'user-agent': userAgent };
  const answer = await visitor.post('/api/sign-in', { email, password }, headers);
  expect(answer.status).toBe(200);
  return visitor;
}

async function currentOf(visitor: Visitor): Promise<{ id: string }> {
  return (await (await visitor.fetch('/api/current')).json()).session;
}
