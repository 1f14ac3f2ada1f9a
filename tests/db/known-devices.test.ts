import { expect } from 'vitest';
import { lettersTo } from './address-world.ts';
import { anOpening, aPerson, aSession, type Person } from './session-world.ts';
import { afterNoon, aNotice, onEveryEngine, visitor, type World } from './world.ts';

const firefox = (version: string) =>
  `Mozilla/5.0 (X11; Linux x86_64; rv:${version}) Gecko/20100101 Firefox/${version}`;
const phone = (version: string) =>
  `Mozilla/5.0 (iPhone; CPU iPhone OS ${version.replace('.', '_')} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Mobile/15E148 Safari/604.1`;

const day = 86_400;

/** Opens a session from a device, so many seconds after noon; whether its owner was told. */
async function openFrom(
  { ports }: World,
  person: Person,
  seconds: number,
  userAgent: string | null,
  place: string | null = 'Lyon, FR',
) {
  const createdAt = afterNoon(seconds);
  const absoluteExpiresAt = afterNoon(seconds + 30 * day);
  const session = aSession(person.id, { createdAt, absoluteExpiresAt, userAgent, place });
  const notice = aNotice(person.email, 'new-device');
  const token = { ...notice.token, expiresAt: afterNoon(seconds + 7 * day) };
  const newDevice = { ...notice, token };
  const opened = await ports.sessions.open(anOpening(person, { session, newDevice }), visitor);
  if (!opened) throw new Error('the session did not open');
  return { id: session.id, isNew: opened.isDeviceNew };
}

onEveryEngine(
  'the first session of an account is no news, another device is, once',
  async (world) => {
    const person = await aPerson(world);
    const rows: [userAgent: string, isNew: boolean][] = [
      [firefox('131.0'), false],
      [firefox('131.0'), false],
      [firefox('140.0.2'), false],
      [phone('17.5'), true],
      [phone('18.0'), false],
      [firefox('141.0'), false],
      ['curl/8.5.0', true],
      ['curl/8.16.0', false],
    ];
    for (const [at, [userAgent, isNew]] of rows.entries()) {
      expect((await openFrom(world, person, at, userAgent)).isNew, userAgent).toBe(isNew);
    }
    expect(await lettersTo(world, person.email)).toEqual(['new-device', 'new-device']);
  },
);

onEveryEngine(
  'the same browser in another country is another device, where both are known',
  async (world) => {
    const person = await aPerson(world);
    const rows: [place: string | null, isNew: boolean][] = [
      ['Lyon, FR', false],
      ['Paris, FR', false],
      ['FR', false],
      [null, false],
    ];
    for (const [at, [place, isNew]] of rows.entries()) {
      expect((await openFrom(world, person, at, firefox('131.0'), place)).isNew).toBe(isNew);
    }
    const other = await aPerson(world);
    await openFrom(world, other, 0, firefox('131.0'), 'Lyon, FR');
    expect((await openFrom(world, other, 1, firefox('131.0'), 'Oslo, NO')).isNew).toBe(true);
    expect((await openFrom(world, other, 2, firefox('131.0'), 'NO')).isNew).toBe(false);
  },
);

onEveryEngine('a device without a name is one as well', async (world) => {
  const person = await aPerson(world);
  await openFrom(world, person, 0, firefox('131.0'));
  expect((await openFrom(world, person, 1, null)).isNew).toBe(true);
  expect((await openFrom(world, person, 2, null)).isNew).toBe(false);
});

onEveryEngine('a device is forgotten 90 days after it was last seen', async (world) => {
  const person = await aPerson(world);
  await openFrom(world, person, 0, firefox('131.0'));
  expect((await openFrom(world, person, 90 * day, firefox('150.0'))).isNew).toBe(false);
  expect((await openFrom(world, person, 181 * day, firefox('150.0'))).isNew).toBe(true);
  await world.look('delete from sessions where user_id = $1', person.id);
  expect((await openFrom(world, person, 182 * day, firefox('150.0'))).isNew).toBe(true);
});

onEveryEngine('a device whose session was disowned is a new one the next time', async (world) => {
  const { ports } = world;
  const person = await aPerson(world);
  await openFrom(world, person, 0, firefox('131.0'));
  const { id } = await openFrom(world, person, 1, 'curl/8.5.0');
  await ports.sessions.end({ userId: person.id, only: id }, 'disowned', afterNoon(2), visitor);
  expect((await openFrom(world, person, 3, 'curl/8.5.0')).isNew).toBe(true);
  expect((await openFrom(world, person, 4, firefox('131.0'))).isNew).toBe(false);
});

onEveryEngine('what another account has signed in from makes no device known', async (world) => {
  const [person, other] = [await aPerson(world), await aPerson(world)];
  await openFrom(world, other, 0, 'curl/8.5.0');
  await openFrom(world, person, 0, firefox('131.0'));
  expect((await openFrom(world, person, 1, 'curl/8.5.0')).isNew).toBe(true);
});
