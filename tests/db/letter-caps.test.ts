import { expect } from 'vitest';
import { cappedTemplates } from '#core/letter-caps.ts';
import {
  afterNoon,
  aLetter,
  anAddress,
  aRegistration,
  aToken,
  inParallel,
  onEveryEngine,
  tally,
  visitor,
  type World,
} from './world.ts';

const hour = 3600;

/** Asks for the verification letter again, so many seconds after noon. */
const askAgain = ({ ports }: World, email: string, seconds: number) =>
  ports.oneTimeTokens.requestVerification({
    emailNormalised: email,
    now: afterNoon(seconds),
    token: aToken({ expiresAt: afterNoon(seconds + 24 * hour) }),
    letter: aLetter(email),
    audit: visitor,
  });

/** Puts letters of a kind into the outbox of an address, one at each moment. */
async function sentBefore({ look }: World, email: string, template: string, at: number[]) {
  for (const seconds of at) {
    const { id, propsSealed } = aLetter(email);
    await look(
      `insert into outbox
         (id, template, recipient, recipient_normalised, props_sealed, created_at, due_at)
       values ($1, $2, $3, $3, $4, $5, $5)`,
      id,
      template,
      email,
      propsSealed,
      afterNoon(seconds),
    );
  }
}

onEveryEngine(
  'an address gets five letters in an hour, and the sixth a moment later',
  async (world) => {
    const email = anAddress();
    await world.ports.registrations.store(aRegistration(email));
    for (const seconds of [61, 122, 183, 244]) {
      expect(await askAgain(world, email, seconds)).toBe('sent');
    }
    expect(await askAgain(world, email, 305)).toBe('quiet');
    expect(await askAgain(world, email, hour - 1)).toBe('quiet');
    expect(await askAgain(world, email, hour)).toBe('sent');
    expect(await askAgain(world, email, hour + 60)).toBe('quiet');
    expect(await askAgain(world, email, hour + 61)).toBe('sent');
  },
);

onEveryEngine('an address gets ten letters in a day, of all kinds together', async (world) => {
  const email = anAddress();
  await world.ports.registrations.store(aRegistration(email));
  const kinds = cappedTemplates.filter((kind) => kind !== 'verify-email');
  const moments = Array.from({ length: 9 }, (_, at) => (at + 1) * hour);
  for (const [at, seconds] of moments.entries()) {
    await sentBefore(world, email, kinds[at % kinds.length] ?? '', [seconds]);
  }
  expect(await askAgain(world, email, 20 * hour)).toBe('quiet');
  expect(await world.ports.registrations.store(aRegistration(email, afterNoon(20 * hour)))).toBe(
    'quiet',
  );
  expect(await askAgain(world, email, 24 * hour)).toBe('sent');
});

onEveryEngine(
  'notices are not counted, and other kinds wait for no minute of this one',
  async (world) => {
    const email = anAddress();
    await world.ports.registrations.store(aRegistration(email));
    const many = Array.from({ length: 30 }, (_, at) => 61 + at);
    await sentBefore(world, email, 'password-changed', many);
    await sentBefore(world, email, 'no-password', [95]);
    expect(await askAgain(world, email, 100)).toBe('sent');
  },
);

onEveryEngine('of fifty who ask at the last letter of an hour one gets it', async (world) => {
  const email = anAddress();
  await world.ports.registrations.store(aRegistration(email));
  await sentBefore(world, email, 'existing-account', [10, 20, 30]);
  const asked = await inParallel(50, () => askAgain(world, email, 100));
  expect(tally(asked)).toEqual({ sent: 1, quiet: 49 });
});
