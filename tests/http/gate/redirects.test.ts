import { expect, test } from 'vitest';
import { csrfTokenFor, postAsAuthClient, postAuthForm } from '#tests/support/auth-client.ts';
import { hiddenFields, submitForm } from '#tests/support/forms.ts';
import { seededPassword, seededVisitor, siteUrl, Visitor } from '#tests/support/site.ts';

const { host, port } = new URL(siteUrl);
const email = 'user@example.com';
const password = seededPassword;

/** Targets that lead away, in the eyes of one parser or another: one of each kind. */
const kinds = [
  ...['https://evil.test', '//evil.test', '/\\evil.test', '\\\\evil.test', '/%09/evil.test'],
  ...['https:evil.test', 'https:///evil.test', `http://${host}@evil.test`],
  ...[`http://${host}.evil.test`, 'javascript:1', 'data:text/html,x', '/%0d%0aX:1'],
  ...['/..//evil.test', 'blob:https://evil.test/x', '/\t/evil.test'],
];
const away = [
  ...kinds,
  ...['///evil.test', ' //evil.test', `${siteUrl}@evil.test`, `${siteUrl}.evil.test/`],
  ...[`http://localhost:${Number(port) + 1}/x`, `https://${host}/x`],
  ...[`${siteUrl}//evil.test`, `${siteUrl}/\\evil.test`, '/\r\nX:1', '/x/..//evil.test'],
  ...['/%2f/evil.test', '/%5cevil.test', '/\u0000/evil.test', '/\u2028//evil.test'],
  ...['？//evil.test', '/api/auth/signout', '/sign-out', '/sign-in', '', 'ok', '%'],
];

/** Where a browser would be after following a target: always on this site, in no circle. */
function expectAtHome(target: string | null | undefined, label: string): void {
  expect(target, label).toBeTruthy();
  const url = new URL(target ?? '', siteUrl);
  expect(url.origin, label).toBe(siteUrl);
  expect(url.pathname, label).not.toMatch(/^\/(\/|\\|sign-|api\/)/);
  expect(target, label).not.toMatch(/[\r\n\t]/);
}

const names = ['returnTo', 'callbackUrl', 'redirectTo', 'next', 'url'];

test('REDIR-01 the sign-in page leads nobody away, by whatever name it is asked', async () => {
  const user = await seededVisitor('user');
  for (const target of away) {
    const wanted = encodeURIComponent(target);
    const path = `/sign-in?${names.map((name) => `${name}=${wanted}`).join('&')}`;
    const page = await (await new Visitor().fetch(path)).text();
    expectAtHome(hiddenFields(page, 'sign-in').get('returnTo'), path);
    const led = await user.fetch(path);
    expect(led.status, path).toBe(307);
    expectAtHome(led.headers.get('location'), path);
  }
  const twice = await user.fetch('/sign-in?returnTo=/ok&returnTo=//evil.test');
  expectAtHome(twice.headers.get('location'), 'twice');
  const good = await user.fetch('/sign-in?returnTo=/ok');
  expect(good.headers.get('location')).toBe('/ok');
});

test('REDIR-01 the sign-in form goes nowhere else, and a bad wish does not stop it', async () => {
  for (const returnTo of [...kinds, '/ok']) {
    const visitor = new Visitor();
    const answer = await submitForm(visitor, '/sign-in', 'sign-in', { email, password, returnTo });
    const html = await answer.text();
    const label = JSON.stringify(returnTo);
    expect([answer.status, visitor.session === undefined], label).toEqual([200, false]);
    const to = /http-equiv="refresh" content="0;url=([^"]*)"/i.exec(html)?.[1];
    if (returnTo === '/ok') expect(to).toBe('/ok');
    else expectAtHome(to, label);
  }
});

test('REDIR-01 Auth.js’s callback goes nowhere else: body, query, header and cookie', async () => {
  for (const target of [...away, '/ok', `${siteUrl}/ok`]) {
    const wanted = encodeURIComponent(target);
    const visitor = new Visitor();
    const csrfToken = await csrfTokenFor(visitor);
    visitor.cookies.set('gatehouse.callback', wanted);
    const fields = { email, password, csrfToken, callbackUrl: target, redirectTo: target };
    const path = `callback/credentials?callbackUrl=${wanted}&redirectTo=${wanted}`;
    const answer = await postAuthForm(visitor, path, fields);
    const label = JSON.stringify(target);
    expect([answer.status, visitor.session === undefined], label).toEqual([302, false]);
    const to = answer.headers.get('location');
    if (target.endsWith('/ok')) expect(to).toBe(`${siteUrl}/ok`);
    else expectAtHome(to, label);
    const kept = decodeURIComponent(visitor.cookies.get('gatehouse.callback') ?? '');
    expect(kept === wanted || kept === target ? siteUrl : new URL(kept, siteUrl).origin).toBe(
      siteUrl,
    );
  }
});

test('REDIR-01 a remembered callback of another site is not followed, nor one at signing out', async () => {
  for (const target of kinds) {
    const visitor = new Visitor();
    const csrfToken = await csrfTokenFor(visitor);
    visitor.cookies.set('gatehouse.callback', encodeURIComponent(target));
    const fields = { email, password, csrfToken };
    const signedIn = await postAsAuthClient(visitor, 'callback/credentials', fields);
    expect(signedIn.status, target).toBe(200);
    expectAtHome((await signedIn.json()).url, target);
    const signedOut = await postAsAuthClient(visitor, 'signout', {
      csrfToken,
      callbackUrl: target,
    });
    expect([signedOut.status, visitor.session], target).toEqual([200, undefined]);
    expectAtHome((await signedOut.json()).url, target);
  }
});

test('REDIR-01 the gate’s own redirects stay at home, whatever path and host are asked for', async () => {
  const paths = [
    '/account//evil.test',
    '/account/%2f%2fevil.test',
    '/account/%0d%0aX:1',
    '/account?a=//evil.test',
  ];
  const forged = { 'x-forwarded-host': 'evil.test', forwarded: 'host=evil.test' };
  for (const path of [...paths, '/admin/https:/evil.test', '/account/\\evil.test']) {
    for (const headers of [{}, forged]) {
      const answer = await new Visitor().fetch(path, { headers });
      const to = new URL(answer.headers.get('location') ?? '', siteUrl);
      expect(to.origin, path).toBe(siteUrl);
      expect(answer.headers.get('x'), path).toBeNull();
      if (answer.status === 308) continue;
      expect([answer.status, to.pathname], path).toEqual([307, '/sign-in']);
    }
  }
});

test('REDIR-01 Auth.js’s pages of its own lead to ours alone', async () => {
  for (const target of away) {
    const wanted = encodeURIComponent(target);
    for (const path of ['signin', 'signout', 'error', 'signin/credentials']) {
      const answer = await new Visitor().fetch(
        `/api/auth/${path}?callbackUrl=${wanted}&error=${wanted}`,
      );
      expect(answer.status, `${path} ${target}`).toBeLessThan(500);
      const to = answer.headers.get('location');
      if (to !== null) expect(new URL(to, siteUrl).origin, `${path} ${target}`).toBe(siteUrl);
    }
  }
});
