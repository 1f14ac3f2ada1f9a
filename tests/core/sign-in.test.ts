import { expect, test } from 'vitest';
import { days, hours } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import { limits } from '#core/limits.ts';
import type { Ports } from '#core/ports.ts';
import { signIn, signInInput } from '#core/sign-in.ts';
import { disabledForGood, fakeHash, passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const signInAs = ({ ports, caller }: World, email: string, typed: string, more: object = {}) =>
  signIn(ports, signInInput.parse({ email, password: typed, ...more }), caller, null);

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
        notices: [],
      },
      isDeviceNew: false,
      language: null,
    },
  });
  expect(world.memory.sessions).toMatchObject([
    { userId: user.id, ip: '192.0.2.77', place: 'Utrecht, NL', userAgent: 'A browser' },
  ]);
  expect(world.memory.noted).toEqual(world.memory.sessions.map(({ id }) => id));
  expect(world.memory.told).toEqual([]);
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
  seedUser(memory, 'disabled@x.test', password, { disabled: disabledForGood });
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
  seedUser(world.memory, 'ada@x.test', password, {
    disabled: disabledForGood,
    emailVerified: false,
  });

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

test('a hash is made anew only once the session is open, which holds on to the compared one', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { passwordHash: fakeHash(password, 1) });

  expect((await signInAs(world, 'ada@x.test', password)).ok).toBe(true);

  const { calls } = world.memory;
  expect(calls.indexOf('sessions.open')).toBeLessThan(calls.indexOf('passwords.hash'));
  expect(calls).toContain('users.replacePasswordHash');
});

test('SESS-13 the session that the browser has had ends, whoever planted it, and is told', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  seedUser(memory, 'mallory@x.test', password);
  const planted = await signInTo(world, 'mallory@x.test');
  const other = await signInTo(world, 'mallory@x.test');

  const input = signInInput.parse({ email: 'ada@x.test', password });
  const outcome = await signIn(ports, input, caller, planted);

  expect(outcome.ok && outcome.value.session.id).not.toBe(planted.sid);
  expect(memory.sessions.map(({ id, endReason }) => [id, endReason])).toEqual([
    [planted.sid, 'replaced'],
    [other.sid, null],
    [expect.any(String), null],
  ]);
  expect(memory.told).toEqual([planted.sid]);
});

test('a refused sign-in leaves the session that the browser has', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const current = await signInTo(world, 'ada@x.test');

  const input = signInInput.parse({ email: 'ada@x.test', password: 'not the password of anyone' });
  await signIn(ports, input, caller, current);

  expect(memory.sessions).toMatchObject([{ id: current.sid, endReason: null }]);
});

test('one session over the cap takes the place of the oldest, which is told', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const ports: Ports = { ...world.ports, policy: { cap: 3, idleMilliseconds: null } };
  seedUser(memory, 'ada@x.test', password);
  seedUser(memory, 'bob@x.test', password);
  const neighbour = await signInTo({ ...world, ports }, 'bob@x.test');
  const opened: string[] = [];
  for (let round = 0; round < 5; round += 1) {
    passTime(memory, 1000);
    opened.push((await signInTo({ ...world, ports }, 'ada@x.test')).sid);
  }

  const displaced = memory.sessions.filter(({ endReason }) => endReason === 'displaced');
  expect(displaced.map(({ id }) => id)).toEqual(opened.slice(0, 2));
  expect(memory.told).toEqual(opened.slice(0, 2));
  expect(memory.sessions.find(({ id }) => id === neighbour.sid)?.endReason).toBeNull();
});

test.each([
  [
    'got another password',
    { passwordHash: fakeHash('somebody was faster with this', 2) },
    'invalid_credentials',
  ],
  ['was disabled', { disabled: disabledForGood }, 'account_disabled'],
  ['lost its confirmed address', { emailVerified: false }, 'email_not_verified'],
] as const)(
  'SESS-08 no sign-in for an account that %s after the comparison',
  async (_what, change, code) => {
    const world = memoryWorld();
    const { memory } = world;
    const user = seedUser(memory, 'ada@x.test', password);
    const verify: Ports['passwords']['verify'] = async (typed, hash) => {
      const comparison = await world.ports.passwords.verify(typed, hash);
      Object.assign(user, change);
      return comparison;
    };
    const ports = { ...world.ports, passwords: { ...world.ports.passwords, verify } };

    expect(await signInAs({ ...world, ports }, 'ada@x.test', password)).toEqual({
      ok: false,
      refusal: { code },
    });
    expect(memory.sessions).toEqual([]);
    expect(memory.attempts).toMatchObject([{ userId: user.id, result: code }]);
  },
);

test('a hash that another sign-in made anew meanwhile is compared once more', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password, { passwordHash: fakeHash(password, 1) });
  const verify: Ports['passwords']['verify'] = async (typed, hash) => {
    const comparison = await world.ports.passwords.verify(typed, hash);
    user.passwordHash = fakeHash(password, 2);
    return comparison;
  };
  const ports = { ...world.ports, passwords: { ...world.ports.passwords, verify } };

  expect((await signInAs({ ...world, ports }, 'ada@x.test', password)).ok).toBe(true);
  expect(memory.sessions).toHaveLength(1);
});

test('SESS-09 the session has the role of the moment at which it was opened', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password, { role: 'admin' });
  const verify: Ports['passwords']['verify'] = async (typed, hash) => {
    const comparison = await world.ports.passwords.verify(typed, hash);
    user.role = 'user';
    return comparison;
  };
  const ports = { ...world.ports, passwords: { ...world.ports.passwords, verify } };

  expect((await signInTo({ ...world, ports }, 'ada@x.test')).role).toBe('user');
});
