import { expect, test } from 'vitest';
import { csrfTokenFor } from '#tests/support/auth-client.ts';
import { withFault, within } from '#tests/support/faults.ts';
import { currentOf, due, holding, member, now, tokensOf } from '#tests/support/held-sessions.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { builtAction, callAction } from '#tests/support/server-actions.ts';
import { cloud, Visitor, verifiedVisitor } from '#tests/support/site.ts';
import { resealed } from '#tests/support/site-secrets.ts';

const renewing = ['/account', '/account/sessions', '/account/security', '/api/auth/session'];

/** A session whose sign-in and last cookie lie ten minutes back: the next look may renew it. */
async function dueVisitor() {
  const { visitor, email } = await member();
  return { visitor: await due(visitor), email, ...(await currentOf(visitor)) };
}

/** Asks as this browser does, without keeping what the answer sets. */
function ask(visitor: Visitor, path: string, init: RequestInit = {}): Promise<Response> {
  const cookie = visitor.cookieHeader();
  return new Visitor().fetch(path, { ...init, headers: { ...init.headers, cookie } });
}

test('a sign-in makes the cookie of its ten minutes: nothing renews the session meanwhile', async () => {
  const old = await due((await verifiedVisitor()).visitor);
  const answers = await Promise.all(renewing.map((path) => ask(old, path)));
  expect(answers.map(({ status }) => status)).toEqual(renewing.map(() => 200));
  expect(tokensOf(answers)).toEqual([]);
});

test('thirty requests at once with a session that is due renew it once, and it stays the same session', async () => {
  const { visitor, session } = await dueVisitor();
  const paths = Array.from({ length: 30 }, (_, at) => renewing[at % renewing.length] ?? '');
  const answers = await Promise.all(paths.map((path) => ask(visitor, path)));
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
  const tokens = tokensOf(answers);
  expect(tokens).toHaveLength(1);
  const after = (await currentOf(holding(tokens[0]))).session;
  expect(after).toMatchObject({ id: session.id, absoluteExpiresAt: session.absoluteExpiresAt });
  expect(Date.parse(after.lastSeenAt)).toBeGreaterThan(Date.now() - 60_000);
  // Neither the old cookie nor the new one brings another within ten minutes.
  for (const path of renewing) {
    for (const holder of [visitor, holding(tokens[0])]) {
      expect((await ask(holder, path)).headers.getSetCookie(), path).toEqual([]);
    }
  }
});

test('only pages and Auth.js’s session renew: no other call, no HEAD, no post', async () => {
  const { visitor } = await dueVisitor();
  const csrfToken = await csrfTokenFor(new Visitor());
  const answers = [
    await ask(visitor, '/api/current'),
    await ask(visitor, '/api/sessions'),
    await ask(visitor, '/api/nope'),
    await ask(visitor, '/account/nope'),
    await ask(visitor, '/sign-out'),
    await ask(visitor, '/'),
    ...(await Promise.all(renewing.map((path) => ask(visitor, path, { method: 'HEAD' })))),
    await visitor.post('/api/reauthenticate', {}),
    await visitor.post('/api/password/change', {}),
    await visitor.send('DELETE', '/api/sessions/nope'),
    // Another browser's CSRF token is none: the session is neither changed nor made anew.
    await visitor.post('/api/auth/session', { csrfToken, data: { name: 'Una' } }),
    await callAction(visitor, '/account/security', builtAction('changePassword').id, {
      '0': '["$undefined","$K1"]',
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([
    ...[200, 200, 404, 404, 200, 200],
    ...[200, 200, 200, 200],
    ...[422, 422, 403, 403, 200],
  ]);
  expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
  expect(tokensOf([await ask(visitor, '/account')])).toHaveLength(1);
});

test('a renewed cookie says what the registry says now', async () => {
  const { visitor, user } = await dueVisitor();
  await cloud.sql("update users set name = 'Una Renamed' where id = $1", [user.id]);
  const [token] = tokensOf([await ask(visitor, '/account')]);
  expect((await currentOf(holding(token))).user.name).toBe('Una Renamed');
  const session = await (await holding(token).fetch('/api/auth/session')).json();
  expect(session.user.name).toBe('Una Renamed');
});

const changes: [what: string, change: string][] = [
  ['another role', "role = 'support'"],
  ['another address', "email = 'moved-' || email, email_normalised = 'moved-' || email_normalised"],
  ['no confirmed address', 'email_verified_at = null'],
  ['a disabled account', "disabled_at = now(), disabled_reason = 'a test'"],
];

for (const [what, change] of changes) {
  test(`SESS-09 a session of someone who has ${what} ends at its next check, whoever changed that`, async () => {
    const { visitor, user } = await dueVisitor();
    await cloud.sql(`update users set ${change} where id = $1`, [user.id]);
    for (const path of ['/account', '/admin']) {
      const page = await ask(visitor, path);
      expect(page.status, path).toBe(307);
      expect(page.headers.getSetCookie().join(), path).toMatch(/^gatehouse\.session=;.*Max-Age=0/i);
    }
    expect(await (await ask(visitor, '/api/auth/session')).json()).toBeNull();
    const call = await ask(visitor, '/api/current');
    expect(await refusalOf(call)).toEqual([401, 'session_revoked']);
  });
}

test('SESS-11 a session that is renewed every day ends thirty days after its sign-in', async () => {
  const { visitor, session } = await dueVisitor();
  const day = 86_400;
  const signedInAt = Date.parse(session.absoluteExpiresAt) / 1000 - 30 * day;
  let token = visitor.session;
  // The site's clock stays where it is: the session moves back by a day at a time, cookie and row.
  for (let days = 1; days <= 29; days += 1) {
    await moveBack(session.id, day);
    await cloud.clearRedis();
    const exp = signedInAt + (30 - days) * day;
    const times = { iat: now() - day, auth_time: signedInAt - days * day, exp };
    const answer = await ask(holding(await resealed(token, times)), '/account');
    const [renewed] = tokensOf([answer]);
    expect([answer.status, renewed === undefined], `day ${days}`).toEqual([200, false]);
    const { absoluteExpiresAt } = (await currentOf(holding(renewed))).session;
    expect(Date.parse(absoluteExpiresAt) / 1000, `day ${days}`).toBe(exp);
    expect(answer.headers.getSetCookie().join()).toContain(
      `Expires=${new Date(exp * 1000).toUTCString()}`,
    );
    token = renewed;
  }
  const last = await resealed(token, { exp: now() - 1, auth_time: now() - 30 * day - 1 });
  expect((await ask(holding(last), '/account')).status).toBe(307);
  expect((await ask(holding(last), '/api/current')).status).toBe(401);
  expect(await (await ask(holding(last), '/api/auth/session')).json()).toBeNull();
});

test('SESS-11 a cookie that outlives its row is worth nothing: the registry knows the end', async () => {
  const { visitor, session } = await dueVisitor();
  await moveBack(session.id, 30 * 86_400 + 1);
  expect((await ask(visitor, '/account')).status).toBe(307);
  const write = await visitor.send('DELETE', '/api/sessions?scope=others');
  expect(await refusalOf(write)).toEqual([401, 'session_revoked']);
});

test('who is not to be remembered has twelve hours and a cookie that ends with the browser, renewed or not', async () => {
  const { email, password } = await member();
  const visitor = new Visitor();
  const body = { email, password, rememberMe: false };
  const opened = await visitor.post('/api/sign-in', body);
  const { session } = await opened.json();
  const [row] = await cloud.sql(
    'select extract(epoch from absolute_expires_at - created_at) / 3600 as hours from sessions where id = $1',
    [session.id],
  );
  expect(Number(row?.hours)).toBe(12);
  await cloud.clearRedis();
  const renewed = await ask(await due(visitor), '/account');
  for (const answer of [opened, renewed]) {
    expect(tokensOf([answer])).toHaveLength(1);
    const [line] = answer.headers.getSetCookie().filter((one) => /^gatehouse\.session=/.test(one));
    expect(line).not.toMatch(/expires|max-age/i);
  }
  const [token] = tokensOf([renewed]);
  expect((await currentOf(holding(token))).session.absoluteExpiresAt).toBe(
    session.absoluteExpiresAt,
  );
});

test('FAULT-05 without Redis nobody’s cookie is renewed, and nobody is kept out', async () => {
  const { visitor } = await dueVisitor();
  await withFault('redis', { mode: 'down' }, async () => {
    for (const path of renewing) {
      const answer = await within(4_000, ask(visitor, path));
      expect([answer.status, answer.headers.getSetCookie()], path).toEqual([200, []]);
    }
  });
  expect(tokensOf([await ask(visitor, '/account')])).toHaveLength(1);
});

/** Makes a session older by so many seconds, in the registry. */
async function moveBack(sessionId: string, seconds: number): Promise<void> {
  const back = "- $2::int * interval '1 second'";
  await cloud.sql(
    `update sessions set created_at = created_at ${back}, last_seen_at = last_seen_at ${back},
       absolute_expires_at = absolute_expires_at ${back} where id = $1`,
    [sessionId, seconds],
  );
}
