import { expect, test } from 'vitest';
import { seconds } from '#core/clock.ts';
import { claimsOf, isFresh, sessionView, userOf } from '#core/session-claims.ts';
import { signIn, signInInput } from '#core/sign-in.ts';
import { passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

test('the claims of a session speak in whole seconds and say what the session says', async () => {
  const { ports, memory, caller } = memoryWorld();
  seedUser(memory, 'ada@x.test', password, { name: 'Ada', role: 'admin' });
  const input = signInInput.parse({ email: 'ada@x.test', password });
  const outcome = await signIn(ports, input, caller, null);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const { user, session } = outcome.value;

  const claims = claimsOf(user, session);

  expect(claims).toEqual({
    sub: user.id,
    sid: session.id,
    role: 'admin',
    email: 'ada@x.test',
    name: 'Ada',
    picture: null,
    amr: ['pwd'],
    auth_time: Date.parse('2026-11-24T09:00:00Z') / 1000,
    iat: Date.parse('2026-11-24T09:00:00Z') / 1000,
    exp: Date.parse('2026-12-24T09:00:00Z') / 1000,
    rem: true,
  });
  expect(userOf(claims)).toEqual(user);
  expect(sessionView({ ...claims, iat: claims.iat + 600 })).toEqual({
    id: session.id,
    createdAt: '2026-11-24T09:00:00.000Z',
    lastSeenAt: '2026-11-24T09:10:00.000Z',
    expiresAt: '2026-12-24T09:00:00.000Z',
    absoluteExpiresAt: '2026-12-24T09:00:00.000Z',
  });
  expect(claimsOf(user, { ...session, method: 'github' }).amr).toEqual(['github']);
});

test('an authentication is fresh for so many seconds and no longer, renewals regardless', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const isFreshNow = () => {
    const renewed = { ...claims, iat: Math.floor(world.memory.now.getTime() / 1000) };
    return isFresh(renewed, world.memory.now, 600);
  };

  expect(isFreshNow()).toBe(true);
  passTime(world.memory, seconds(599));
  expect(isFreshNow()).toBe(true);
  passTime(world.memory, seconds(1));
  expect(isFreshNow()).toBe(false);
  expect(isFresh(claims, new Date((claims.auth_time + 600) * 1000), 600)).toBe(true);
  expect(isFresh(claims, new Date((claims.auth_time - 60) * 1000), 600)).toBe(true);
});
