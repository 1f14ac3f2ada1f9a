import { expect, test } from 'vitest';
import { accessTable, decideAccess, ruleFor } from '#core/access.ts';
import { expectStanding, marks } from '#tests/support/guarded.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { builtAction, builtActions, callAction, formOf } from '#tests/support/server-actions.ts';
import { cloud, seededVisitor, siteUrl, Visitor, verifiedVisitor } from '#tests/support/site.ts';

const actions = builtActions();
const openPaths = ['/', '/sign-in', '/register', '/_not-found', '/nowhere'];
const gatedPaths = accessTable
  .filter(({ path, audience }) => audience !== 'anyone' && !path.startsWith('/api'))
  .flatMap(({ path, kind }) => (kind === 'gate' ? [`${path}/nope`] : [path]));

/** Actions that act on the caller's own sessions without a field: theirs to run, wherever posted. */
const needNoFields = new Set(['signOut', 'endOtherSessions', 'endAllSessions']);

/** The sizes of all that an action could leave behind. */
async function traces(): Promise<unknown> {
  const rows = await cloud.sql(
    `select (select count(*) from users) as users, (select count(*) from outbox) as letters,
      (select count(*) from sessions) as sessions, (select count(*) from one_time_tokens) as tokens,
      (select count(*) from sessions where ended_at is not null) as ended`,
  );
  return rows[0];
}

test('the build lists the actions, and each belongs to a page of the table', () => {
  expect(actions.map(({ name }) => name)).toEqual(expect.arrayContaining(['signIn', 'signOut']));
  for (const { page } of actions) expect(ruleFor(page), page).not.toBeNull();
});

test('SACT-01 no action does anything for a visitor who posts it to a public route', async () => {
  const before = await traces();
  for (const { id, name, page } of actions) {
    for (const path of openPaths) {
      for (const args of ['[]', { '0': '["$undefined","$K1"]' }]) {
        const visitor = new Visitor();
        const answer = await callAction(visitor, path, id, args);
        const text = await answer.text();
        expect(text, `${name} at ${path}`).not.toMatch(marks);
        expect([200, 404, 409], `${name} at ${path}`).toContain(answer.status);
        expect(visitor.session, `${name} at ${path}`).toBeUndefined();
        if (decideAccess(page, null) !== 'allow') expect(text, name).not.toContain('"notice":null');
      }
    }
  }
  expect(await traces()).toEqual(before);
  await expectStanding();
});

test('SACT-01 the gate meets an action at a guarded path before the action does', async () => {
  const before = await traces();
  for (const { id } of actions) {
    for (const path of gatedPaths) {
      const answer = await callAction(new Visitor(), path, id, '[]');
      expect(await refusalOf(answer)).toEqual([401, 'unauthenticated']);
    }
  }
  expect(await traces()).toEqual(before);
});

test('SACT-02 a plain user’s call of any action at a path of support ends at the gate', async () => {
  const user = await seededVisitor('user');
  const before = await traces();
  const refused = gatedPaths.filter((path) => decideAccess(path, 'user') === 'forbidden');
  expect(refused).toContain('/admin');
  for (const { id } of actions) {
    for (const path of refused) {
      for (const args of ['[]', { '0': '["$undefined","$K1"]' }]) {
        const answer = await callAction(user, path, id, args);
        expect([answer.status, (await answer.text()).includes('stays shut')]).toEqual([403, true]);
      }
    }
  }
  expect(await traces()).toEqual(before);
  expect((await user.fetch('/api/current')).status).toBe(200);
});

test('SACT-02 no action does more for a plain user than for its own page, wherever posted', async () => {
  const user = await seededVisitor('user');
  const before = await traces();
  for (const { id, name, page } of actions.filter((action) => !needNoFields.has(action.name))) {
    for (const path of [...openPaths, '/account', '/verify-email', '/check-email']) {
      const answer = await callAction(user, path, id, { '0': '["$undefined","$K1"]' });
      const isTheirs = decideAccess(page, 'user') === 'allow';
      const expected = isTheirs ? [200, 404, 409] : [403, 404, 409];
      expect(expected, `${name} at ${path}`).toContain(answer.status);
      expect(await answer.text()).not.toContain('What each role may do');
    }
  }
  expect(await traces()).toEqual(before);
});

const { host } = new URL(siteUrl);
const foreign: [string, Record<string, string>][] = [
  ['SACT-03 a foreign Origin', { origin: 'https://evil.test' }],
  ['SACT-03 a foreign Origin with its own host forged', forgedHost('evil.test')],
  ['SACT-03 an Origin that begins like ours', { origin: `${siteUrl}.evil.test` }],
  ['SACT-03 our Origin by another scheme', { origin: siteUrl.replace('http:', 'https:') }],
  ['SACT-03 our Origin, but a cross-site request', { 'sec-fetch-site': 'cross-site' }],
  ['SACT-03 our Origin, but a same-site request', { 'sec-fetch-site': 'same-site' }],
  ['SACT-04 the Origin null', { origin: 'null' }],
  ['SACT-04 the Origin null with the host null', { ...forgedHost('null'), origin: 'null' }],
];

test.each(foreign)('%s runs no action', async (_name, headers) => {
  const user = await seededVisitor('user');
  const { id } = builtAction('signOut');
  for (const path of ['/sign-out', '/', '/account', '/admin', '/nowhere']) {
    const called = await callAction(user, path, id, '[]', headers);
    expect((await refusalOf(called))[1], path).toBe('cross_origin');
    const posted = await user.fetch(path, {
      method: 'POST',
      headers: { origin: siteUrl, 'sec-fetch-site': 'same-origin', ...headers },
      body: formOf({ [`$ACTION_ID_${id}`]: '' }),
    });
    expect((await refusalOf(posted))[1], path).toBe('cross_origin');
  }
  expect((await user.fetch('/api/current')).status).toBe(200);
});

test('SACT-03 a form post without any Origin runs no action: every browser names it', async () => {
  const user = await seededVisitor('user');
  const { id } = builtAction('signOut');
  const answer = await user.fetch('/sign-out', {
    method: 'POST',
    headers: { 'next-action': id, 'x-forwarded-host': host, 'content-type': 'text/plain' },
    body: '[]',
  });
  expect(await refusalOf(answer)).toEqual([403, 'cross_origin']);
  expect((await user.fetch('/api/current')).status).toBe(200);
});

test('the same call from the site itself does run', async () => {
  const { visitor } = await verifiedVisitor();
  const answer = await callAction(visitor, '/sign-out', builtAction('signOut').id, '[]');
  expect([answer.status, visitor.session]).toEqual([200, undefined]);
});

function forgedHost(name: string): Record<string, string> {
  return { origin: `https://${name}`, 'x-forwarded-host': name, 'x-forwarded-proto': 'https' };
}
