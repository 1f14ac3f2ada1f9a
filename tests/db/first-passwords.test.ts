import { expect } from 'vitest';
import { aPerson, eventsOf, liveIds, openedAt } from './session-world.ts';
import {
  afterNoon,
  aNotice,
  aPasswordHash,
  inParallel,
  onEveryEngine,
  tally,
  visitor,
  type World,
} from './world.ts';

const aFirstPassword = (userId: string) => ({
  userId,
  passwordHash: aPasswordHash(),
  checkedAt: afterNoon(60),
  notice: aNotice('owner@example.test', 'password-set'),
  now: afterNoon(60),
});

/** A user without a password, with a session. */
async function withoutPassword(world: World) {
  const person = await aPerson(world);
  const session = await openedAt(world, person, 1);
  await world.look('update users set password_hash = null where id = $1', person.id);
  return { person, session };
}

onEveryEngine('a first password ends the sessions and tells the owner', async (world) => {
  const { person, session } = await withoutPassword(world);
  const first = aFirstPassword(person.id);
  expect(await world.ports.firstPasswords.set(first, visitor)).toEqual([session]);
  expect(
    await world.look(
      'select password_hash, password_checked_at = $2 as checked from users where id = $1',
      person.id,
      afterNoon(60),
    ),
  ).toEqual([{ password_hash: first.passwordHash, checked: true }]);
  expect(await liveIds(world, person.id)).toEqual([]);
  expect(
    await world.look(
      `select recipient from outbox where recipient_normalised = $1 and template = 'password-set'`,
      person.email,
    ),
  ).toEqual([{ recipient: person.email }]);
  expect(await eventsOf(world, person.id)).toContain('password_set changed');
});

onEveryEngine('whoever has a password gets no first one', async (world) => {
  const person = await aPerson(world);
  const session = await openedAt(world, person, 1);
  expect(await world.ports.firstPasswords.set(aFirstPassword(person.id), visitor)).toBeNull();
  expect(await liveIds(world, person.id)).toEqual([session]);
  expect(await world.ports.firstPasswords.set(aFirstPassword('nobody'), visitor)).toBeNull();
});

onEveryEngine('RACE-14 of twenty first passwords at once one is set', async (world) => {
  const { person } = await withoutPassword(world);
  const answers = await inParallel(20, () =>
    world.ports.firstPasswords.set(aFirstPassword(person.id), visitor),
  );
  expect(tally(answers.map((one) => (one ? 'set' : 'refused')))).toEqual({ set: 1, refused: 19 });
});
