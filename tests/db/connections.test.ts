import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import {
  aConnectedUser,
  aConnection,
  anIdentity,
  anUnprovenUser,
  ownerOf,
  providersOf,
  sealedTokens,
} from './connection-world.ts';
import { aPerson, eventsOf } from './session-world.ts';
import { afterNoon, aNotice, anAddress, noon, onEveryEngine, visitor } from './world.ts';

const nothingKnown = { owner: null, namesake: null, viewerHasProvider: false };

onEveryEngine('nothing is known of an identity that nobody has', async ({ ports }) => {
  const { findIdentity } = ports.connections;
  expect(await findIdentity(anIdentity(), anAddress(), null, noon)).toEqual(nothingKnown);
  expect(await findIdentity(anIdentity(), null, randomUUID(), noon)).toEqual(nothingKnown);
  const strange = anIdentity({ accountId: 'a\0b' });
  expect(await findIdentity(strange, 'a\0@example.test', 'not-a-uuid', noon)).toEqual(nothingKnown);
});

onEveryEngine('an identity has an owner, a namesake and a viewer of its own', async (world) => {
  const { findIdentity } = world.ports.connections;
  const [owner, namesake] = [await aConnectedUser(world), await aPerson(world)];
  const unproven = await anUnprovenUser(world);
  expect(await findIdentity(owner.identity, namesake.email, owner.id, noon)).toEqual({
    owner: { userId: owner.id, isDisabled: false },
    namesake: { userId: namesake.id, emailVerified: true, isDisabled: false },
    viewerHasProvider: false,
  });
  expect(await findIdentity(anIdentity(), unproven.email, owner.id, noon)).toEqual({
    owner: null,
    namesake: { userId: unproven.id, emailVerified: false, isDisabled: false },
    viewerHasProvider: true,
  });
  const elsewhere = { ...owner.identity, provider: 'github' as const };
  expect(await findIdentity(elsewhere, null, owner.id, noon)).toEqual(nothingKnown);
});

onEveryEngine('a disabled owner or namesake is known as such while it holds', async (world) => {
  const { id, email, identity } = await aConnectedUser(world);
  await world.look(
    `update users set disabled_at = $2, disabled_until = $3, disabled_reason = 'spam' where id = $1`,
    id,
    noon,
    afterNoon(60),
  );
  const at = (seconds: number) =>
    world.ports.connections.findIdentity(identity, email, null, afterNoon(seconds));
  expect(await at(59)).toMatchObject({
    owner: { isDisabled: true },
    namesake: { isDisabled: true },
  });
  expect(await at(60)).toMatchObject({
    owner: { isDisabled: false },
    namesake: { isDisabled: false },
  });
});

onEveryEngine('a first sign-in makes a verified user without a password', async (world) => {
  const { ports, look } = world;
  const tokens = sealedTokens();
  const { id, email, identity } = await aConnectedUser(world, 'google', { tokens });
  const [user] = await look(
    `select email, email_normalised, email_verified_at, password_hash, name, image, role
     from users where id = $1`,
    id,
  );
  expect(user).toEqual({
    email,
    email_normalised: email,
    email_verified_at: expect.anything(),
    password_hash: null,
    name: 'Pat',
    image: 'https://example.test/pat.png',
    role: 'user',
  });
  expect(new Date(String(user?.email_verified_at))).toEqual(noon);
  expect(await ports.connections.list(id)).toEqual([
    {
      provider: 'google',
      email: identity.email,
      connectedAt: noon,
      lastUsedAt: noon,
      scope: 'openid email',
      needsConsent: false,
    },
  ]);
  expect(await ports.connections.tokens(id, 'google')).toEqual({
    ...tokens,
    accountId: identity.accountId,
    version: 0,
    needsConsent: false,
  });
  const events = await look(
    'select kind, result, method from audit_events where subject_id = $1 order by kind',
    id,
  );
  expect(events).toEqual([
    { kind: 'connection_add', result: 'linked', method: 'google' },
    { kind: 'registration', result: 'created', method: 'google' },
  ]);
});

onEveryEngine('an address or an identity that is taken makes nobody', async (world) => {
  const { connections } = world.ports;
  const person = await aPerson(world);
  const owner = await aConnectedUser(world);
  const [id, free] = [randomUUID(), anAddress()];
  const create = (connection: Parameters<typeof connections.createUser>[0], email: string) =>
    connections.createUser(
      connection,
      { email, emailNormalised: email.toLowerCase(), language: 'en' },
      visitor,
    );
  const fresh = anIdentity();
  expect(await create(aConnection(id, { identity: fresh }), person.email)).toBe(false);
  expect(await create(aConnection(id, { identity: owner.identity }), free)).toBe(false);
  expect(await create(aConnection('not-a-uuid'), free)).toBe(false);
  const long = anIdentity({ accountId: 'x'.repeat(256) });
  expect(await create(aConnection(id, { identity: long }), free)).toBe(false);
  expect(await world.look('select id from users where id = $1', id)).toEqual([]);
  expect(await ownerOf(world, fresh)).toBeUndefined();
  expect(await world.look('select id from users where email_normalised = $1', free)).toEqual([]);
  expect(await eventsOf(world, id)).toEqual([]);
});

onEveryEngine('what a provider says of a person is stored as far as it fits', async (world) => {
  const [id, email] = [randomUUID(), anAddress()];
  const identity = anIdentity({
    email: `${'x'.repeat(400)}\0`,
    name: `  ${'é'.repeat(200)}`,
    image: 'javascript:alert(1)',
  });
  const tokens = sealedTokens({ expiresAt: new Date('2999-01-01'), scope: 'a\0b' });
  const connection = aConnection(id, { identity, tokens });
  const { connections } = world.ports;
  expect(
    await connections.createUser(
      connection,
      { email, emailNormalised: email, language: 'en' },
      visitor,
    ),
  ).toBe(true);
  expect(await world.look('select name, image from users where id = $1', id)).toEqual([
    { name: 'é'.repeat(100), image: null },
  ]);
  expect(await connections.list(id)).toMatchObject([{ email: 'x'.repeat(320), scope: 'ab' }]);
  const kept = await connections.tokens(id, 'google');
  expect(kept?.expiresAt).toEqual(new Date((2 ** 31 - 1) * 1000));
});

onEveryEngine('a link is written with its notice and its event', async (world) => {
  const { ports, look } = world;
  const person = await aPerson(world);
  const notice = aNotice('elsewhere@example.test', 'connection-added');
  const identity = anIdentity({ provider: 'github' });
  const connection = aConnection(person.id, { identity, notice, tokens: sealedTokens() });
  expect(await ports.connections.link(connection, { ...visitor, actorId: person.id })).toBe(true);
  expect(await ownerOf(world, identity)).toBe(person.id);
  expect(
    await look('select recipient, template from outbox where id = $1', notice.letter.id),
  ).toEqual([{ recipient: person.email, template: 'connection-added' }]);
  const [event] = await look(
    `select kind, result, method, actor_id from audit_events
     where subject_id = $1 and kind = 'connection_add'`,
    person.id,
  );
  expect(event).toEqual({
    kind: 'connection_add',
    result: 'linked',
    method: 'github',
    actor_id: person.id,
  });
  expect(await look('select type from accounts where user_id = $1', person.id)).toEqual([
    { type: 'oauth' },
  ]);
});

onEveryEngine(
  'an identity of somebody else, a second one of a provider and an unknown user link nothing',
  async (world) => {
    const { link } = world.ports.connections;
    const [owner, person] = [await aConnectedUser(world), await aPerson(world)];
    const refused = async (userId: string, identity = anIdentity()) => {
      const notice = aNotice(person.email, 'connection-added');
      expect(await link(aConnection(userId, { identity, notice }), visitor)).toBe(false);
      expect(await world.look('select id from outbox where id = $1', notice.letter.id)).toEqual([]);
    };
    await refused(person.id, owner.identity);
    await refused(owner.id, owner.identity);
    await refused(owner.id);
    await refused(randomUUID());
    await refused('not-a-uuid');
    await refused(person.id, anIdentity({ accountId: '' }));
    expect(await ownerOf(world, owner.identity)).toBe(owner.id);
    expect(await providersOf(world, person.id)).toEqual([]);
    expect(await eventsOf(world, person.id)).toEqual([]);
  },
);

onEveryEngine('connections are listed by age, of their owner alone', async (world) => {
  const { connections } = world.ports;
  const { id } = await aConnectedUser(world, 'microsoft');
  await aConnectedUser(world, 'github');
  await connections.link(
    aConnection(id, { identity: anIdentity({ provider: 'github' }), now: afterNoon(-60) }),
    visitor,
  );
  const listed = await connections.list(id);
  expect(listed.map(({ provider }) => provider)).toEqual(['github', 'microsoft']);
  expect(await connections.list(randomUUID())).toEqual([]);
  expect(await connections.list('not-a-uuid')).toEqual([]);
});
