import { expect } from 'vitest';
import { askFor, confirmBy, lettersTo, moved, standing } from './address-world.ts';
import { aPerson, endOf, eventsOf, openedAt } from './session-world.ts';
import {
  afterNoon,
  aLetter,
  anAddress,
  aRegistration,
  aToken,
  inParallel,
  noon,
  onEveryEngine,
  tally,
  visitor,
} from './world.ts';

onEveryEngine('a wanted address gets the letter, and nothing else changes', async (world) => {
  const person = await aPerson(world);
  const email = anAddress().replace('person', 'Person');
  const { result, digest } = await askFor(world, person.id, email);
  expect(result).toBe('sent');
  expect(await standing(world, person.id)).toMatchObject({ email: person.email });
  expect(await lettersTo(world, email)).toEqual(['confirm-address']);
  expect(await world.ports.addressChanges.find(digest, 'change_email', noon)).toEqual({
    result: 'live',
    email: person.email,
    name: 'Pat',
    address: { email, normalised: email.toLowerCase() },
  });
  expect(await eventsOf(world, person.id)).toEqual(['email_change_request sent']);
});

onEveryEngine(
  'an address of another account: its owner is told, no token is made',
  async (world) => {
    const [person, other] = [await aPerson(world), await aPerson(world)];
    const { result, digest } = await askFor(world, person.id, other.email);
    expect(result).toBe('in_use');
    expect(await lettersTo(world, other.email)).toEqual(['address-in-use']);
    expect(await world.ports.addressChanges.find(digest, 'change_email', noon)).toEqual({
      result: 'invalid',
    });
  },
);

onEveryEngine(
  'a newer wish takes the older one’s place, and of one address one letter a minute',
  async (world) => {
    const person = await aPerson(world);
    const [first, second] = [anAddress(), anAddress()];
    const older = await askFor(world, person.id, first);
    expect((await askFor(world, person.id, first, 30)).result).toBe('quiet');
    expect(await world.ports.addressChanges.find(older.digest, 'change_email', noon)).toMatchObject(
      {
        result: 'live',
      },
    );
    const newer = await askFor(world, person.id, second, 40);
    expect(await confirmBy(world, older.digest)).toMatchObject({ result: 'invalid' });
    expect(await confirmBy(world, newer.digest)).toMatchObject({ result: 'used' });
  },
);

onEveryEngine(
  'the present address and accounts that are disabled or unconfirmed ask for nothing',
  async (world) => {
    const [person, disabled] = [await aPerson(world), await aPerson(world)];
    await world.look(
      "update users set disabled_at = $2, disabled_reason = 'spam' where id = $1",
      disabled.id,
      noon,
    );
    const unconfirmed = aRegistration(anAddress());
    await world.ports.registrations.store(unconfirmed);
    expect((await askFor(world, person.id, person.email.toUpperCase())).result).toBe('quiet');
    expect((await askFor(world, disabled.id, anAddress())).result).toBe('quiet');
    expect((await askFor(world, unconfirmed.userId, anAddress())).result).toBe('quiet');
    expect((await askFor(world, 'nobody', anAddress())).result).toBe('quiet');
  },
);

onEveryEngine(
  'TOKEN-01 a confirmation moves the address once, ends every session and open link, tells both addresses',
  async (world) => {
    const person = await aPerson(world);
    const session = await openedAt(world, person, 0);
    const email = anAddress();
    const reset = aToken({ purpose: 'reset_password', codeDigest: null });
    await world.ports.passwordResets.request({
      emailNormalised: person.email,
      now: noon,
      token: reset,
      resetLetter: aLetter(person.email, 'reset-password'),
      noPasswordLetter: aLetter(person.email, 'no-password'),
      audit: visitor,
    });
    const { digest } = await askFor(world, person.id, email);
    const confirmed = await confirmBy(world, digest);
    expect(confirmed).toMatchObject({ result: 'used', userId: person.id, endedIds: [session] });
    expect(await standing(world, person.id)).toMatchObject({
      email,
      verified: true,
      password: true,
    });
    expect(await endOf(world, session)).toBe('email_changed');
    expect(await lettersTo(world, person.email)).toEqual(['reset-password', 'address-changed']);
    expect(await lettersTo(world, email)).toEqual(['confirm-address', 'address-taken']);
    const rows = await world.look(
      `select purpose, email, email_normalised, used_at is not null as used,
       superseded_at is not null as superseded
     from one_time_tokens where user_id = $1 and purpose <> 'verify_email' order by purpose::text`,
      person.id,
    );
    expect(rows).toEqual([
      { purpose: 'change_email', email, email_normalised: email, used: true, superseded: false },
      {
        ...{ purpose: 'disown_activity', email: null, email_normalised: email },
        ...{ used: false, superseded: false },
      },
      {
        ...{ purpose: 'reset_password', email: null, email_normalised: person.email },
        ...{ used: false, superseded: true },
      },
      {
        ...{ purpose: 'undo_email_change', email: person.email, email_normalised: person.email },
        ...{ used: false, superseded: false },
      },
    ]);
    expect(await confirmBy(world, digest, 61)).toMatchObject({ result: 'invalid' });
    expect(await eventsOf(world, person.id)).toContain('email_change used');
  },
);

onEveryEngine('TOKEN-02 a confirmation is over after 24 hours', async (world) => {
  const person = await aPerson(world);
  const { digest } = await askFor(world, person.id, anAddress());
  const day = 24 * 3600;
  expect(await world.ports.addressChanges.find(digest, 'change_email', afterNoon(day))).toEqual({
    result: 'expired',
  });
  expect(await confirmBy(world, digest, day)).toMatchObject({ result: 'expired' });
  expect(await standing(world, person.id)).toMatchObject({ email: person.email });
});

onEveryEngine('an account that is disabled meanwhile is not moved', async (world) => {
  const person = await aPerson(world);
  const { digest } = await askFor(world, person.id, anAddress());
  await world.look(
    "update users set disabled_at = $2, disabled_reason = 'spam' where id = $1",
    person.id,
    noon,
  );
  expect(await confirmBy(world, digest)).toMatchObject({ result: 'invalid' });
});

onEveryEngine('an address that somebody has confirmed meanwhile is not given', async (world) => {
  const person = await aPerson(world);
  const other = await aPerson(world);
  const email = anAddress();
  const { digest } = await askFor(world, person.id, email);
  await moved(world, other.id, 120, email);
  expect(await confirmBy(world, digest, 200)).toMatchObject({ result: 'invalid' });
  expect(await standing(world, person.id)).toMatchObject({ email: person.email });
});

onEveryEngine(
  'LINK-02 a registration that nobody confirmed keeps nobody from the address',
  async (world) => {
    const person = await aPerson(world);
    const squatting = aRegistration(anAddress());
    await world.ports.registrations.store(squatting);
    const { result, digest } = await askFor(world, person.id, squatting.email, 90);
    expect(result).toBe('sent');
    expect(await confirmBy(world, digest, 100)).toMatchObject({ result: 'used' });
    expect(await standing(world, person.id)).toMatchObject({ email: squatting.email });
    expect(await standing(world, squatting.userId)).toBeUndefined();
    expect(
      await world.look(
        "select result from audit_events where subject_id = $1 and kind = 'registration_displace'",
        squatting.userId,
      ),
    ).toEqual([{ result: 'displaced' }]);
  },
);

onEveryEngine('RACE-03 of fifty confirmations at once one counts', async (world) => {
  const person = await aPerson(world);
  const email = anAddress();
  const { digest } = await askFor(world, person.id, email);
  const results = await inParallel(50, async () => (await confirmBy(world, digest)).result);
  expect(tally(results)).toEqual({ used: 1, invalid: 49 });
  expect(await lettersTo(world, person.email)).toEqual(['address-changed']);
  expect(await lettersTo(world, email)).toEqual(['confirm-address', 'address-taken']);
});

onEveryEngine('of accounts that confirm one address at once one gets it', async (world) => {
  const email = anAddress();
  const people = await inParallel(8, () => aPerson(world));
  const digests: string[] = [];
  for (const [at, { id }] of people.entries()) {
    digests.push((await askFor(world, id, email, -3600 * 24 + 100 + at * 8000)).digest);
  }
  const results = await inParallel(
    8,
    async (at) => (await confirmBy(world, digests[at] ?? '', -3600 * 5)).result,
  );
  expect(results.filter((result) => result === 'used')).toHaveLength(1);
  expect(results.filter((result) => result === 'invalid').length).toBeGreaterThan(3);
  const rows = await world.look('select id from users where email_normalised = $1', email);
  expect(rows).toHaveLength(1);
});

onEveryEngine(
  'an address that is registered and confirmed at once has one account',
  async (world) => {
    const person = await aPerson(world);
    const email = anAddress();
    const { digest } = await askFor(world, person.id, email, -200);
    const [confirmed] = await Promise.all([
      confirmBy(world, digest, 60),
      ...Array.from({ length: 5 }, () => world.ports.registrations.store(aRegistration(email))),
    ]);
    expect(confirmed).toMatchObject({ result: 'used' });
    const rows = await world.look('select id from users where email_normalised = $1', email);
    expect(rows).toEqual([{ id: person.id }]);
  },
);
