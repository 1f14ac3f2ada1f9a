import { expect, test } from 'vitest';
import { safeCallbackUrl, safeReturnTo, signInPath } from '#core/return-to.ts';

const origin = 'http://localhost:3000';

const hostile = [
  'https://evil.test',
  '//evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '/%09/evil.test',
  'https:evil.test',
  'https:///evil.test',
  'http://localhost:3000@evil.test',
  'http://localhost:3000.evil.test',
  'javascript:1',
  'data:text/html,x',
  '/%0d%0aX:1',
  '/..//evil.test',
  'blob:http://localhost:3000/x',
  '///evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '/\r\nX: 1',
  '/.//evil.test',
  '/x/..//evil.test',
  '/%2e%2e//evil.test',
  '/\0',
  '/\ud800',
  '\u2028//evil.test',
  ' //evil.test',
  '/ok\\..\\evil',
  'evil.test',
  '.evil.test',
  '@evil.test',
  'localhost:3000',
  '?x=1',
  '',
];

test.each(hostile)('REDIR-01 stays on the own origin for %j', (value) => {
  const path = safeReturnTo(value, origin);
  const target = new URL(path, origin);

  expect(target.origin).toBe(origin);
  expect(path).toMatch(/^\/(?![/\\])/);
  expect(target.pathname.startsWith('//')).toBe(false);
  const callback = new URL(safeCallbackUrl(value, origin));
  expect(callback.origin).toBe(origin);
  expect(callback.pathname.startsWith('//')).toBe(false);
});

test.each([
  'https://evil.test',
  '//evil.test',
  '/\\evil.test',
  '/..//evil.test',
  '/\t/evil.test',
  'javascript:1',
  `/${'x'.repeat(2048)}`,
])('REDIR-01 falls back to the account for %j', (value) => {
  expect(safeReturnTo(value, origin)).toBe('/account');
});

test.each([null, undefined, 7, ['/ok'], { toString: () => '/ok' }])(
  'falls back for %j',
  (value) => {
    expect(safeReturnTo(value, origin)).toBe('/account');
    expect(safeCallbackUrl(value, origin)).toBe('http://localhost:3000/account');
  },
);

test.each([
  ['/ok', '/ok'],
  ['/', '/'],
  ['/account/sessions?page=2#top', '/account/sessions?page=2#top'],
  ['/admin/../account', '/account'],
  ['/search?q=https://evil.test', '/search?q=https://evil.test'],
  ['/grüße', '/gr%C3%BC%C3%9Fe'],
  ['/registered', '/registered'],
])('REDIR-01 honours the own path %j', (value, path) => {
  expect(safeReturnTo(value, origin)).toBe(path);
});

test.each([
  '/sign-in',
  '/sign-in?returnTo=/sign-in',
  '/sign-out',
  '/register',
  '/auth/error',
  '/api/sign-out',
  '/x/../sign-out',
])('leads nobody back into signing in or out: %s', (value) => {
  expect(safeReturnTo(value, origin)).toBe('/account');
});

test('takes a fallback of its caller', () => {
  expect(safeReturnTo('//evil.test', origin, '/')).toBe('/');
});

test.each([
  ['http://localhost:3000', 'http://localhost:3000/'],
  ['http://localhost:3000/admin?x=1', 'http://localhost:3000/admin?x=1'],
  ['/admin', 'http://localhost:3000/admin'],
  ['http://localhost:3000//evil.test', 'http://localhost:3000/account'],
  ['http://localhost:3000/sign-out', 'http://localhost:3000/account'],
  ['http://localhost:30001/admin', 'http://localhost:3000/account'],
  ['https://localhost:3000/admin', 'http://localhost:3000/account'],
])('a callback URL %s becomes %s', (value, url) => {
  expect(safeCallbackUrl(value, origin)).toBe(url);
});

test('the way to sign in carries the path back', () => {
  expect(signInPath('/admin/users?role=user&x=1#y')).toBe(
    '/sign-in?returnTo=%2Fadmin%2Fusers%3Frole%3Duser%26x%3D1%23y',
  );
});
