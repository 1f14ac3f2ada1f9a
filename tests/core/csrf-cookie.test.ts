import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { withNewestCsrfCookie } from '#core/csrf-cookie.ts';

const newest = 'Zr3Ux8Ge1Mo5Ty7Hk2Pc9Vd4Sb6Wn0Qj';
const older = 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E';
const oldest = 'Vb5Nq8Wz2Rt6Yh1Kj4Lm7Xp3Cs9Dg0Fa';
const name = 'gatehouse.csrf';
const token = '0f'.repeat(32);

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
/** The value as Auth.js makes it. */
const signed = (secret: string, of = token, bar = '%7C') => `${of}${bar}${hashOf(of + secret)}`;

test.each([older, oldest])(
  'a token of an older secret is signed by the newest (%#)',
  async (by) => {
    for (const bar of ['%7C', '%7c', '|']) {
      const header = `gatehouse.session=a.b..c; ${name}=${signed(by, token, bar)}; gatehouse.callback=x`;
      expect(await withNewestCsrfCookie(header, name, [newest, older, oldest])).toBe(
        `gatehouse.session=a.b..c; gatehouse.callback=x; ${name}=${signed(newest)}`,
      );
    }
  },
);

test('what the newest secret signed stays as it came, and so does a header without a token', async () => {
  for (const header of [`a=1; ${name}=${signed(newest)}`, 'a=1;b=2', '']) {
    expect(await withNewestCsrfCookie(header, name, [newest, older])).toBe(header);
  }
});

test('what no secret of the list signed is never signed anew', async () => {
  const foreign = [
    signed(oldest),
    signed(''),
    signed(`${newest},${older}`),
    `${token}%7C${hashOf(token)}`,
    `${token}%7C${hashOf(older)}`,
    `${'0e'.repeat(32)}%7C${hashOf(token + older)}`,
    `${token}%7C${hashOf(token + older).slice(0, 63)}g`,
    `${token}%7C${hashOf(token + older).slice(0, 63)}`,
    `${token}%7C${hashOf(token + older).toUpperCase()}`,
    signed(older, '0f'.repeat(31)),
    signed(older, token.toUpperCase()),
    signed(older, 'x'),
    signed(older, ''),
    `${signed(older)}%7C${signed(older)}`,
    `${token}%257C${hashOf(token + older)}`,
    `${token}%7C`,
    token,
    '%',
    '',
  ];
  for (const value of foreign) {
    const header = `${name}=${value}`;
    expect(await withNewestCsrfCookie(header, name, [newest, older]), value).toBe(header);
  }
});

test('a token outlives each rotation while its secret is in the list, and ends with it', async () => {
  const header = `${name}=${signed(oldest)}`;
  const ofNewest = `${name}=${signed(newest)}`;
  for (const secrets of [
    [newest, oldest],
    [newest, older, oldest],
  ]) {
    expect(await withNewestCsrfCookie(header, name, secrets)).toBe(ofNewest);
  }
  expect(await withNewestCsrfCookie(header, name, [newest])).toBe(header);
  expect(await withNewestCsrfCookie(header, name, [])).toBe(header);
});

test('of two cookies of the name the first decides, and only one goes on', async () => {
  const own = `${name}=${signed(older)}`;
  const planted = `${name}=${signed(oldest)}`;
  expect(await withNewestCsrfCookie(`${own}; ${planted}`, name, [newest, older])).toBe(
    `${name}=${signed(newest)}`,
  );
  const reversed = `${planted}; ${own}`;
  expect(await withNewestCsrfCookie(reversed, name, [newest, older])).toBe(reversed);
});

test('over https the cookie of plain http is none', async () => {
  const header = `${name}=${signed(older)}`;
  expect(await withNewestCsrfCookie(header, `__Host-${name}`, [newest, older])).toBe(header);
});
