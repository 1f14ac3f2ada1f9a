import { expect, test } from 'vitest';
import { days, hours } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import { limits } from '#core/limits.ts';
import type { Caller, Ports } from '#core/ports.ts';
import { claimsOf, sessionView, userOf } from '#core/session-claims.ts';
import { signIn, signInInput } from '#core/sign-in.ts';
import { signOut } from '#core/sign-out.ts';
import { fakeHash, type Memory, seedUser } from '#tests/support/memory.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const password = 'lantern orbit velvet canyon';
type World = { ports: Ports; memory: Memory; caller: Caller };

const signInAs = ({ ports, caller }: World, email: string, typed: string, more: object = {}) =>
  signIn(ports, signInInput.parse({ email, password: typed, ...more }), caller);

test('opens a session of 30 days for the right password', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password, { name: 'Ada', role: 'support' });

  const outcome = await signInAs(world, ' ADA@X.test', password);

  expect(outcome).toEqual({
    ok: true,
    value: {
      user: {
        id: user.id,
        email: 'ada@x.test',
        name: 'Ada',
        image: null,
        role: 'support',
        emailVerified: true,
      },
      session: {
        id: expect.stringMatching(/^[A-Za-z0-9_-]{32}$/),
        method: 'password',
        openedAt: world.memory.now,
        absoluteExpiresAt: new Date(world.memory.now.getTime() + days(30)),
        isRemembered: true,
      },
    },
  });
  expect(world.memory.sessions).toMatchObject([{ userId: user.id, ip: '192.0.2.77' }]);
  expect(world.memory.attempts).toMatchObject([
    { userId: user.id, result: 'succeeded', ipPrefix: '192.0.2.0/24' },
  ]);
});

test('opens a session of 12 hours that ends with the browser when it shall not be remembered', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);

  const outcome = await signInAs(world, 'ada@x.test', password, { rememberMe: false });

  expect(outcome).toMatchObject({
    value: {
      session: {
        isRemembered: false,
        absoluteExpiresAt: new Date(world.memory.now.getTime() + hours(12)),
      },
    },
  });
});

test('SESS-13 gives every sign-in a new session id', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  for (let round = 0; round < 20; round += 1) await signInAs(world, 'ada@x.test', password);

  expect(new Set(world.memory.sessions.map(({ id }) => id)).size).toBe(20);
});

test('CRED-01 answers unknown, wrong, disabled and OAuth-only alike, after the same calls', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'wrong@x.test', password);
  seedUser(memory, 'disabled@x.test', password, { isDisabled: true });
  seedUser(memory, 'unverified@x.test', password, { emailVerified: false });
  seedUser(memory, 'oauth@x.test', password, { passwordHash: null });
  const answers: unknown[] = [];
  const work: string[] = [];

  for (const local of ['unknown', 'wrong', 'disabled', 'unverified', 'oauth']) {
    memory.calls.length = 0;
    answers.push(await signInAs(world, `${local}@x.test`, 'not the password of anyone'));
    work.push(memory.calls.join(' '));
  }

  const refused = { ok: false, refusal: { code: 'invalid_credentials' } };
  expect(answers).toEqual([refused, refused, refused, refused, refused]);
  expect(new Set(work)).toEqual(
    new Set([
      'limits.take users.findForSignIn passwords.verify secrets.keyedDigest attempts.record',
    ]),
  );
});

test('records a failed attempt with a digest of the address, never the address', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password);

  await signInAs(world, 'ada@x.test', 'not the password of anyone');
  await signInAs(world, 'unknown@x.test', 'not the password of anyone');

  expect(world.memory.attempts).toMatchObject([
    { userId: user.id, result: 'invalid_credentials', ipPrefix: '192.0.2.0/24' },
    { userId: null, result: 'invalid_credentials' },
  ]);
  expect(JSON.stringify(world.memory.attempts)).not.toContain('x.test');
});

test('CRED-04 says that an address is not confirmed only after the right password', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { emailVerified: false });

  expect(await signInAs(world, 'ada@x.test', 'not the password of anyone')).toMatchObject({
    refusal: { code: 'invalid_credentials' },
  });
  expect(await signInAs(world, 'ada@x.test', password)).toEqual({
    ok: false,
    refusal: { code: 'email_not_verified' },
  });
  expect(world.memory.sessions).toEqual([]);
  expect(world.memory.attempts.at(-1)?.result).toBe('email_not_verified');
});

test('CRED-04 says that an account is disabled only after the right password, and first', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { isDisabled: true, emailVerified: false });

  expect(await signInAs(world, 'ada@x.test', 'not the password of anyone')).toMatchObject({
    refusal: { code: 'invalid_credentials' },
  });
  expect(await signInAs(world, 'ada@x.test', password)).toEqual({
    ok: false,
    refusal: { code: 'account_disabled' },
  });
  expect(world.memory.sessions).toEqual([]);
});

test('CRED-05 takes a password exactly as it was set', async () => {
  const world = memoryWorld();
  const set = '  Pä$$ \u00e9 漢 🔑   ';
  seedUser(world.memory, 'ada@x.test', set);

  const taken = [set, set.normalize('NFD'), set.trim(), set.toUpperCase(), set.slice(0, -1)];
  const outcomes = [];
  for (const typed of taken) outcomes.push((await signInAs(world, 'ada@x.test', typed)).ok);

  expect(outcomes).toEqual([true, true, false, false, false]);
});

test('CRED-06 looks at every character of a long password', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', `${'a'.repeat(72)}b`);

  expect((await signInAs(world, 'ada@x.test', `${'a'.repeat(72)}c`)).ok).toBe(false);
  expect((await signInAs(world, 'ada@x.test', 'a'.repeat(72))).ok).toBe(false);
  expect((await signInAs(world, 'ada@x.test', `${'a'.repeat(72)}b`)).ok).toBe(true);
});

test('RATE-01 refuses the right password too once an address is spent, before any hash', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const { quota, windowSeconds } = limits['sign-in-address'];
  for (let round = 0; round < quota; round += 1) {
    await signInAs(world, 'ada@x.test', 'not the password of anyone');
  }
  world.memory.calls.length = 0;

  expect(await signInAs(world, 'ADA@x.test', password)).toEqual({
    ok: false,
    refusal: {
      code: 'too_many_attempts',
      retryAfterSeconds: windowSeconds,
      limit: { name: 'sign-in-address', quota, windowSeconds },
    },
  });
  expect(world.memory.calls).toEqual(['limits.take']);
});

test('RATE-13 refuses a spent address that is unknown alike', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  for (const email of ['ada@x.test', 'unknown@x.test']) {
    world.memory.limitCounts.set(`sign-in-address ${email}`, limits['sign-in-address'].quota);
  }

  const known = await signInAs(world, 'ada@x.test', password);

  expect(await signInAs(world, 'unknown@x.test', password)).toEqual(known);
});

test('RATE-03 counts many addresses from one network', async () => {
  const world = memoryWorld();
  let refused = 0;
  for (let at = 0; at < 200; at += 1) {
    const outcome = await signInAs(world, `user${at}@x.test`, 'not the password of anyone');
    if (!outcome.ok && outcome.refusal.code === 'too_many_attempts') refused += 1;
  }

  expect(refused).toBe(200 - limits['sign-in-ip'].quota);
});

test('a success gives the address its point back, and the network keeps its count', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  for (let round = 0; round < 15; round += 1) await signInAs(world, 'ada@x.test', password);

  expect(world.memory.limitCounts.get('sign-in-address ada@x.test')).toBe(0);
  expect(world.memory.limitCounts.get('sign-in-ip 192.0.2.77')).toBe(15);
});

test('says busy without counting or recording when no hash can be compared', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  world.memory.isBusy = true;

  const outcome = await signInAs(world, 'ada@x.test', password);

  expect(outcome).toEqual({ ok: false, refusal: { code: 'busy' } });
  expect(world.memory.attempts).toEqual([]);
  expect([...world.memory.limitCounts.values()]).toEqual([0, 0]);
});

test('a hash with older parameters is made anew', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password, {
    passwordHash: fakeHash(password, 1),
  });

  await signInAs(world, 'ada@x.test', 'not the password of anyone');
  expect(user.passwordHash).toBe(fakeHash(password, 1));
  await signInAs(world, 'ada@x.test', password);

  expect(user.passwordHash).toBe(fakeHash(password, 2));
});

test('a rehash that fails does not fail the sign-in', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { passwordHash: fakeHash(password, 1) });
  const replacePasswordHash = () => Promise.reject(new ServiceFault('database', 'timeout'));
  const ports = { ...world.ports, users: { ...world.ports.users, replacePasswordHash } };

  expect((await signInAs({ ...world, ports }, 'ada@x.test', password)).ok).toBe(true);
});

test('FAULT-01 a database that does not answer is a fault, never a wrong password', async () => {
  const world = memoryWorld();
  const findForSignIn = () => Promise.reject(new ServiceFault('database', 'timeout'));
  const ports = { ...world.ports, users: { ...world.ports.users, findForSignIn } };

  await expect(signInAs({ ...world, ports }, 'ada@x.test', password)).rejects.toThrow(ServiceFault);
});

test('signing out ends the session once and takes any other call calmly', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  await signInAs(world, 'ada@x.test', password);
  const session = { sid: memory.sessions[0]?.id ?? '', sub: user.id };

  expect(await signOut(ports, session, caller)).toEqual({ ok: true, value: { ended: true } });
  expect(memory.sessions[0]?.endReason).toBe('signed_out');
  expect(await signOut(ports, session, caller)).toEqual({ ok: true, value: { ended: false } });
  expect(await signOut(ports, { ...session, sid: 'unknown' }, caller)).toMatchObject({ ok: true });
  expect(await signOut(ports, null, caller)).toEqual({ ok: true, value: { ended: false } });
});

test('the claims of a session speak in whole seconds and say what the session says', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { name: 'Ada', role: 'admin' });
  const outcome = await signInAs(world, 'ada@x.test', password);
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
