import { expect, test } from 'vitest';
import { hours, minutes } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import { limits } from '#core/limits.ts';
import type { Ports } from '#core/ports.ts';
import { reauthenticate, reauthenticateInput } from '#core/reauthenticate.ts';
import { claimsOf, isFresh } from '#core/session-claims.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { disabledForGood, fakeHash, passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const proveAs = ({ ports, caller }: World, claims: SessionClaims, typed: string) =>
  reauthenticate(ports, reauthenticateInput.parse({ password: typed }), claims, caller);

const wrong = { ok: false, refusal: { code: 'invalid_password' } };

test('SESS-08 opens a fresh session with a new id in place of the old one', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password, { role: 'support' });
  const claims = await signInTo(world, 'ada@x.test');
  const other = await signInTo(world, 'ada@x.test');
  passTime(memory, minutes(11));
  expect(isFresh(claims, memory.now, 600)).toBe(false);

  const outcome = await proveAs(world, claims, password);

  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const fresh = claimsOf(outcome.value.user, outcome.value.session);
  expect(isFresh(fresh, memory.now, 600)).toBe(true);
  expect(fresh).toMatchObject({ sub: claims.sub, role: 'support', amr: ['pwd'], rem: true });
  expect(fresh.sid).not.toBe(claims.sid);
  expect(memory.sessions.map(({ id, endReason }) => [id, endReason])).toEqual([
    [claims.sid, 'replaced'],
    [other.sid, null],
    [fresh.sid, null],
  ]);
  expect(memory.told).toEqual([claims.sid]);
  expect(memory.noted.at(-1)).toBe(fresh.sid);
});

test('a session that ends with the browser is followed by one that does', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test', { rememberMe: false });

  expect(await proveAs(world, claims, password)).toMatchObject({
    value: {
      session: {
        isRemembered: false,
        absoluteExpiresAt: new Date(world.memory.now.getTime() + hours(12)),
      },
    },
  });
});

test('a right password is no attempt to sign in, a wrong one is a failed one', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  memory.attempts.length = 0;

  await proveAs(world, claims, password);
  expect(memory.attempts).toEqual([]);
  expect(await proveAs(world, claims, 'not the password of anyone')).toEqual(wrong);

  expect(memory.attempts).toMatchObject([
    { userId: user.id, result: 'invalid_credentials', ipPrefix: '192.0.2.0/24' },
  ]);
  expect(JSON.stringify(memory.attempts)).not.toContain('x.test');
});

test('a wrong password leaves the session as it was', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');

  await proveAs(world, claims, 'not the password of anyone');

  expect(memory.sessions).toMatchObject([{ id: claims.sid, endReason: null }]);
  expect(memory.told).toEqual([]);
});

test('an account without a password answers as to a wrong one, after the same calls', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  memory.calls.length = 0;
  const withPassword = await proveAs(world, claims, 'not the password of anyone');
  const work = memory.calls.splice(0);
  user.passwordHash = null;

  expect(await proveAs(world, claims, password)).toEqual(withPassword);
  expect(withPassword).toEqual(wrong);
  expect(memory.calls).toEqual(work);
});

test('RATE-01 guesses in a session count with those at the sign-in, before any hash', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'Ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const { quota, windowSeconds } = limits['sign-in-address'];
  for (let round = 0; round < quota; round += 1) {
    await proveAs(world, claims, 'not the password of anyone');
  }
  memory.calls.length = 0;

  expect(await proveAs(world, claims, password)).toEqual({
    ok: false,
    refusal: {
      code: 'too_many_attempts',
      retryAfterSeconds: windowSeconds,
      limit: { name: 'sign-in-address', quota, windowSeconds },
    },
  });
  expect(memory.calls).not.toContain('passwords.verify');
  await expect(signInTo(world, 'ada@x.test')).rejects.toThrow('too_many_attempts');
});

test('a success gives the address its point back, and the network keeps its count', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  let claims = await signInTo(world, 'ada@x.test');
  for (let round = 0; round < 15; round += 1) {
    const outcome = await proveAs(world, claims, password);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    claims = claimsOf(outcome.value.user, outcome.value.session);
  }

  expect(memory.limitCounts.get('sign-in-address ada@x.test')).toBe(0);
  expect(memory.limitCounts.get('sign-in-ip 192.0.2.77')).toBe(16);
  expect(memory.sessions.filter(({ endReason }) => endReason === null)).toHaveLength(1);
});

test('says busy without counting or recording when no hash can be compared', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  memory.attempts.length = 0;
  memory.isBusy = true;

  expect(await proveAs(world, claims, password)).toEqual({ ok: false, refusal: { code: 'busy' } });
  expect(memory.attempts).toEqual([]);
  expect(memory.limitCounts.get('sign-in-ip 192.0.2.77')).toBe(1);
});

test.each([
  ['got another password', { passwordHash: fakeHash('somebody was faster with this', 2) }],
  ['was disabled', { disabled: disabledForGood }],
])('SESS-08 no fresh session for an account that %s meanwhile', async (_what, change) => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const verify: Ports['passwords']['verify'] = async (typed, hash) => {
    const comparison = await world.ports.passwords.verify(typed, hash);
    Object.assign(user, change);
    return comparison;
  };
  const ports = { ...world.ports, passwords: { ...world.ports.passwords, verify } };

  expect(await proveAs({ ...world, ports }, claims, password)).toEqual(wrong);
  expect(memory.sessions).toHaveLength(1);
});

test('a session whose account is gone proves nothing', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  memory.users.length = 0;

  expect(await proveAs(world, claims, password)).toEqual(wrong);
});

test('FAULT-01 a database that does not answer is a fault, never a wrong password', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  const findForProof = () => Promise.reject(new ServiceFault('database', 'timeout'));
  const ports = { ...world.ports, users: { ...world.ports.users, findForProof } };

  await expect(proveAs({ ...world, ports }, claims, password)).rejects.toThrow(ServiceFault);
});
