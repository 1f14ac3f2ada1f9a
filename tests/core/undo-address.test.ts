import { expect, test } from 'vitest';
import { days, hours, minutes } from '#core/clock.ts';
import { resetPassword, resetPasswordInput } from '#core/reset-password.ts';
import { verifyEmail } from '#core/verify-email.ts';
import { passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { askFor, confirmBy, disownBy, lettersOf, tokenIn, undoBy } from './address-world.ts';
import { chosen, connectGoogle, forget, resetBy } from './recovery-world.ts';

const refused = (code: string) => ({ ok: false, refusal: { code } });

/** Moves whoever has an address to another one, by a session; the token that undoes it. */
async function move(world: World, from: string, to: string): Promise<string> {
  await askFor(world, await signInTo(world, from), to);
  await confirmBy(world, await tokenIn(world, 'confirm-address'));
  return tokenIn(world, 'address-changed', 'undoLink');
}

test('the unexpired change of an address: whoever moved an account has nothing left when its owner undoes it', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const victim = seedUser(memory, 'victim@x.test', password, { name: 'Vic' });
  const undo = await move(world, 'victim@x.test', 'attacker@x.test');
  // All that a way in can leave behind: a session, a password, a connection, links on their way.
  await forget(world, 'attacker@x.test');
  const reset = await tokenIn(world, 'reset-password');
  connectGoogle(memory, victim.id);
  const session = await signInTo(world, 'attacker@x.test');
  await askFor(world, session, 'further@x.test');
  const further = await tokenIn(world, 'confirm-address');
  const taken = await tokenIn(world, 'address-taken', 'disownLink');

  expect(await undoBy(world, undo)).toEqual({ ok: true, value: { status: 'undone' } });

  expect(memory.users).toMatchObject([
    { id: victim.id, email: 'victim@x.test', emailVerified: true, passwordHash: null },
  ]);
  expect(memory.connections).toEqual([]);
  expect(memory.sessions.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  expect(memory.told).toContain(session.sid);
  for (const email of ['victim@x.test', 'attacker@x.test']) {
    await expect(signInTo(world, email)).rejects.toThrow('invalid_credentials');
  }
  expect(await resetBy(world, reset)).toEqual(refused('token_invalid'));
  expect(await confirmBy(world, further)).toEqual(refused('token_invalid'));
  expect(await disownBy(world, taken)).toEqual(refused('token_invalid'));
  expect(lettersOf(world).slice(-2)).toEqual([
    'address-restored victim@x.test',
    'reset-password victim@x.test',
  ]);

  expect((await resetBy(world, await tokenIn(world, 'reset-password'))).ok).toBe(true);
  expect(memory.users[0]?.passwordHash).toContain(chosen);
});

test('a chain of changes is undone from its first address, whatever was undone in between', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'a@x.test', password);
  const first = await move(world, 'a@x.test', 'b@x.test');
  passTime(memory, minutes(10));
  const second = await move(world, 'b@x.test', 'c@x.test');
  passTime(memory, minutes(10));
  expect((await undoBy(world, second)).ok).toBe(true);
  expect(memory.users).toMatchObject([{ email: 'b@x.test' }]);
  passTime(memory, minutes(10));
  expect((await undoBy(world, first)).ok).toBe(true);
  expect(memory.users).toMatchObject([{ email: 'a@x.test' }]);
});

test('once a chain is undone from its first address, the later links are dead', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'a@x.test', password);
  const first = await move(world, 'a@x.test', 'b@x.test');
  passTime(memory, minutes(10));
  const second = await move(world, 'b@x.test', 'c@x.test');
  expect((await undoBy(world, first)).ok).toBe(true);
  expect(await undoBy(world, second)).toEqual(refused('token_invalid'));
  expect(memory.users).toMatchObject([{ email: 'a@x.test' }]);
});

test('a connection of more than a week before the change stays, and so does a way in without a password', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'a@x.test', password);
  connectGoogle(memory, user.id);
  passTime(memory, days(8));
  const claims = await signInTo(world, 'a@x.test');
  user.passwordHash = null;
  await askFor(world, claims, 'b@x.test');
  await confirmBy(world, await tokenIn(world, 'confirm-address'));
  expect((await undoBy(world, await tokenIn(world, 'address-changed', 'undoLink'))).ok).toBe(true);
  expect(memory.connections).toHaveLength(1);
  expect(lettersOf(world).slice(-1)).toEqual(['address-restored a@x.test']);
});

test('TOKEN-02 a change is undone for 72 hours', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'a@x.test', password);
  const undo = await move(world, 'a@x.test', 'b@x.test');
  passTime(memory, hours(72));
  expect(await undoBy(world, undo)).toEqual(refused('token_expired'));
  passTime(memory, -1);
  expect((await undoBy(world, undo)).ok).toBe(true);
  expect(await undoBy(world, undo)).toEqual(refused('token_invalid'));
});

test('TOKEN-04 every link does its own work and no other', async () => {
  const world = memoryWorld();
  const { memory, ports, caller } = world;
  seedUser(memory, 'a@x.test', password);
  const undo = await move(world, 'a@x.test', 'b@x.test');
  const disown = await tokenIn(world, 'address-taken', 'disownLink');
  await askFor(world, await signInTo(world, 'b@x.test'), 'c@x.test');
  const change = await tokenIn(world, 'confirm-address');
  const uses = {
    change: (token: string) => confirmBy(world, token),
    undo: (token: string) => undoBy(world, token),
    disown: (token: string) => disownBy(world, token),
    verify: (token: string) => verifyEmail(ports, { token }, caller),
    reset: (token: string) =>
      resetPassword(ports, resetPasswordInput.parse({ token, password: chosen }), caller),
  };
  for (const [own, token] of Object.entries({ change, undo, disown })) {
    for (const [other, use] of Object.entries(uses)) {
      if (other !== own)
        expect(await use(token), `${own} as ${other}`).toEqual(refused('token_invalid'));
    }
  }
  expect(memory.users).toMatchObject([{ email: 'b@x.test' }]);
});

test('"this wasn’t me" signs everybody out and sends a letter at once, whatever the caps say', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  await move(world, 'ada@x.test', 'ada@new.test');
  const disown = await tokenIn(world, 'address-taken', 'disownLink');
  const session = await signInTo(world, 'ada@new.test');
  await forget(world, 'ada@new.test');
  const stale = await tokenIn(world, 'reset-password');
  expect(await disownBy(world, disown)).toEqual({ ok: true, value: { status: 'secured' } });
  expect(memory.sessions.find(({ id }) => id === session.sid)).toMatchObject({
    endReason: 'disowned',
  });
  expect(memory.told).toContain(session.sid);
  expect(lettersOf(world).slice(-1)).toEqual(['reset-password ada@new.test']);
  expect(await resetBy(world, stale)).toEqual(refused('token_invalid'));
  expect(await disownBy(world, disown)).toEqual(refused('token_invalid'));
  expect((await resetBy(world, await tokenIn(world, 'reset-password'))).ok).toBe(true);
  expect(user.passwordHash).toContain(chosen);
});

test('"this wasn’t me" of whoever moved an account leaves its owner’s way back open', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'victim@x.test', password);
  const undo = await move(world, 'victim@x.test', 'attacker@x.test');
  expect((await disownBy(world, await tokenIn(world, 'address-taken', 'disownLink'))).ok).toBe(
    true,
  );
  expect((await undoBy(world, undo)).ok).toBe(true);
  expect(memory.users).toMatchObject([{ email: 'victim@x.test' }]);
});

test('"this wasn’t me" from an address that the account has no longer sends no letter to anybody', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'a@x.test', password);
  await move(world, 'a@x.test', 'b@x.test');
  const disown = await tokenIn(world, 'address-taken', 'disownLink');
  passTime(memory, minutes(10));
  await move(world, 'b@x.test', 'c@x.test');
  const session = await signInTo(world, 'c@x.test');
  const before = lettersOf(world);
  expect((await disownBy(world, disown)).ok).toBe(true);
  expect(memory.told).toContain(session.sid);
  expect(lettersOf(world)).toEqual(before);
});

test('links are tried sixty times in a quarter of an hour, whichever they are', async () => {
  const world = memoryWorld();
  for (let tries = 0; tries < 20; tries += 1) {
    for (const use of [confirmBy, undoBy, disownBy]) {
      expect(await use(world, 'no token')).toEqual(refused('token_invalid'));
    }
  }
  expect(await undoBy(world, 'no token')).toMatchObject({
    refusal: { code: 'too_many_attempts', limit: { name: 'link-ip' } },
  });
});
