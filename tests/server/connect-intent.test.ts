import { expect, test } from 'vitest';
import { openIntent, sealIntent } from '#server/connect-intent.ts';

const secret = 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E';
const other = 'hV3t9Qz0Lr7Xn2Wc5Kp8Yb1Md4Fg6Js0';
const now = new Date('2026-11-25T09:00:00Z');
const intent = {
  sub: 'u1',
  sid: 's1',
  provider: 'google',
  exp: now.getTime() / 1000 + 900,
} as const;

test('opens what it sealed, under an older secret too, and for its provider alone', async () => {
  const sealed = await sealIntent(intent, [secret]);
  expect(await openIntent(sealed, 'google', [secret], now)).toEqual(intent);
  expect(await openIntent(sealed, 'google', [other, secret], now)).toEqual(intent);
  expect(await openIntent(sealed, 'github', [secret], now)).toBeNull();
});

test('opens nothing that is over, foreign, damaged or missing', async () => {
  const sealed = await sealIntent(intent, [secret]);
  const later = new Date(now.getTime() + 900_000);
  expect(await openIntent(sealed, 'google', [secret], later)).toBeNull();
  expect(await openIntent(sealed, 'google', [other], now)).toBeNull();
  expect(await openIntent(`${sealed}A`, 'google', [secret], now)).toBeNull();
  expect(await openIntent(null, 'google', [secret], now)).toBeNull();
  expect(await openIntent('x'.repeat(5000), 'google', [secret], now)).toBeNull();
});
