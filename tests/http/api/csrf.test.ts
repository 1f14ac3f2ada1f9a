import { expect, test } from 'vitest';
import { csrfTokenFor, postAsAuthClient, postAuthForm } from '#tests/support/auth-client.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { seededPassword, seededVisitor, siteUrl, Visitor } from '#tests/support/site.ts';

const right = { email: 'user@example.com', password: seededPassword };

test('CSRF-01 the right password without a token opens nothing', async () => {
  const visitor = new Visitor();
  const answer = await postAsAuthClient(visitor, 'callback/credentials', right);
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'csrf_failed' }]);
  const form = await postAuthForm(visitor, 'callback/credentials', right);
  expect(form.status).toBe(302);
  expect(new URL(form.headers.get('location') ?? '', siteUrl).searchParams.get('error')).toBe(
    'MissingCSRF',
  );
  expect(visitor.session).toBeUndefined();
});

test('CSRF-02 token without cookie, cookie without token, another browser’s token: nothing happens', async () => {
  const other = await csrfTokenFor(new Visitor());
  for (const path of ['callback/credentials', 'signin/credentials', 'signout']) {
    const visitor = await seededVisitor('user');
    const session = visitor.session;
    await csrfTokenFor(visitor);
    const withoutCookie = { cookie: `gatehouse.session=${session}` };
    const posts = [
      postAsAuthClient(visitor, path, { ...right, csrfToken: other }, withoutCookie),
      postAsAuthClient(visitor, path, right),
      postAsAuthClient(visitor, path, { ...right, csrfToken: other }),
      postAsAuthClient(visitor, path, { ...right, csrfToken: '' }),
      postAsAuthClient(visitor, path, { ...right, csrfToken: `${other}|${other}` }),
    ];
    for (const answer of await Promise.all(posts)) {
      expect(answer.status, path).toBe(403);
      expect(await answer.json()).toMatchObject({ error: 'MissingCSRF', code: 'csrf_failed' });
    }
    expect(visitor.session).toBe(session);
    expect((await visitor.fetch('/api/current')).status).toBe(200);
  }
});

test('CSRF-04 a cross-site post with a valid pair of the attacker’s own signs nobody in', async () => {
  const visitor = new Visitor();
  const csrfToken = await csrfTokenFor(visitor);
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.test' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.test', 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' },
  ];
  for (const path of ['callback/credentials', 'signin/credentials', 'signout', 'session']) {
    for (const headers of foreign) {
      const answer = await postAuthForm(visitor, path, { ...right, csrfToken }, headers);
      expect(await refusalOf(answer), path).toEqual([403, 'cross_origin']);
    }
  }
  expect(visitor.session).toBeUndefined();
});

test('CSRF-05 neither GET nor a post from elsewhere signs out', async () => {
  const visitor = await seededVisitor('user');
  const session = visitor.session;
  const gets = ['/api/auth/signout', '/api/auth/signout?callbackUrl=/', '/sign-out'];
  for (const path of gets) expect((await visitor.fetch(path)).status).toBeLessThan(400);
  expect((await visitor.fetch('/api/sign-out')).status).toBe(405);
  const headers = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
  for (const path of ['/api/auth/signout', '/api/sign-out', '/sign-out']) {
    const answer = await visitor.fetch(path, { method: 'POST', headers, body: new FormData() });
    expect(answer.status, path).toBe(403);
  }
  expect(visitor.session).toBe(session);
  expect((await visitor.fetch('/api/current')).status).toBe(200);
});

test('a session is not updated without the token of its own browser', async () => {
  const visitor = await seededVisitor('user');
  const csrfToken = await csrfTokenFor(new Visitor());
  const answer = await visitor.post('/api/auth/session', { csrfToken, data: { name: 'Mallory' } });
  expect(await refusalOf(answer)).toEqual([403, 'csrf_failed']);
  const { user } = await (await visitor.fetch('/api/auth/session')).json();
  expect(user.name).not.toBe('Mallory');
});
