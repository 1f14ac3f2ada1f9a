import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessTable, decideAccess } from '#core/access.ts';
import { signInPath } from '#core/return-to.ts';
import { askings, marks } from '#tests/support/guarded.ts';
import { holding } from '#tests/support/held-sessions.ts';
import { copyOfBuild, emptyMatcher, type OwnSite, startOwnSite } from '#tests/support/own-site.ts';
import { builtActions, callAction } from '#tests/support/server-actions.ts';
import { seededPassword, Visitor } from '#tests/support/site.ts';

let copy: ReturnType<typeof copyOfBuild>;
let site: OwnSite;

beforeAll(async () => {
  copy = copyOfBuild();
  emptyMatcher(copy.tree);
  site = await startOwnSite(copy.tree);
});

afterAll(async () => {
  await site?.stop();
  copy?.remove();
});

const paths = (kind: string) =>
  accessTable
    .filter((rule) => rule.kind === kind && decideAccess(rule.path, null) === 'unauthenticated')
    .map(({ path }) => path.replaceAll(/\{\w+\}/g, '1'));

async function signedIn(role: string): Promise<Visitor> {
  const visitor = new Visitor();
  const body = { email: `${role}@example.com`, password: seededPassword };
  const answer = await visitor.post(`${site.url}/api/sign-in`, body, { origin: site.url });
  expect(answer.status).toBe(200);
  return visitor;
}

test('this build has no gate: nobody says no to what is not there', async () => {
  const answer = await new Visitor().fetch(`${site.url}/account/nope`);
  expect([answer.status, answer.headers.get('location')]).toEqual([404, null]);
});

test('MATCHER-40 pages guard themselves when the matcher is empty', async () => {
  expect(paths('page')).toEqual(expect.arrayContaining(['/account', '/admin']));
  for (const path of paths('page')) {
    for (const headers of askings) {
      const answer = await new Visitor().fetch(site.url + path, { headers });
      const text = await answer.text();
      const label = `${path} ${JSON.stringify(headers)} ${answer.status}`;
      expect(text + JSON.stringify([...answer.headers]), label).not.toMatch(marks);
      if ('RSC' in headers) continue;
      expect([answer.status, answer.headers.get('location')], label).toEqual([
        307,
        `/sign-in?returnTo=${encodeURIComponent(path)}`,
      ]);
    }
  }
});

test('MATCHER-40 endpoints guard themselves, and so does what is not there below the API', async () => {
  expect(paths('endpoint')).toContain('/api/current');
  for (const path of [...paths('endpoint'), '/api/nope', '/api/admin/nope']) {
    expect(await refusalsAt(path, () => new Visitor()), path).toEqual(['401 unauthenticated']);
  }
});

test('MATCHER-40 roles hold without the gate too', async () => {
  const [user, support] = [await signedIn('user'), await signedIn('support')];
  for (const path of paths('page')) {
    for (const [visitor, role] of [
      [user, 'user'],
      [support, 'support'],
    ] as const) {
      const answer = await visitor.fetch(site.url + path);
      const isAllowed = decideAccess(path, role) === 'allow';
      // Who has just signed in has nothing to confirm there.
      const isLed = path === '/reauthenticate';
      expect(answer.status, `${role} ${path}`).toBe(isLed ? 307 : isAllowed ? 200 : 403);
      expect(marks.test(await answer.text()), `${role} ${path}`).toBe(isAllowed && !isLed);
    }
  }
  expect((await user.fetch(`${site.url}/api/admin/nope`)).status).toBe(403);
});

test('MATCHER-40 actions guard themselves: another origin runs none of them', async () => {
  const user = await signedIn('user');
  for (const { id, name, page } of builtActions()) {
    for (const origin of ['https://evil.test', 'null', `${site.url}.evil.test`]) {
      const answer = await callAction(user, site.url + page, id, '[]', { origin });
      const text = await answer.text();
      // The framework refuses most of these itself, with an answer of its own.
      if (answer.status === 200) expect(text, `${name} ${origin}`).toContain('cross_origin');
      else expect([403, 500], `${name} ${origin}`).toContain(answer.status);
    }
    const own = { origin: site.url, 'sec-fetch-site': 'cross-site' };
    const answer = await callAction(user, site.url + page, id, '[]', own);
    expect(await answer.text(), name).toContain('cross_origin');
    if (decideAccess(page, null) === 'allow') continue;
    const anonymous = await callAction(new Visitor(), site.url + page, id, '[]', {
      origin: site.url,
    });
    expect(await anonymous.text(), name).toContain(`"to":"${signInPath(page)}"`);
  }
  expect((await user.fetch(`${site.url}/api/current`)).status).toBe(200);
});

test('MATCHER-40 a session that has ended is refused by pages, endpoints and actions themselves', async () => {
  const owner = await signedIn('admin');
  const copy = () => holding(owner.session);
  const held = copy();
  const ended = await held.post(`${site.url}/api/sign-out`, undefined, { origin: site.url });
  expect(ended.status).toBe(204);
  const isDenied = async () => (await copy().fetch(`${site.url}/account`)).status === 307;
  await expect.poll(isDenied, { timeout: 5_000, interval: 100 }).toBe(true);
  // Each page and endpoint is a function of its own, and hears the news by itself.
  await new Promise((elapsed) => setTimeout(elapsed, 2_100));
  for (const path of paths('page')) {
    const answer = await copy().fetch(site.url + path);
    expect([answer.status, answer.headers.get('location')], path).toEqual([307, signInPath(path)]);
    expect(await answer.text(), path).not.toMatch(marks);
  }
  for (const path of paths('endpoint')) {
    expect(await refusalsAt(path, copy), path).toEqual(['401 session_revoked']);
  }
  for (const { id, name, page } of builtActions()) {
    if (decideAccess(page, null) === 'allow') continue;
    const answer = await callAction(copy(), site.url + page, id, '[]', { origin: site.url });
    expect(await answer.text(), name).toContain(`"to":"${signInPath(page)}"`);
  }
});

/** What a path says to every method that it takes, each answer once. */
async function refusalsAt(path: string, come: () => Visitor): Promise<string[]> {
  const said = new Set<string>();
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    const headers = { origin: site.url };
    const answer = await come().send(method, site.url + path, undefined, headers);
    const { code } = await answer.json();
    if (code !== 'method_not_allowed') said.add(`${answer.status} ${code}`);
  }
  return [...said];
}
