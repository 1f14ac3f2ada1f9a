import { expect, test } from 'vitest';
import { accessTable, decideAccess, ruleFor } from '#core/access.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import { seededVisitor, siteUrl, Visitor } from '#tests/support/site.ts';

const guarded = accessTable.filter(({ audience }) => /^(signed-in|support|admin)$/.test(audience));
const pages = guarded
  .filter(({ path, kind }) => kind !== 'endpoint' && !path.startsWith('/api'))
  .flatMap(({ path }) => [path, `${path}/nope`, `${path}/deep/er/nope.png`])
  .map((path) => path.replaceAll(/\{\w+\}/g, '1'))
  // Below a page that has no gate there is nothing to guard.
  .filter((path) => ruleFor(path) !== null);

test('a visitor of a guarded page is sent to sign in, and told the way back: path and query', async () => {
  expect(pages).toContain('/account');
  for (const path of pages) {
    for (const query of ['', '?a=1&b=%2F%26', '?returnTo=/x', '?=%E2%9C%93']) {
      const answer = await new Visitor().fetch(path + query);
      const to = new URL(answer.headers.get('location') ?? '', siteUrl);
      expect([answer.status, to.origin, to.pathname]).toEqual([307, siteUrl, '/sign-in']);
      const back = new URL(to.searchParams.get('returnTo') ?? '', siteUrl);
      expect([back.pathname, [...back.searchParams]]).toEqual([
        path,
        [...new URLSearchParams(query)],
      ]);
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(await answer.text()).not.toContain('<');
    }
  }
});

test('the way back from signing in is kept in the form, and led to by one who is signed in', async () => {
  const query = `returnTo=${encodeURIComponent('/account?tab=1&x=%2F')}`;
  const page = await (await new Visitor().fetch(`/sign-in?${query}`)).text();
  expect(page).toContain('name="returnTo" value="/account?tab=1&amp;x=%2F"');
  const user = await seededVisitor('user');
  for (const [path, to] of [
    [`/sign-in?${query}`, '/account?tab=1&x=%2F'],
    ['/sign-in', '/account'],
    ['/register', '/account'],
  ] as const) {
    const answer = await user.fetch(path);
    expect([answer.status, answer.headers.get('location')]).toEqual([307, to]);
  }
});

test('the wrong role gets a real 403 with the design, and no way round in a circle', async () => {
  const refusedPage = await (await new Visitor().fetch('/refused')).text();
  const user = await seededVisitor('user');
  const refused = pages.filter((path) => decideAccess(path, 'user') === 'forbidden');
  expect(refused).toEqual(expect.arrayContaining(['/admin', '/admin/nope']));
  for (const path of refused) {
    const answer = await user.fetch(path);
    expect(answer.status, path).toBe(403);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const html = await answer.text();
    expect(html).toBe(refusedPage);
    // Without JavaScript too: the words stand in the body, and the styles are linked.
    const body = html.replaceAll(/<script\b.*?<\/script>/gs, '');
    expect(body).toContain('This gate stays shut for you');
    expect(body).toMatch(/<link rel="stylesheet" href="\/_next\/static\//);
    expect(body).toContain('href="/sign-out"');
  }
  expect((await user.fetch('/account')).status).toBe(200);
});

test('the gate comes before the 404: only who may know learns that nothing is there', async () => {
  const [user, support] = [await seededVisitor('user'), await seededVisitor('support')];
  const missingPage = await (await new Visitor().fetch('/missing')).text();
  const statuses = async (visitor: Visitor) =>
    Promise.all(
      ['/account/nope', '/admin/nope', '/api/nope', '/api/admin/nope', '/nope'].map(
        async (path) => (await visitor.fetch(path)).status,
      ),
    );
  expect(await statuses(new Visitor())).toEqual([307, 307, 401, 401, 404]);
  expect(await statuses(user)).toEqual([404, 403, 404, 403, 404]);
  expect(await statuses(support)).toEqual([404, 404, 404, 404, 404]);
  const page = await user.fetch('/account/nope');
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(await page.text()).toBe(missingPage);
  expect(missingPage).toContain('There is nothing here');
  expect(await refusalOf(await user.fetch('/api/nope'))).toEqual([404, 'not_found']);
});

test('a write to a guarded page is refused as a problem that says why', async () => {
  const anonymous = await new Visitor().post('/account', {});
  expect(await refusalOf(anonymous)).toEqual([401, 'unauthenticated']);
  const user = await seededVisitor('user');
  const foreign = await user.post('/account', {}, { origin: 'https://evil.test' });
  expect(await refusalOf(foreign)).toEqual([403, 'cross_origin']);
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await user.send(method, '/account');
    expect((await problemOf(answer)).code).toBe('method_not_allowed');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  }
});

test('a call of an action whose session is gone is led to sign in and back', async () => {
  const answer = await new Visitor().fetch('/account?tab=1', {
    method: 'POST',
    headers: { origin: siteUrl, 'next-action': 'f'.repeat(42), 'content-type': 'text/plain' },
    body: '[]',
  });
  expect(await refusalOf(answer)).toEqual([401, 'unauthenticated']);
  expect(answer.headers.get('x-action-redirect')).toBe(
    `/sign-in?returnTo=${encodeURIComponent('/account?tab=1')};push`,
  );
});
