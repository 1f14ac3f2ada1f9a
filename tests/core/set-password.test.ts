import { expect, test } from 'vitest';
import { limits } from '#core/limits.ts';
import { claimsOf } from '#core/session-claims.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { setPassword, setPasswordInput } from '#core/set-password.ts';
import { fakeHash, publicUser, seedUser } from '#tests/support/memory.ts';
import { password, signInTo, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { chosen, connectGoogle } from './recovery-world.ts';

const setAs = ({ ports, caller }: World, claims: SessionClaims, newPassword = chosen) =>
  setPassword(ports, setPasswordInput.parse({ newPassword }), claims, caller);

/** Somebody who has only Google, signed in by it. */
async function byGoogle(world: World) {
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const { sid } = await signInTo(world, 'ada@x.test');
  connectGoogle(memory, user.id);
  user.passwordHash = null;
  const [session] = memory.sessions;
  if (!session) throw new Error('no session');
  session.method = 'google';
  const { createdAt: openedAt, absoluteExpiresAt } = session;
  const opened = { id: sid, method: 'google', openedAt, absoluteExpiresAt, isRemembered: true };
  return { user, claims: claimsOf(publicUser(user), { ...opened, method: 'google' }) };
}

test('sets the first password, ends the other sessions and goes on in a new one', async () => {
  const world = memoryWorld();
  const { user, claims } = await byGoogle(world);

  const outcome = await setAs(world, claims);

  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const opened = claimsOf(outcome.value.user, outcome.value.session);
  expect(user.passwordHash).toBe(fakeHash(chosen, 2));
  expect(opened).toMatchObject({ sub: user.id, amr: ['google'] });
  expect(world.memory.sessions.map(({ id, endReason }) => [id, endReason])).toEqual([
    [claims.sid, 'password_changed'],
    [opened.sid, null],
  ]);
  expect(world.memory.told).toEqual([claims.sid]);
  expect(world.memory.letters).toMatchObject([{ template: 'password-set', to: 'ada@x.test' }]);
});

test('whoever has a password is told so, before anything is hashed', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  world.memory.calls.length = 0;

  expect(await setAs(world, claims)).toEqual({ ok: false, refusal: { code: 'password_exists' } });
  expect(user.passwordHash).toBe(fakeHash(password, 2));
  expect(world.memory.calls).not.toContain('passwords.hash');
});

test('of two at once one wins', async () => {
  const world = memoryWorld();
  const { claims } = await byGoogle(world);
  const outcomes = await Promise.all([setAs(world, claims), setAs(world, claims)]);
  expect(outcomes.map((one) => (one.ok ? 'ok' : one.refusal.code)).sort()).toEqual([
    'ok',
    'password_exists',
  ]);
});

test('judges the password, at its field', async () => {
  const world = memoryWorld();
  const { claims } = await byGoogle(world);
  expect(await setAs(world, claims, 'short')).toMatchObject({
    refusal: { code: 'password_too_short', errors: [{ field: 'newPassword' }] },
  });
});

test('says busy and too many as the others do, and knows no account that is gone', async () => {
  const world = memoryWorld();
  const { memory, caller } = world;
  const { claims } = await byGoogle(world);
  memory.isBusy = true;
  expect(await setAs(world, claims)).toMatchObject({ refusal: { code: 'busy' } });
  const gone = { ...claims, sub: crypto.randomUUID() };
  expect(await setAs(world, gone)).toMatchObject({ refusal: { code: 'unauthenticated' } });
  memory.limitCounts.set(`reset-ip ${caller.ip}`, limits['reset-ip'].quota);
  expect(await setAs(world, claims)).toMatchObject({ refusal: { code: 'too_many_attempts' } });
});
