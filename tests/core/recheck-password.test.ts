import { expect, test } from 'vitest';
import { days } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import type { Ports } from '#core/ports.ts';
import { claimsOf } from '#core/session-claims.ts';
import { signIn, signInInput } from '#core/sign-in.ts';
import { passTime, seedUser } from '#tests/support/memory.ts';
import { password } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

type World = ReturnType<typeof memoryWorld>;

const signInAs = ({ ports, caller }: World, typed = password, more: Partial<Ports> = {}) =>
  signIn(
    { ...ports, ...more },
    signInInput.parse({ email: 'ada@x.test', password: typed }),
    caller,
    null,
  );

const looks = ({ memory }: World) =>
  memory.calls.filter((call) => call === 'breachedPasswords.look').length;

const noticesAfter = async (world: World, more: Partial<Ports> = {}) => {
  const outcome = await signInAs(world, password, more);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const { user, session } = outcome.value;
  return claimsOf(user, session).notices ?? [];
};

test('a password that was looked up within a month is not looked up at a sign-in', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);

  passTime(world.memory, days(30) - 1);

  expect(await noticesAfter(world)).toEqual([]);
  expect(looks(world)).toBe(0);
});

test.each([
  ['a month ago', (now: Date) => new Date(now.getTime() - days(30))],
  ['never', () => null],
])('a password that was looked up %s is looked up at the next sign-in', async (_when, at) => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password, {
    passwordCheckedAt: at(world.memory.now),
  });

  expect(await noticesAfter(world)).toEqual([]);

  expect(looks(world)).toBe(1);
  expect(user).toMatchObject({ passwordCheckedAt: world.memory.now, passwordBreachedAt: null });
});

test('a breached password signs in, and its owner is told until it is changed', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password, { passwordCheckedAt: null });
  world.memory.breachedPasswords.add(password);

  expect(await noticesAfter(world)).toEqual(['password_breached']);
  expect(user.passwordBreachedAt).toEqual(world.memory.now);

  world.memory.isBreachListSilent = true;
  expect(await noticesAfter(world)).toEqual(['password_breached']);

  world.memory.isBreachListSilent = false;
  world.memory.breachedPasswords.clear();
  expect(await noticesAfter(world)).toEqual([]);
  expect(user.passwordBreachedAt).toBeNull();
});

test('a silent list changes nothing, and the next sign-in asks again', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password, { passwordCheckedAt: null });
  world.memory.isBreachListSilent = true;

  expect(await noticesAfter(world)).toEqual([]);
  expect(user.passwordCheckedAt).toBeNull();

  expect(await noticesAfter(world)).toEqual([]);
  expect(looks(world)).toBe(2);
});

test('CRED-01 nothing is looked up for a wrong password or an unknown address', async () => {
  const world = memoryWorld();
  await signInAs(world, password);
  seedUser(world.memory, 'ada@x.test', password, { passwordCheckedAt: null });
  await signInAs(world, 'another password');

  expect(looks(world)).toBe(0);
});

test('a note that cannot be kept does not fail the sign-in', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { passwordCheckedAt: null });
  world.memory.breachedPasswords.add(password);
  const users = {
    ...world.ports.users,
    findForSignIn: world.ports.users.findForSignIn,
    notePasswordCheck: async () => {
      throw new ServiceFault('database', 'timeout');
    },
  };

  expect(await noticesAfter(world, { users })).toEqual(['password_breached']);
});

test('the look-up has a second, and runs beside the opening of the session', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { passwordCheckedAt: null });
  const patiences: number[] = [];
  let hasBegun = () => {};
  const opening = new Promise<void>((resolve) => {
    hasBegun = resolve;
  });
  const sessions: Ports['sessions'] = {
    ...world.ports.sessions,
    async open(...words) {
      hasBegun();
      return world.ports.sessions.open(...words);
    },
  };
  const breachedPasswords = {
    async look(_password: string, patienceMilliseconds: number) {
      patiences.push(patienceMilliseconds);
      await opening;
      return 'clean' as const;
    },
  };

  expect(await noticesAfter(world, { breachedPasswords, sessions })).toEqual([]);
  expect(patiences).toEqual([1000]);
});
