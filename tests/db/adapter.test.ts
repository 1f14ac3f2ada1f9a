import { randomUUID } from 'node:crypto';
import type { AdapterAccount, AdapterUser } from '@auth/core/adapters';
import { expect } from 'vitest';
import { authAdapter } from '#db/adapter.ts';
import { aConnectedUser, sealedTokens } from './connection-world.ts';
import {
  aDigest,
  afterNoon,
  anAddress,
  aRegistration,
  inParallel,
  noon,
  onEveryEngine,
  tally,
} from './world.ts';

const clock = { now: () => noon };

const aUser = (more: Partial<AdapterUser> = {}): AdapterUser => ({
  id: randomUUID(),
  email: anAddress(),
  emailVerified: null,
  name: 'Pat',
  image: 'https://example.test/pat.png',
  ...more,
});

const anIdentity = (userId: string, more: Partial<AdapterAccount> = {}): AdapterAccount => ({
  userId,
  type: 'oidc',
  provider: 'google',
  providerAccountId: aDigest(),
  ...more,
});

onEveryEngine('a created user is found by id and by address', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  const input = aUser({ emailVerified: afterNoon(-60) });
  const expected = { ...input, role: 'user' };
  expect(await adapter.createUser(input)).toEqual(expected);
  expect(await adapter.getUser(input.id)).toEqual(expected);
  expect(await adapter.getUserByEmail(input.email)).toEqual(expected);
});

onEveryEngine('REG-02 another spelling of the address finds the same user', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  const input = aUser();
  await adapter.createUser(input);
  const shouted = input.email.toUpperCase();
  expect((await adapter.getUserByEmail(shouted))?.id).toBe(input.id);
  await expect(adapter.createUser(aUser({ email: shouted }))).rejects.toMatchObject({
    code: 'address_taken',
  });
});

onEveryEngine('REG-08 a role that is passed in is not stored', async ({ db, look }) => {
  const adapter = authAdapter(db, clock);
  const input = { ...aUser(), role: 'admin' };
  expect(await adapter.createUser(input)).toMatchObject({ role: 'user' });
  const update = { id: input.id, name: 'Alex', role: 'admin' };
  expect(await adapter.updateUser(update)).toMatchObject({ name: 'Alex', role: 'user' });
  expect(await look('select role from users where id = $1', input.id)).toEqual([{ role: 'user' }]);
});

onEveryEngine('fifty creations of one address at once make one user', async ({ db, look }) => {
  const adapter = authAdapter(db, clock);
  const email = anAddress();
  const made = await inParallel(50, () =>
    adapter.createUser(aUser({ email })).then(
      () => 'made',
      (error: { code: string }) => error.code,
    ),
  );
  expect(made.filter((one) => one === 'made')).toHaveLength(1);
  expect(made.filter((one) => one === 'address_taken')).toHaveLength(49);
  expect(await look('select id from users where email_normalised = $1', email)).toHaveLength(1);
});

onEveryEngine(
  'a creation and a registration at once make one user',
  async ({ db, ports, look }) => {
    const adapter = authAdapter(db, clock);
    const email = anAddress();
    await Promise.all([
      ...Array.from({ length: 10 }, () => ports.registrations.store(aRegistration(email))),
      ...Array.from({ length: 10 }, () =>
        adapter.createUser(aUser({ email })).catch((error: { code: string }) => {
          expect(error.code).toBe('address_taken');
        }),
      ),
    ]);
    expect(await look('select id from users where email_normalised = $1', email)).toHaveLength(1);
  },
);

onEveryEngine('an address that is none finds and creates nobody', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  expect(await adapter.getUserByEmail('')).toBeNull();
  expect(await adapter.getUserByEmail('a\0@example.test')).toBeNull();
  await expect(adapter.createUser(aUser({ email: 'nobody' }))).rejects.toMatchObject({
    code: 'address_invalid',
  });
});

onEveryEngine('unknown and malformed ids find nobody', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  for (const id of [randomUUID(), 'junk', '', '\0']) {
    expect(await adapter.getUser(id)).toBeNull();
    await expect(adapter.updateUser({ id, name: 'x' })).rejects.toMatchObject({
      code: 'user_unknown',
    });
    await expect(adapter.deleteUser(id)).resolves.toBeUndefined();
  }
});

onEveryEngine('names and pictures of providers are stored as far as they fit', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  const long = await adapter.createUser(
    aUser({ name: `  ${'é🔑'.repeat(100)}`, image: 'javascript:alert(1)' }),
  );
  expect(long).toMatchObject({ name: 'é🔑'.repeat(50), image: null });
  const none = await adapter.createUser(aUser({ name: ' ', image: null }));
  expect(none).toMatchObject({ name: null, image: null });
});

onEveryEngine('an update changes what it names and nothing else', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  const input = aUser();
  await adapter.createUser(input);
  const verified = { ...input, role: 'user', emailVerified: noon };
  expect(await adapter.updateUser({ id: input.id, emailVerified: noon })).toEqual(verified);
  const email = anAddress();
  expect(await adapter.updateUser({ id: input.id, email: email.toUpperCase() })).toMatchObject({
    name: input.name,
    emailVerified: noon,
  });
  expect((await adapter.getUserByEmail(email))?.id).toBe(input.id);
  expect(await adapter.getUserByEmail(input.email)).toBeNull();
});

onEveryEngine('a linked identity finds its user until it is unlinked', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  const user = await adapter.createUser(aUser());
  const identity = anIdentity(user.id);
  const { provider, providerAccountId, userId, type } = identity;
  await adapter.linkAccount(identity);
  expect(await adapter.getUserByAccount({ provider, providerAccountId })).toEqual(user);
  expect(await adapter.getUserByAccount({ provider: 'github', providerAccountId })).toBeNull();
  expect(await adapter.getAccount(providerAccountId, provider)).toEqual({
    provider,
    providerAccountId,
    userId,
    type,
  });
  await adapter.unlinkAccount({ provider, providerAccountId });
  expect(await adapter.getUserByAccount({ provider, providerAccountId })).toBeNull();
  expect(await adapter.getAccount(providerAccountId, provider)).toBeNull();
});

onEveryEngine('an identity belongs to one user', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  const [owner, thief] = [await adapter.createUser(aUser()), await adapter.createUser(aUser())];
  const identity = anIdentity(owner.id);
  await adapter.linkAccount(identity);
  await expect(adapter.linkAccount(identity)).resolves.toBeUndefined();
  await expect(adapter.linkAccount({ ...identity, userId: thief.id })).rejects.toMatchObject({
    code: 'identity_taken',
  });
  expect((await adapter.getUserByAccount(identity))?.id).toBe(owner.id);
});

onEveryEngine('a user has one identity of a provider', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  const user = await adapter.createUser(aUser());
  const [first, second] = [anIdentity(user.id), anIdentity(user.id)];
  await adapter.linkAccount(first);
  await expect(adapter.linkAccount(second)).rejects.toMatchObject({ code: 'provider_connected' });
  await adapter.linkAccount({ ...second, provider: 'github', type: 'oauth' });
  expect((await adapter.getUserByAccount(first))?.id).toBe(user.id);
  expect(await adapter.getUserByAccount(second)).toBeNull();
  const racer = await adapter.createUser(aUser());
  const linked = await inParallel(20, () =>
    adapter.linkAccount(anIdentity(racer.id)).then(
      () => 'linked',
      (error: { code: string }) => error.code,
    ),
  );
  expect(tally(linked)).toEqual({ linked: 1, provider_connected: 19 });
});

onEveryEngine('Auth.js finds and unlinks what the house itself has linked', async (world) => {
  const adapter = authAdapter(world.db, clock);
  const tokens = sealedTokens();
  const { id, email, identity } = await aConnectedUser(world, 'google', { tokens });
  const { provider, accountId: providerAccountId } = identity;
  expect(await adapter.getUserByAccount({ provider, providerAccountId })).toEqual({
    id,
    email,
    emailVerified: noon,
    name: 'Pat',
    image: 'https://example.test/pat.png',
    role: 'user',
  });
  expect(await adapter.getAccount(providerAccountId, provider)).toEqual({
    userId: id,
    type: 'oidc',
    provider,
    providerAccountId,
  });
  await adapter.linkAccount(anIdentity(id, { providerAccountId }));
  expect(await world.ports.connections.tokens(id, 'google')).toMatchObject(tokens);
  await adapter.unlinkAccount({ provider, providerAccountId });
  expect(await adapter.getUserByAccount({ provider, providerAccountId })).toBeNull();
});

onEveryEngine('an identity that is nobody’s finds, unlinks and links nobody', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  for (const providerAccountId of [aDigest(), '', '\0']) {
    const identity = { provider: 'google', providerAccountId };
    expect(await adapter.getUserByAccount(identity)).toBeNull();
    expect(await adapter.getAccount(providerAccountId, 'google')).toBeNull();
    await expect(adapter.unlinkAccount(identity)).resolves.toBeUndefined();
  }
  await expect(adapter.linkAccount(anIdentity(randomUUID()))).rejects.toMatchObject({
    service: 'database',
    code: '23503',
  });
});

onEveryEngine(
  'the adapter has what sessions by token need, and nothing that would be a second way in',
  async ({ db }) => {
    const needed = ['createUser', 'getUser', 'getUserByEmail', 'getUserByAccount'];
    const changing = ['updateUser', 'deleteUser', 'linkAccount', 'unlinkAccount', 'getAccount'];
    expect(Object.keys(authAdapter(db, clock)).sort()).toEqual([...needed, ...changing].sort());
  },
);

onEveryEngine('tokens of a provider are nowhere in the database', async ({ db, look }) => {
  const adapter = authAdapter(db, clock);
  const user = await adapter.createUser(aUser());
  await adapter.linkAccount(
    anIdentity(user.id, {
      access_token: 'marker-access',
      refresh_token: 'marker-refresh',
      id_token: 'marker-id',
      token_type: 'bearer',
      scope: 'openid email',
      expires_at: 1_800_000_000,
      session_state: 'marker-state',
    }),
  );
  const [row] = await look('select * from accounts where user_id = $1', user.id);
  expect(JSON.stringify(row)).not.toContain('marker');
  expect(row).toMatchObject({ scope: 'openid email', token_type: 'bearer' });
});

onEveryEngine('a deleted user is gone with all identities', async ({ db }) => {
  const adapter = authAdapter(db, clock);
  const user = await adapter.createUser(aUser());
  const identity = anIdentity(user.id);
  await adapter.linkAccount(identity);
  await adapter.deleteUser(user.id);
  expect(await adapter.getUser(user.id)).toBeNull();
  expect(await adapter.getUserByAccount(identity)).toBeNull();
});
