import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import {
  aConnectedUser,
  aConnection,
  anIdentity,
  anUnprovenUser,
  ownerOf,
  providersOf,
  sealedTokens,
} from './connection-world.ts';
import { anOpening, aPerson, aSession, liveIds } from './session-world.ts';
import {
  afterNoon,
  aNotice,
  anAddress,
  aRegistration,
  inParallel,
  noon,
  onEveryEngine,
  tally,
  visitor,
} from './world.ts';

/** Runs two calls at once, the second one begun first in every other round. */
async function atOnce<One, Other>(
  round: number,
  one: () => Promise<One>,
  other: () => Promise<Other>,
): Promise<[One, Other]> {
  if (round % 2 === 0) return Promise.all([one(), other()]);
  const [second, first] = await Promise.all([other(), one()]);
  return [first, second];
}

onEveryEngine('fifty first sign-ins of one identity at once make one user', async (world) => {
  const { connections } = world.ports;
  const email = anAddress();
  const identity = anIdentity({ email });
  const made = await inParallel(50, () =>
    connections.createUser(
      aConnection(randomUUID(), { identity, tokens: sealedTokens() }),
      { email, emailNormalised: email, language: 'en' },
      visitor,
    ),
  );
  expect(made.filter(Boolean)).toHaveLength(1);
  const users = await world.look('select id from users where email_normalised = $1', email);
  expect(users).toEqual([{ id: await ownerOf(world, identity) }]);
});

onEveryEngine(
  'fifty first sign-ins of one identity with as many addresses make one user',
  async (world) => {
    const { connections } = world.ports;
    const identity = anIdentity();
    const emails = Array.from({ length: 50 }, anAddress);
    const made = await Promise.all(
      emails.map((email) =>
        connections.createUser(
          aConnection(randomUUID(), { identity }),
          { email, emailNormalised: email, language: 'en' },
          visitor,
        ),
      ),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    const users = await world.look('select id from users where email = any($1)', emails);
    expect(users).toEqual([{ id: await ownerOf(world, identity) }]);
  },
);

onEveryEngine('a first sign-in and a registration at once make one user', async (world) => {
  const { connections, registrations } = world.ports;
  for (let round = 0; round < 25; round += 1) {
    const email = anAddress();
    const identity = anIdentity({ email });
    const [created, registered] = await atOnce(
      round,
      () =>
        connections.createUser(
          aConnection(randomUUID(), { identity }),
          { email, emailNormalised: email, language: 'en' },
          visitor,
        ),
      () => registrations.store(aRegistration(email)),
    );
    const users = await world.look(
      'select id, password_hash is null as "hasNoPassword" from users where email_normalised = $1',
      email,
    );
    expect(users).toHaveLength(1);
    expect(registered).toBe(created ? 'known' : 'created');
    expect(users[0]?.hasNoPassword).toBe(created);
    expect(await ownerOf(world, identity)).toBe(created ? users[0]?.id : undefined);
  }
});

onEveryEngine('an identity that fifty link at once goes to one of them', async (world) => {
  const { connections } = world.ports;
  const people = await inParallel(50, () => aConnectedUser(world, 'github'));
  const identity = anIdentity();
  const linked = await Promise.all(
    people.map(({ id, email }) =>
      connections.link(
        aConnection(id, { identity, notice: aNotice(email, 'connection-added') }),
        visitor,
      ),
    ),
  );
  const winners = people.filter((_, at) => linked[at]).map(({ id }) => id);
  expect(winners).toEqual([await ownerOf(world, identity)]);
  const letters = await world.look(
    `select id from outbox where template = 'connection-added' and recipient = any($1)`,
    people.map(({ email }) => email),
  );
  expect(letters).toHaveLength(1);
});

onEveryEngine('of several identities of one provider linked at once one is', async (world) => {
  const { connections } = world.ports;
  const person = await aPerson(world);
  const linked = await inParallel(20, () => connections.link(aConnection(person.id), visitor));
  expect(linked.filter(Boolean)).toHaveLength(1);
  expect(await providersOf(world, person.id)).toEqual(['google']);
});

onEveryEngine(
  'a link and a first sign-in of the same identity at once give it one owner',
  async (world) => {
    const { connections } = world.ports;
    const person = await aPerson(world);
    for (let round = 0; round < 25; round += 1) {
      const [id, email, identity] = [randomUUID(), anAddress(), anIdentity()];
      const [linked, created] = await atOnce(
        round,
        () => connections.link(aConnection(person.id, { identity }), visitor),
        () =>
          connections.createUser(
            aConnection(id, { identity }),
            { email, emailNormalised: email, language: 'en' },
            visitor,
          ),
      );
      expect([linked, created].filter(Boolean)).toHaveLength(1);
      expect(await ownerOf(world, identity)).toBe(linked ? person.id : id);
      expect(await world.look('select id from users where id = $1', id)).toHaveLength(
        created ? 1 : 0,
      );
      await world.look('delete from accounts where user_id = $1', person.id);
    }
  },
);

onEveryEngine('LINK-10 two connections unlinked at once leave one way in', async (world) => {
  const { connections } = world.ports;
  for (let round = 0; round < 25; round += 1) {
    const { id, email } = await aConnectedUser(world, 'google');
    const identity = anIdentity({ provider: 'github' });
    await connections.link(aConnection(id, { identity }), visitor);
    const unlink = (provider: 'google' | 'github') => () => {
      const notice = aNotice(email, 'connection-removed');
      return connections.unlink({ userId: id, provider, notice, now: noon }, visitor);
    };
    const answers = await atOnce(round, unlink('google'), unlink('github'));
    expect([...answers].sort()).toEqual(['last_way_in', 'unlinked']);
    expect(await providersOf(world, id)).toEqual(
      answers[0] === 'unlinked' ? ['github'] : ['google'],
    );
  }
});

onEveryEngine('a connection unlinked twenty times at once goes once', async (world) => {
  const { connections } = world.ports;
  const { id, email } = await aConnectedUser(world, 'google', { tokens: sealedTokens() });
  await connections.link(
    aConnection(id, { identity: anIdentity({ provider: 'github' }) }),
    visitor,
  );
  const answers = await inParallel(20, () => {
    const notice = aNotice(email, 'connection-removed');
    return connections.unlink({ userId: id, provider: 'google', notice, now: noon }, visitor);
  });
  expect(tally(answers)).toEqual({ unlinked: 1, unknown: 19 });
  expect(
    await world.look('select id from provider_revocations where user_id = $1', id),
  ).toHaveLength(2);
  expect(await world.look('select id from outbox where recipient = $1', email)).toHaveLength(1);
});

onEveryEngine(
  'whoever verifies an address first keeps the account, and no stranger’s password survives',
  async (world) => {
    const { connections, oneTimeTokens } = world.ports;
    const seen = new Set<boolean>();
    for (let round = 0; round < 40; round += 1) {
      const registrant = await anUnprovenUser(world);
      const identity = anIdentity({ email: registrant.email });
      const [endedIds, verified] = await atOnce(
        round,
        () => connections.takeOver(aConnection(registrant.id, { identity }), visitor),
        () => oneTimeTokens.verifyEmailByToken(registrant.tokenDigest, noon, visitor),
      );
      const isTaken = endedIds !== null;
      seen.add(isTaken);
      expect(verified.result).toBe(isTaken ? 'invalid' : 'used');
      const [user] = await world.look(
        `select password_hash, email_verified_at is not null as "isVerified"
         from users where id = $1`,
        registrant.id,
      );
      expect(user).toEqual({
        password_hash: isTaken ? null : registrant.passwordHash,
        isVerified: true,
      });
      expect(await ownerOf(world, identity)).toBe(isTaken ? registrant.id : undefined);
    }
    expect(seen.size).toBe(2);
  },
);

onEveryEngine('a takeover and another registration at once leave no password', async (world) => {
  const { connections, registrations, oneTimeTokens } = world.ports;
  for (let round = 0; round < 25; round += 1) {
    const registrant = await anUnprovenUser(world);
    const identity = anIdentity({ email: registrant.email });
    const again = aRegistration(registrant.email, afterNoon(600));
    const [endedIds, registered] = await atOnce(
      round,
      () => connections.takeOver(aConnection(registrant.id, { identity }), visitor),
      () => registrations.store(again),
    );
    expect(endedIds).toEqual([]);
    expect(['renewed', 'known']).toContain(registered);
    for (const digest of [registrant.tokenDigest, again.token.tokenDigest]) {
      const used = await oneTimeTokens.verifyEmailByToken(digest, afterNoon(601), visitor);
      expect(used).toEqual({ result: 'invalid' });
    }
    expect(
      await world.look('select password_hash from users where id = $1', registrant.id),
    ).toEqual([{ password_hash: null }]);
  }
});

onEveryEngine(
  'the registrant’s sign-in at the moment of a takeover leaves no session',
  async (world) => {
    const { connections, sessions } = world.ports;
    for (let round = 0; round < 25; round += 1) {
      const registrant = await anUnprovenUser(world);
      const identity = anIdentity({ email: registrant.email });
      const session = aSession(registrant.id);
      const [endedIds, opened] = await atOnce(
        round,
        () => connections.takeOver(aConnection(registrant.id, { identity }), visitor),
        () => sessions.open(anOpening(registrant, { session }), visitor),
      );
      expect(endedIds).toEqual([]);
      expect(opened).toBeNull();
      expect(await liveIds(world, registrant.id)).toEqual([]);
    }
  },
);

onEveryEngine('an account that several identities would take over goes to one', async (world) => {
  const { connections } = world.ports;
  const registrant = await anUnprovenUser(world);
  const identities = (['google', 'github', 'google'] as const).map((provider) =>
    anIdentity({ provider, email: registrant.email }),
  );
  const taken = await Promise.all(
    identities.map((identity) =>
      connections.takeOver(aConnection(registrant.id, { identity }), visitor),
    ),
  );
  const winners = identities.filter((_, at) => taken[at] !== null);
  expect(winners).toHaveLength(1);
  expect(await providersOf(world, registrant.id)).toEqual([winners[0]?.provider]);
});

onEveryEngine('every question about connections is one round trip', async (world) => {
  const { connections } = world.ports;
  const { id, email, identity } = await aConnectedUser(world, 'google', { tokens: sealedTokens() });
  const unproven = await anUnprovenUser(world);
  const fetches = vi.spyOn(globalThis, 'fetch');
  const [first, notice] = [anAddress(), aNotice(email, 'connection-removed')];
  const asked: (() => Promise<unknown>)[] = [
    () => connections.findIdentity(identity, email, id, noon),
    () =>
      connections.createUser(
        aConnection(randomUUID()),
        { email: first, emailNormalised: first, language: 'en' },
        visitor,
      ),
    () =>
      connections.link(aConnection(id, { identity: anIdentity({ provider: 'github' }) }), visitor),
    () =>
      connections.takeOver(
        aConnection(unproven.id, { identity: anIdentity({ email: unproven.email }) }),
        visitor,
      ),
    () => connections.noteUse(aConnection(id, { identity, tokens: sealedTokens() })),
    () => connections.list(id),
    () => connections.tokens(id, 'google'),
    () => connections.storeTokens(id, 'google', 1, sealedTokens()),
    () => connections.markConsentNeeded(id, 'google', 2, noon),
    () => connections.unlink({ userId: id, provider: 'google', notice, now: noon }, visitor),
    () => connections.claimRevocations(1, noon, afterNoon(60)),
    () => connections.postponeRevocation(randomUUID(), noon),
    () => connections.settleRevocation(randomUUID()),
  ];
  for (const ask of asked) {
    fetches.mockClear();
    expect(await ask()).not.toBe(false);
    expect(fetches).toHaveBeenCalledTimes(1);
  }
  fetches.mockRestore();
});
