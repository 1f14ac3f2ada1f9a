import { expect, test } from 'vitest';
import { changePassword, changePasswordInput } from '#core/change-password.ts';
import { hours } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import { limits } from '#core/limits.ts';
import type { Ports } from '#core/ports.ts';
import { claimsOf } from '#core/session-claims.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { disabledForGood, fakeHash, seedUser } from '#tests/support/memory.ts';
import { password, signInTo, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const chosen = 'velvet umbra quinoa fjord';

const changeAs = (
  { ports, caller }: World,
  claims: SessionClaims,
  currentPassword = password,
  newPassword = chosen,
) => {
  const input = changePasswordInput.parse({ currentPassword, newPassword });
  return changePassword(ports, input, claims, caller);
};

const wrong = { ok: false, refusal: { code: 'invalid_password' } };

test('SESS-08 ends every session of the account and opens a new one for this browser', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  seedUser(memory, 'bob@x.test', password);
  const here = await signInTo(world, 'ada@x.test');
  const there = await signInTo(world, 'ada@x.test');
  const neighbour = await signInTo(world, 'bob@x.test');

  const outcome = await changeAs(world, here);

  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const opened = claimsOf(outcome.value.user, outcome.value.session);
  expect(user.passwordHash).toBe(fakeHash(chosen, 2));
  expect(opened).toMatchObject({ sub: user.id, rem: true, amr: ['pwd'] });
  expect(memory.sessions.map(({ id, endReason }) => [id, endReason])).toEqual([
    [here.sid, 'password_changed'],
    [there.sid, 'password_changed'],
    [neighbour.sid, null],
    [opened.sid, null],
  ]);
  expect(memory.told).toEqual([here.sid, there.sid]);
});

test('CRED-17 the old password is good for nothing afterwards, the new one signs in', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  await changeAs(world, claims);

  expect(await changeAs(world, claims, password, 'a third one, long enough')).toEqual(wrong);
  await expect(signInTo(world, 'ada@x.test')).rejects.toThrow('invalid_credentials');
});

test('CRED-17 a wrong current password changes nothing and is a failed attempt', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  memory.attempts.length = 0;

  expect(await changeAs(world, claims, 'not the password of anyone')).toEqual(wrong);

  expect(user.passwordHash).toBe(fakeHash(password, 2));
  expect(memory.sessions).toMatchObject([{ id: claims.sid, endReason: null }]);
  expect(memory.attempts).toMatchObject([{ userId: user.id, result: 'invalid_credentials' }]);
});

test('CRED-17 needs both passwords and takes nothing else', () => {
  const both = { currentPassword: password, newPassword: chosen };
  expect(changePasswordInput.safeParse(both).success).toBe(true);
  expect(changePasswordInput.safeParse({ newPassword: chosen }).success).toBe(false);
  expect(changePasswordInput.safeParse({ currentPassword: password }).success).toBe(false);
  expect(changePasswordInput.safeParse({ ...both, userId: 'u2' }).success).toBe(false);
});

test.each([
  ['the same', 'Pä\u00df \u00e9 velvet umbra'],
  ['the same in another spelling of Unicode', 'Pa\u0308\u00df e\u0301 velvet umbra'],
])('CRED-17 refuses %s password as the one there is', async (_what, typed) => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  user.passwordHash = fakeHash('Pä\u00df \u00e9 velvet umbra', 2);
  memory.calls.length = 0;

  expect(await changeAs(world, claims, 'Pä\u00df \u00e9 velvet umbra', typed)).toEqual({
    ok: false,
    refusal: {
      code: 'password_unchanged',
      errors: [{ field: 'newPassword', code: 'password_unchanged' }],
    },
  });
  expect(memory.calls).not.toContain('passwords.hash');
});

test.each([
  ['too short', 'password_too_short'],
  ['x'.repeat(1001), 'password_too_long'],
  ['PasswordPassword!', 'password_too_common'],
  ['lovelace-lovelace', 'password_too_similar'],
  ['analytical.test-1', 'password_too_similar'],
  ['gatehouse gatehouse', 'password_too_similar'],
])('CRED-10 judges a new password as a registration does: %.20s', async (typed, code) => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@analytical.test', password, { name: 'Ada Lovelace' });
  const claims = await signInTo(world, 'ada@analytical.test');

  expect(await changeAs(world, claims, password, typed)).toMatchObject({
    refusal: { code, errors: [{ field: 'newPassword', code }] },
  });
  expect(memory.sessions).toMatchObject([{ endReason: null }]);
});

test('RATE-01 guesses at the current password count with those at the sign-in', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const { quota } = limits['sign-in-address'];
  for (let round = 0; round < quota; round += 1) {
    await changeAs(world, claims, 'not the password of anyone');
  }

  expect(await changeAs(world, claims)).toMatchObject({ refusal: { code: 'too_many_attempts' } });
  await expect(signInTo(world, 'ada@x.test')).rejects.toThrow('too_many_attempts');
});

test('a session that ends with the browser is followed by one that does', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test', { rememberMe: false });

  expect(await changeAs(world, claims)).toMatchObject({
    value: {
      session: {
        isRemembered: false,
        absoluteExpiresAt: new Date(world.memory.now.getTime() + hours(12)),
      },
    },
  });
});

test('of two changes at once one wins, and its session stays', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const one = await signInTo(world, 'ada@x.test');
  const other = await signInTo(world, 'ada@x.test');

  const outcomes = await Promise.all([
    changeAs(world, one, password, 'the first of the two wins'),
    changeAs(world, other, password, 'the second of the two loses'),
  ]);

  expect(outcomes.map(({ ok }) => ok)).toEqual([true, false]);
  expect(outcomes[1]).toEqual(wrong);
  expect(user.passwordHash).toBe(fakeHash('the first of the two wins', 2));
  expect(memory.sessions.filter(({ endReason }) => endReason === null)).toHaveLength(1);
});

test('says busy and changes nothing when no hash can be made', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const hash = async () => 'busy' as const;
  const ports = { ...world.ports, passwords: { ...world.ports.passwords, hash } };

  expect(await changeAs({ ...world, ports }, claims)).toEqual({
    ok: false,
    refusal: { code: 'busy' },
  });
  expect(user.passwordHash).toBe(fakeHash(password, 2));
});

test('an account that was disabled after its password changed has no session any more', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const change: Ports['users']['changePassword'] = async (...asked) => {
    const endedIds = await world.ports.users.changePassword(...asked);
    user.disabled = disabledForGood;
    return endedIds;
  };
  const ports = { ...world.ports, users: { ...world.ports.users, changePassword: change } };

  expect(await changeAs({ ...world, ports }, claims)).toEqual({
    ok: false,
    refusal: { code: 'unauthenticated' },
  });
  expect(memory.told).toEqual([claims.sid]);
});

test('FAULT-01 a registry that falls silent after the change asks for a sign-in, not for another try', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const open = () => Promise.reject(new ServiceFault('database', 'timeout'));
  const ports = { ...world.ports, sessions: { ...world.ports.sessions, open } };

  expect(await changeAs({ ...world, ports }, claims)).toEqual({
    ok: false,
    refusal: { code: 'unauthenticated' },
  });
  expect(user.passwordHash).toBe(fakeHash(chosen, 2));
  expect(memory.told).toEqual([claims.sid]);
});

test('FAULT-01 a registry that is silent at the change is a fault, and nothing is told', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const change = () => Promise.reject(new ServiceFault('database', 'timeout'));
  const ports = { ...world.ports, users: { ...world.ports.users, changePassword: change } };

  await expect(changeAs({ ...world, ports }, claims)).rejects.toThrow(ServiceFault);
  expect(memory.told).toEqual([]);
});
