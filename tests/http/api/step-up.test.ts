import { beforeEach, expect, test } from 'vitest';
import { type AccessRule, accessTable, actionTable } from '#core/access.ts';
import { limits } from '#core/limits.ts';
import { formsOf, hiddenFields, submitForm } from '#tests/support/forms.ts';
import { currentOf, holding, member, stale } from '#tests/support/held-sessions.ts';
import { untilWindowHasRoom } from '#tests/support/limits.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import { builtAction, callAction, formOf } from '#tests/support/server-actions.ts';
import { cloud, seededVisitor, siteUrl, Visitor } from '#tests/support/site.ts';

const wrong = 'not my password at all';
const perAddress = limits['sign-in-address'].quota;

beforeEach(untilWindowHasRoom);

const freshRules: AccessRule[] = accessTable.filter(({ fresh }) => fresh !== undefined);
const freshActions = actionTable.filter((action) => 'isFresh' in action);

test('the table asks for a fresh sign-in where sessions and accounts of others are changed', () => {
  expect(freshRules.map(({ kind, path, fresh }) => [kind, path, fresh])).toEqual([
    ['endpoint', '/api/sessions', 'writes'],
    ['endpoint', '/api/sessions/{id}', 'writes'],
    ['endpoint', '/api/password/set', 'writes'],
    ['endpoint', '/api/email/change', 'writes'],
    ['endpoint', '/api/admin/users/{id}', 'writes'],
  ]);
  expect(freshActions.map(({ name }) => name)).toEqual([
    'changeAddress',
    'setPassword',
    'endSession',
    'endOtherSessions',
    'endAllSessions',
    'connectProvider',
    'disconnectProvider',
  ]);
});

for (const { path, audience } of freshRules) {
  test(`${path} refuses every write of a sign-in that is not fresh, says how fresh it must be, and does nothing`, async () => {
    const { visitor, user, session } = await member();
    const isAdmin = audience === 'admin';
    const old = await stale(isAdmin ? await seededVisitor('admin') : visitor);
    const target = path.replace('{id}', isAdmin ? user.id : session.id);
    const before = await statesOf(user.id);
    const refused: string[] = [];
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const body = isAdmin ? { role: 'support' } : undefined;
      const answer = await old.send(method, `${target}?scope=all`, body);
      if (answer.status === 405) continue;
      const problem = await problemOf(answer);
      expect(problem).toMatchObject({
        status: 403,
        code: 'reauthentication_required',
        maxAge: 600,
      });
      expect(answer.headers.getSetCookie()).toEqual([]);
      refused.push(method);
    }
    expect(refused).toHaveLength(1);
    expect(await statesOf(user.id)).toEqual(before);
    expect([200, 405]).toContain((await old.fetch(target)).status);
  });
}

test('a sign-in that is not fresh does not tell those apart who may not come at all', async () => {
  const old = await stale(await seededVisitor('support'));
  const { user } = await currentOf(old);
  const answer = await old.send('PATCH', `/api/admin/users/${user.id}`, { role: 'admin' });
  expect(await refusalOf(answer)).toEqual([403, 'forbidden']);
});

for (const { name, page } of freshActions) {
  test(`the action ${name} leads to the proof and back, with and without JavaScript, and changes nothing`, async () => {
    const { visitor, email, password, user } = await member();
    const other = new Visitor();
    await other.signIn(email, password);
    const { session } = await currentOf(other);
    // Something to disconnect, beside what there is to connect.
    await cloud.sql(
      "insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oidc', 'google', $2)",
      [user.id, crypto.randomUUID()],
    );
    if (name === 'setPassword') {
      await cloud.sql('update users set password_hash = null where id = $1', [user.id]);
    }
    const old = await stale(visitor);
    const before = await statesOf(user.id);
    const to = `/reauthenticate?returnTo=${encodeURIComponent(page)}`;
    const { id } = builtAction(name);

    const fields = { '0': '["$undefined","$K1"]', _1_sessionId: session.id };
    const called = await callAction(old, page, id, fields);
    expect([called.status, await called.text()]).toEqual([
      200,
      expect.stringContaining(`"to":"${to}"`),
    ]);

    const html = await (await old.fetch(page)).text();
    const form = formsOf(html).find((one) => [...one.values()].some((text) => text.includes(id)));
    expect(form, 'its form on the page').toBeDefined();
    const posted = await old.fetch(page, {
      method: 'POST',
      headers: { origin: siteUrl, 'sec-fetch-site': 'same-origin' },
      body: formOf(Object.fromEntries(form ?? [])),
    });
    expect([posted.status, await posted.text()]).toEqual([
      200,
      expect.stringMatching(new RegExp(`http-equiv="refresh" content="0;url=${escaped(to)}"`, 'i')),
    ]);
    expect(await statesOf(user.id)).toEqual(before);
    const ways = await cloud.sql('select provider from accounts where user_id = $1', [user.id]);
    expect(ways).toEqual([{ provider: 'google' }]);
    expect(old.session).toBeDefined();
  });
}

test('the proof is given in a form without JavaScript, leads back, and what asked for it is done then', async () => {
  const { visitor, password } = await member();
  const old = await stale(visitor);
  const path = '/reauthenticate?returnTo=%2Faccount%2Fsessions';
  const refused = await submitForm(old, path, 'reauthenticate', { password: wrong });
  const said = await refused.text();
  expect([refused.status, said.includes('This is not your password.')]).toEqual([200, true]);
  expect(said).not.toContain(wrong);
  const before = (await currentOf(old)).session.id;
  const proved = await submitForm(old, path, 'reauthenticate', { password });
  const html = await proved.text();
  expect(html).toMatch(/http-equiv="refresh" content="0;url=\/account\/sessions/i);
  expect(html).not.toContain(password);
  expect((await currentOf(old)).session.id).not.toBe(before);
  expect((await old.send('DELETE', '/api/sessions?scope=others')).status).toBe(204);
  // Who has just proved it is not asked again.
  const again = await old.fetch(path);
  expect([again.status, again.headers.get('location')]).toEqual([307, '/account/sessions']);
});

test('REDIR-01 the proof leads nobody away', async () => {
  const { visitor } = await member();
  const old = await stale(visitor);
  for (const target of ['https://evil.test', '//evil.test', '/\\evil.test', '/api/auth/signout']) {
    const path = `/reauthenticate?returnTo=${encodeURIComponent(target)}`;
    const html = await (await old.fetch(path)).text();
    expect(hiddenFields(html, 'reauthenticate').get('returnTo'), target).toBe('/account');
    const led = await visitor.fetch(path);
    expect([led.status, led.headers.get('location')], target).toEqual([307, '/account']);
  }
});

test('SESS-07 a copy of the old cookie does not become fresh by its owner’s proof', async () => {
  const { visitor, password } = await member();
  const owner = await stale(visitor);
  const copy = holding(owner.session);
  expect((await owner.post('/api/reauthenticate', { password })).status).toBe(200);
  for (const path of ['/api/sessions?scope=others', '/api/sessions/nope']) {
    expect(await refusalOf(await holding(copy.session).send('DELETE', path))).toEqual([
      401,
      'session_revoked',
    ]);
  }
  const again = await holding(copy.session).post('/api/reauthenticate', { password });
  expect(await refusalOf(again)).toEqual([401, 'session_revoked']);
  expect((await owner.send('DELETE', '/api/sessions?scope=others')).status).toBe(204);
});

test('RATE-01 a stolen session guesses no faster than anybody: wrong proofs and wrong sign-ins are counted together, right ones are not', async () => {
  const { visitor, email, password, session } = await member();
  for (let tries = 0; tries < perAddress - 1; tries += 1) {
    const answer = await (tries % 3 === 0
      ? new Visitor().signIn(email, wrong)
      : visitor.post('/api/reauthenticate', { password: wrong }));
    expect([401, 403]).toContain(answer.status);
  }
  expect((await currentOf(visitor)).session.id).toBe(session.id);
  for (const _right of [1, 2]) {
    expect((await visitor.post('/api/reauthenticate', { password })).status).toBe(200);
  }
  const last = await visitor.post('/api/reauthenticate', { password: wrong });
  expect(await refusalOf(last)).toEqual([403, 'invalid_password']);
  const change = { currentPassword: password, newPassword: 'seven quiet moons over the harbour' };
  const shut = [];
  for (const answer of [
    await visitor.post('/api/reauthenticate', { password }),
    await visitor.post('/api/password/change', change),
    await new Visitor().signIn(email, password),
  ]) {
    expect(await refusalOf(answer.clone())).toEqual([429, 'too_many_attempts']);
    shut.push([answer.headers.get('ratelimit-policy'), [...answer.headers.keys()].sort()]);
  }
  expect(shut[0]?.[0]).toBe(
    `"sign-in-address";q=${perAddress};w=${limits['sign-in-address'].windowSeconds}`,
  );
  expect(shut).toEqual([shut[0], shut[0], shut[0]]);
  expect((await visitor.fetch('/api/current')).status).toBe(200);
});

/** Everything of an account that these calls could change: role, state and its sessions. */
function statesOf(userId: string) {
  return cloud.sql(
    `select u.role, u.disabled_at, u.password_hash, s.id, s.ended_at from users u
     join sessions s on s.user_id = u.id where u.id = $1 order by s.id`,
    [userId],
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
