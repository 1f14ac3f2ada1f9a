import { expect, test } from 'vitest';
import {
  clearedSessionCookie,
  cookieAttributes,
  readCookie,
  sessionCookieName,
  sessionSetCookie,
  withOneSessionCookie,
} from '#core/session-cookie.ts';

const name = 'gatehouse.session';

test('is bound to one host over https', () => {
  expect(sessionCookieName(true)).toBe('__Host-gatehouse.session');
  expect(sessionCookieName(false)).toBe('gatehouse.session');
  expect(cookieAttributes(true)).toEqual({
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: true,
  });
});

test.each([
  ['gatehouse.session=abc', 'abc'],
  ['a=1; gatehouse.session=abc; b=2', 'abc'],
  ['a=1;gatehouse.session=abc', 'abc'],
  ['\tgatehouse.session = abc ', 'abc'],
  ['gatehouse.session=a=b==', 'a=b=='],
  ['gatehouse.session=', ''],
  ['gatehouse.session', null],
  ['=abc', null],
  ['Gatehouse.session=abc', null],
  ['xgatehouse.session=abc', null],
  ['a="; gatehouse.session=abc"', 'abc"'],
  ['', null],
  [null, null],
])('reads from %j the value %j', (header, value) => {
  expect(readCookie(header, name)).toBe(value);
});

test.each([
  'gatehouse.session-evil=abc',
  'gatehouse.session.0=abc',
  'gatehouse.sessionx=abc',
  '__Host-gatehouse.session=abc',
])('takes no neighbour for the session: %s', (header) => {
  expect(readCookie(header, name)).toBeNull();
});

test('a name that begins with other blanks than a browser sends is another name', () => {
  expect(readCookie('\u00a0__Host-gatehouse.session=evil', sessionCookieName(true))).toBeNull();
  expect(readCookie('\ufeff__Host-gatehouse.session=evil', sessionCookieName(true))).toBeNull();
  expect(readCookie('\u0085__Host-gatehouse.session=evil', sessionCookieName(true))).toBeNull();
});

test.each([
  ['gatehouse.session=one; gatehouse.session=junk', 'one'],
  ['gatehouse.session=junk; gatehouse.session=one', 'junk'],
  ['gatehouse.session=one; a=1; gatehouse.session=two', 'one'],
])('SESS-15 of two session cookies the first wins: %s', (header, winner) => {
  expect(readCookie(header, name)).toBe(winner);
  expect(readCookie(withOneSessionCookie(header, name), name)).toBe(winner);
});

test('SESS-15 passes on one session cookie and no neighbours of it', () => {
  const header =
    'a=1; gatehouse.session-evil=x; gatehouse.session=one; gatehouse.session.0=y; gatehouse.session=two; gatehouse.csrf=z';

  expect(withOneSessionCookie(header, name)).toBe('a=1; gatehouse.csrf=z; gatehouse.session=one');
});

test('passes on a renewed value in place of the old one', () => {
  expect(withOneSessionCookie('gatehouse.session=old; a=1', name, 'new')).toBe(
    'a=1; gatehouse.session=new',
  );
});

test('passes on no session cookie when there is none', () => {
  expect(withOneSessionCookie('a=1; gatehouse.session-evil=x', name)).toBe('a=1');
  expect(withOneSessionCookie('gatehouse.session=', name)).toBe('');
  expect(withOneSessionCookie(null, name)).toBe('');
});

test.each(['%E0%A4%A', '%00', '\x80\xff'])(
  'SESS-18 gives the value %j back as it is, undecoded',
  (value) => {
    expect(readCookie(`gatehouse.session=${value}`, name)).toBe(value);
  },
);

test('sets a remembered session until its absolute end, another until the browser closes', () => {
  const exp = Date.parse('2026-12-24T09:00:00Z') / 1000;

  expect(sessionSetCookie('abc', { exp, rem: true }, true)).toBe(
    '__Host-gatehouse.session=abc; Path=/; Expires=Thu, 24 Dec 2026 09:00:00 GMT; HttpOnly; SameSite=Lax; Secure',
  );
  expect(sessionSetCookie('abc', { exp, rem: false }, false)).toBe(
    'gatehouse.session=abc; Path=/; HttpOnly; SameSite=Lax',
  );
});

test('clears the session cookie under the same attributes', () => {
  expect(clearedSessionCookie(true)).toBe(
    '__Host-gatehouse.session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
  );
  expect(clearedSessionCookie(false)).toBe(
    'gatehouse.session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
  );
});
