import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import {
  askFor,
  confirmBy,
  disownBy,
  lettersTo,
  moved,
  standing,
  undoBy,
} from './address-world.ts';
import { aReset } from './recovery-world.ts';
import {
  anOpening,
  aPerson,
  aSession,
  endOf,
  eventsOf,
  liveIds,
  openedAt,
} from './session-world.ts';
import {
  afterNoon,
  aNotice,
  anAddress,
  aRegistration,
  inParallel,
  onEveryEngine,
  tally,
  visitor,
  type World,
} from './world.ts';

const connect = ({ look }: World, userId: string, provider: string, seconds: number) =>
  look(
    `insert into accounts
       (user_id, type, provider, provider_account_id, created_at, access_token_sealed)
     values ($1, 'oauth', $2, $3, $4, 'eyJhbGciOiJkaXIifQ..a.b.c')`,
    userId,
    provider,
    randomUUID(),
    afterNoon(seconds),
  );

const connectionsOf = async ({ look }: World, userId: string) =>
  (await look('select provider from accounts where user_id = $1', userId)).map(
    ({ provider }) => provider,
  );

const week = 7 * 24 * 3600;

onEveryEngine(
  'TOKEN-01 undoing gives the address back once, and leaves whoever moved it nothing',
  async (world) => {
    const person = await aPerson(world);
    await connect(world, person.id, 'google', -week - 10);
    await connect(world, person.id, 'github', -60);
    const { email, undo, disown } = await moved(world, person.id);
    await connect(world, person.id, 'microsoft', 30);
    const session = await openedAt(world, person, 40);
    const further = await askFor(world, person.id, anAddress(), 50);
    const undone = await undoBy(world, undo);
    expect(undone).toMatchObject({ result: 'used', userId: person.id, endedIds: [session] });
    expect(await standing(world, person.id)).toEqual({
      email: person.email,
      email_normalised: person.email,
      verified: true,
      password: false,
    });
    expect(await endOf(world, session)).toBe('email_changed');
    expect(await connectionsOf(world, person.id)).toEqual(['google']);
    const revocations = await world.look(
      'select provider from provider_revocations where user_id = $1 order by provider',
      person.id,
    );
    expect(revocations).toEqual([{ provider: 'github' }, { provider: 'microsoft' }]);
    expect(await lettersTo(world, person.email)).toEqual([
      'address-changed',
      'address-restored',
      'reset-password',
    ]);
    expect(await lettersTo(world, email)).toEqual(['confirm-address', 'address-taken']);
    expect(await confirmBy(world, further.digest, 130)).toMatchObject({ result: 'invalid' });
    expect(await disownBy(world, disown, 130)).toMatchObject({ result: 'invalid' });
    expect(await undoBy(world, undo, 130)).toMatchObject({ result: 'invalid' });
    expect(await eventsOf(world, person.id)).toContain('email_change_undo used');

    const reset = await world.ports.passwordResets.reset(aReset(undone.reset, 140), visitor);
    expect(reset).toMatchObject({ result: 'used', emailNormalised: person.email });
  },
);

onEveryEngine('TOKEN-02 an undoing is over after 72 hours', async (world) => {
  const person = await aPerson(world);
  const { email, undo } = await moved(world, person.id);
  const end = 72 * 3600 + 1;
  expect(await undoBy(world, undo, end)).toMatchObject({ result: 'expired' });
  expect(await standing(world, person.id)).toMatchObject({ email, password: true });
  expect(await undoBy(world, undo, end - 1)).toMatchObject({ result: 'used' });
});

onEveryEngine('TOKEN-04 each link does its own work alone', async (world) => {
  const { ports } = world;
  const person = await aPerson(world);
  const { undo, disown } = await moved(world, person.id);
  const { digest: change } = await askFor(world, person.id, anAddress(), 10);
  expect(await confirmBy(world, undo)).toMatchObject({ result: 'invalid' });
  expect(await confirmBy(world, disown)).toMatchObject({ result: 'invalid' });
  expect(await undoBy(world, change)).toMatchObject({ result: 'invalid' });
  expect(await undoBy(world, disown)).toMatchObject({ result: 'invalid' });
  expect(await disownBy(world, change)).toMatchObject({ result: 'invalid' });
  expect(await disownBy(world, undo)).toMatchObject({ result: 'invalid' });
  for (const digest of [change, undo, disown]) {
    expect(await ports.passwordResets.reset(aReset(digest), visitor)).toEqual({
      result: 'invalid',
    });
    expect(await ports.oneTimeTokens.verifyEmailByToken(digest, afterNoon(60), visitor)).toEqual({
      result: 'invalid',
    });
  }
  expect(await undoBy(world, 'no digest of\0anything')).toMatchObject({ result: 'invalid' });
});

onEveryEngine(
  'the first address outranks the second: its link works after a further change and its undoing',
  async (world) => {
    const person = await aPerson(world);
    const first = await moved(world, person.id, 0);
    const second = await moved(world, person.id, 100);
    const disown = await disownBy(world, second.disown, 150);
    expect(disown).toMatchObject({ result: 'used' });
    expect(await undoBy(world, second.undo, 200)).toMatchObject({ result: 'used' });
    expect(await standing(world, person.id)).toMatchObject({ email: first.email });
    expect(await undoBy(world, first.undo, 300)).toMatchObject({ result: 'used' });
    expect(await standing(world, person.id)).toMatchObject({ email: person.email });
  },
);

onEveryEngine('once the first address is back, no link of a later one works', async (world) => {
  const person = await aPerson(world);
  const first = await moved(world, person.id, 0);
  const second = await moved(world, person.id, 100);
  const third = await moved(world, person.id, 200);
  expect(await undoBy(world, first.undo, 300)).toMatchObject({ result: 'used' });
  for (const digest of [second.undo, third.undo]) {
    expect(await undoBy(world, digest, 310)).toMatchObject({ result: 'invalid' });
  }
  for (const digest of [first.disown, second.disown, third.disown]) {
    expect(await disownBy(world, digest, 310)).toMatchObject({ result: 'invalid' });
  }
  expect(await standing(world, person.id)).toMatchObject({ email: person.email });
});

onEveryEngine(
  'a registration under the old address does not keep it from its owner, an account does',
  async (world) => {
    const [person, other] = [await aPerson(world), await aPerson(world)];
    const { undo } = await moved(world, person.id);
    const squatting = aRegistration(person.email, afterNoon(60));
    expect(await world.ports.registrations.store(squatting)).toBe('created');
    expect(await undoBy(world, undo)).toMatchObject({ result: 'used' });
    expect(await standing(world, person.id)).toMatchObject({ email: person.email });
    expect(await standing(world, squatting.userId)).toBeUndefined();

    const again = await moved(world, person.id, 200);
    await moved(world, other.id, 300, person.email);
    expect(await undoBy(world, again.undo, 400)).toMatchObject({ result: 'invalid' });
    expect(await standing(world, person.id)).toMatchObject({ email: again.email, password: false });
  },
);

onEveryEngine(
  'who had no password and has an older connection needs none after an undoing',
  async (world) => {
    const [kept, bare] = [await aPerson(world), await aPerson(world)];
    await world.look(
      'update users set password_hash = null where id in ($1, $2)',
      kept.id,
      bare.id,
    );
    await connect(world, kept.id, 'google', -week - 10);
    await connect(world, bare.id, 'google', -60);
    for (const person of [kept, bare]) {
      const { undo } = await moved(world, person.id);
      expect(await undoBy(world, undo)).toMatchObject({ result: 'used' });
    }
    expect(await lettersTo(world, kept.email)).toEqual(['address-changed', 'address-restored']);
    expect(await lettersTo(world, bare.email)).toEqual([
      'address-changed',
      'address-restored',
      'reset-password',
    ]);
  },
);

onEveryEngine(
  'a disabled account gets its address back, and no letter that lets somebody in',
  async (world) => {
    const person = await aPerson(world);
    const { undo } = await moved(world, person.id);
    await world.look(
      "update users set disabled_at = $2, disabled_reason = 'taken over' where id = $1",
      person.id,
      afterNoon(10),
    );
    expect(await undoBy(world, undo)).toMatchObject({ result: 'used' });
    expect(await standing(world, person.id)).toMatchObject({ email: person.email });
    expect(await lettersTo(world, person.email)).toEqual(['address-changed', 'address-restored']);
  },
);

onEveryEngine('RACE-03 of fifty undoings at once one counts', async (world) => {
  const person = await aPerson(world);
  const { undo } = await moved(world, person.id);
  const results = await inParallel(50, async () => (await undoBy(world, undo)).result);
  expect(tally(results)).toEqual({ used: 1, invalid: 49 });
});

onEveryEngine(
  'a further change and an undoing at once leave the account to the first address',
  async (world) => {
    for (const repeat of [1, 2, 3, 4, 5]) {
      const person = await aPerson(world);
      const { undo } = await moved(world, person.id);
      const { digest } = await askFor(world, person.id, anAddress(), 100);
      const [undone] = await Promise.all([undoBy(world, undo, 200), confirmBy(world, digest, 200)]);
      expect(undone, String(repeat)).toMatchObject({ result: 'used' });
      expect(await standing(world, person.id)).toMatchObject({ email: person.email });
    }
  },
);

onEveryEngine('sessions that open while an address is undone do not outlive it', async (world) => {
  const person = await aPerson(world);
  const { undo } = await moved(world, person.id);
  await connect(world, person.id, 'google', 30);
  const opening = async (at: number) => openedAt(world, person, 200 + at).catch(() => null);
  const byProvider = async (at: number) => {
    const session = aSession(person.id, { method: 'google', createdAt: afterNoon(200 + at) });
    return world.ports.sessions.open(anOpening(person, { session, provenHash: null }), visitor);
  };
  const five = [0, 1, 2, 3, 4];
  await Promise.all([undoBy(world, undo, 300), ...five.map(opening), ...five.map(byProvider)]);
  expect(await liveIds(world, person.id)).toEqual([]);
});

onEveryEngine(
  'TOKEN-01 "this wasn’t me" ends sessions and open links once, and sends the letter at once',
  async (world) => {
    const { ports } = world;
    const person = await aPerson(world);
    const sessions = [await openedAt(world, person, 0), await openedAt(world, person, 1)];
    const notice = aNotice(person.email, 'password-set');
    await world.look('update users set password_hash = null where id = $1', person.id);
    const { passwordHash } = person;
    const first = { userId: person.id, passwordHash, checkedAt: null, notice, now: afterNoon(2) };
    expect((await ports.firstPasswords.set(first, visitor))?.sort()).toEqual(sessions.sort());
    const session = await openedAt(world, person, 3);
    const change = await askFor(world, person.id, anAddress(), 4);
    const { tokenDigest } = notice.token;
    const disowned = await disownBy(world, tokenDigest);
    expect(disowned).toMatchObject({ result: 'used', userId: person.id, endedIds: [session] });
    expect(await endOf(world, session)).toBe('disowned');
    expect(await lettersTo(world, person.email)).toEqual(['password-set', 'reset-password']);
    expect(await confirmBy(world, change.digest, 130)).toMatchObject({ result: 'invalid' });
    expect(await disownBy(world, tokenDigest, 130)).toMatchObject({ result: 'invalid' });
    expect(await ports.passwordResets.reset(aReset(disowned.reset, 140), visitor)).toMatchObject({
      result: 'used',
    });
    expect(await eventsOf(world, person.id)).toContain('disown used');
  },
);

onEveryEngine(
  'a link that went to an address of before ends the sessions and sends no letter',
  async (world) => {
    const person = await aPerson(world);
    const { disown, email: second } = await moved(world, person.id, 0);
    const { email: third, undo } = await moved(world, person.id, 100);
    const session = await openedAt(world, person, 110);
    expect(await disownBy(world, disown, 200)).toMatchObject({
      result: 'used',
      endedIds: [session],
    });
    expect(await lettersTo(world, second)).not.toContain('reset-password');
    expect(await lettersTo(world, third)).not.toContain('reset-password');
    expect(await undoBy(world, undo, 210)).toMatchObject({ result: 'used' });
  },
);

onEveryEngine('who has no password gets no letter to reset it', async (world) => {
  const person = await aPerson(world);
  const { disown, email } = await moved(world, person.id);
  await world.look('update users set password_hash = null where id = $1', person.id);
  expect(await disownBy(world, disown)).toMatchObject({ result: 'used' });
  expect(await lettersTo(world, email)).toEqual(['confirm-address', 'address-taken']);
});

onEveryEngine('TOKEN-02 and RACE-03 of "this wasn’t me": seven days, and once', async (world) => {
  const person = await aPerson(world);
  const { disown, email } = await moved(world, person.id);
  await world.look(
    'update one_time_tokens set expires_at = $2 where token_digest = $1',
    disown,
    afterNoon(week),
  );
  expect(await disownBy(world, disown, week)).toMatchObject({ result: 'expired' });
  const results = await inParallel(50, async () => (await disownBy(world, disown)).result);
  expect(tally(results)).toEqual({ used: 1, invalid: 49 });
  expect((await lettersTo(world, email)).filter((one) => one === 'reset-password')).toHaveLength(1);
});
