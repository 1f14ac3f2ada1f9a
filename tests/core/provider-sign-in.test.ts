import { expect, test } from 'vitest';
import { after, days, minutes, seconds } from '#core/clock.ts';
import type { ProviderTokens } from '#core/provider-identity.ts';
import { disabledForGood, passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { comeBy, personaAt, signInBy } from '#tests/support/memory-provider-visits.ts';

const ada = personaAt('google', 'Ada@X.test', {
  name: 'Ada Lovelace',
  image: 'https://pictures.test/ada.png',
});

const tokens: ProviderTokens = {
  accessToken: 'access',
  refreshToken: 'refresh',
  expiresAt: new Date('2026-11-24T10:00:00Z'),
  scope: 'openid email',
};

test('a new identity with a verified address makes a user and opens their session', async () => {
  const world = memoryWorld();
  const { memory } = world;

  const outcome = await comeBy(world, ada);

  const [user] = memory.users;
  expect(user).toMatchObject({
    email: 'Ada@x.test',
    emailNormalised: 'ada@x.test',
    name: 'Ada Lovelace',
    image: 'https://pictures.test/ada.png',
    role: 'user',
    emailVerified: true,
    passwordHash: null,
  });
  expect(outcome).toMatchObject({
    ok: true,
    value: {
      kind: 'signed-in',
      isNewUser: true,
      opened: { user: { id: user?.id, email: 'Ada@x.test' }, session: { method: 'google' } },
    },
  });
  expect(memory.sessions).toMatchObject([
    { userId: user?.id, method: 'google', absoluteExpiresAt: after(memory.now, days(30)) },
  ]);
  expect(memory.attempts).toMatchObject([
    { userId: user?.id, method: 'google', result: 'succeeded' },
  ]);
  expect(memory.letters).toEqual([]);
});

test('a new account speaks the language of the page that it was made on, and says so', async () => {
  const world = memoryWorld();
  const german = { ...world, caller: { ...world.caller, language: 'de' as const } };

  const outcome = await comeBy(german, ada);

  expect(world.memory.users[0]?.language).toBe('de');
  expect(outcome).toMatchObject({ value: { opened: { language: 'de' } } });
});

test('OAUTH-14 keeps what the provider handed out sealed for this user, provider and field', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;

  await comeBy(world, ada, { tokens });

  const [kept] = memory.connections;
  const userId = memory.users[0]?.id ?? '';
  const open = (sealed: string | null | undefined, field: 'access_token' | 'refresh_token') =>
    ports.vault.open(sealed ?? '', { userId, provider: 'google', field });
  expect(await open(kept?.accessTokenSealed, 'access_token')).toBe('access');
  expect(await open(kept?.refreshTokenSealed, 'refresh_token')).toBe('refresh');
  expect(await open(kept?.refreshTokenSealed, 'access_token')).toBeNull();
  expect(kept).toMatchObject({ expiresAt: tokens.expiresAt, scope: 'openid email', version: 1 });
});

test('an identity that has its owner signs them in, whatever address the provider gives by now', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const { sub } = await signInBy(world, ada);
  const eve = seedUser(memory, 'eve@x.test', password);
  const [first] = memory.attempts;
  passTime(memory, days(1));

  const outcome = await comeBy(world, { ...ada, email: 'eve@x.test', isEmailVerified: false });

  expect(outcome).toMatchObject({
    value: { kind: 'signed-in', isNewUser: false, opened: { user: { id: sub } } },
  });
  expect(memory.users.find(({ id }) => id === sub)).toMatchObject({ email: 'Ada@x.test' });
  expect(memory.sessions.filter(({ userId }) => userId === eve.id)).toEqual([]);
  expect(memory.connections).toMatchObject([
    { userId: sub, email: 'eve@x.test', lastUsedAt: memory.now },
  ]);
  // The attempt is of the account's own address, so that its owner finds it.
  expect(memory.attempts.at(-1)?.emailDigest).toBe(first?.emailDigest);
  expect(memory.letters).toEqual([]);
});

test('a sign-in brings fresh tokens, and a refresh token that it lacks stays', async () => {
  const world = memoryWorld();
  const { memory } = world;
  await comeBy(world, ada, { tokens });
  const before = memory.connections[0]?.refreshTokenSealed;

  await comeBy(world, ada, {
    tokens: { ...tokens, accessToken: 'another', refreshToken: null },
  });

  const [kept] = memory.connections;
  expect(kept?.accessTokenSealed).toContain('another');
  expect(kept?.refreshTokenSealed).toBe(before);
  expect(kept?.version).toBe(2);
});

test('a sign-in without tokens leaves those that are kept', async () => {
  const world = memoryWorld();
  const { memory } = world;
  await comeBy(world, ada, { tokens });
  await comeBy(world, ada);
  expect(memory.connections).toMatchObject([{ version: 1, scope: 'openid email' }]);
  expect(memory.connections[0]?.accessTokenSealed).toContain('access');
});

test('the same verified address on both sides links the identity, and a letter tells it', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  const user = seedUser(memory, 'ada@x.test', password, { name: 'Countess' });

  const outcome = await comeBy(world, ada, { tokens });

  expect(outcome).toMatchObject({ value: { kind: 'signed-in', isNewUser: false } });
  expect(memory.users).toHaveLength(1);
  expect(memory.connections).toMatchObject([{ userId: user.id, provider: 'google' }]);
  expect(memory.letters).toMatchObject([{ template: 'connection-added', to: 'ada@x.test' }]);
  expect(await ports.secrets.openLetterProps(memory.letters[0]?.propsSealed ?? '')).toEqual({
    name: '',
    provider: 'google',
    at: memory.now.toISOString(),
    device: 'A browser',
    place: 'Utrecht, NL',
    disownLink: expect.stringMatching(/^https:\/\/gatehouse\.example\/not-me\?token=[\w-]{43}$/),
    connectionsLink: 'https://gatehouse.example/account/connections',
  });
  // Both ways in stay open, and the name that its owner chose.
  expect(user.name).toBe('Countess');
  expect(await signInTo(world, 'ada@x.test')).toMatchObject({ sub: user.id });
});

test('an account that nobody has proved goes to the identity that did, and a letter tells it', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password, { emailVerified: false });

  const outcome = await comeBy(world, ada);

  expect(outcome).toMatchObject({
    value: { kind: 'signed-in', isNewUser: false, opened: { user: { id: user.id } } },
  });
  expect(user).toMatchObject({ emailVerified: true, passwordHash: null });
  expect(memory.letters).toMatchObject([{ template: 'connection-added', to: 'ada@x.test' }]);
});

test('Microsoft makes and takes accounts by a verified address, and enters none that somebody has', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const unproved = seedUser(memory, 'ada@x.test', password, { emailVerified: false });
  seedUser(memory, 'bob@x.test', password);

  expect(await comeBy(world, personaAt('microsoft', 'new@x.test'))).toMatchObject({
    value: { isNewUser: true },
  });
  expect(await comeBy(world, personaAt('microsoft', 'ada@x.test'))).toMatchObject({
    value: { opened: { user: { id: unproved.id } } },
  });
  expect(await comeBy(world, personaAt('microsoft', 'bob@x.test'))).toEqual({
    ok: false,
    refusal: { code: 'account_exists' },
  });
});

test.each([
  ['no address', personaAt('github', null)],
  ['an unverified address', personaAt('github', 'ada@x.test', { isEmailVerified: false })],
  ['an address that mail cannot reach', personaAt('github', 'ada@localhost')],
])('%s makes no account', async (_what, identity) => {
  const world = memoryWorld();
  expect(await comeBy(world, identity)).toEqual({
    ok: false,
    refusal: { code: 'provider_email_unverified' },
  });
  expect(world.memory).toMatchObject({ users: [], connections: [], sessions: [], attempts: [] });
});

test('a disabled owner stays outside, and the attempt is recorded', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const { sub } = await signInBy(world, ada);
  Object.assign(memory.users[0] ?? {}, { disabled: disabledForGood });
  const refused = { ok: false, refusal: { code: 'account_disabled' } };

  expect(await comeBy(world, ada)).toEqual(refused);

  expect(memory.sessions).toHaveLength(1);
  expect(memory.attempts.at(-1)).toMatchObject({
    userId: sub,
    method: 'google',
    result: 'account_disabled',
    emailDigest: memory.attempts[0]?.emailDigest,
  });
  // Another identity with the same address is no way round it.
  expect(await comeBy(world, personaAt('github', 'ada@x.test'))).toEqual(refused);
  expect(memory.connections).toHaveLength(1);
});

test('SESS-13 the session that the browser has had ends, whoever planted it, and is told', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'eve@x.test', password);
  const planted = await signInTo(world, 'eve@x.test');

  await comeBy(world, ada, { current: planted, isRemembered: false });

  expect(memory.sessions).toMatchObject([
    { id: planted.sid, endReason: 'replaced' },
    { endReason: null },
  ]);
  expect(memory.told).toEqual([planted.sid]);
});

test('a viewer connects an identity with any address, keeps their session and gets a letter', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password, { name: 'Ada' });
  const viewer = await signInTo(world, 'ada@x.test');
  const elsewhere = personaAt('github', 'work@y.test', { isEmailVerified: false });

  const outcome = await comeBy(world, elsewhere, { connecting: viewer, current: viewer, tokens });

  expect(outcome).toEqual({
    ok: true,
    value: { kind: 'connected', opened: null, isNewUser: false },
  });
  expect(memory.connections).toMatchObject([{ userId: user.id, email: 'work@y.test' }]);
  expect(memory.sessions).toMatchObject([{ id: viewer.sid, endReason: null }]);
  expect(memory.letters).toMatchObject([{ template: 'connection-added', to: 'ada@x.test' }]);
});

test('a viewer who connects their own identity once more brings its fresh tokens', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const viewer = await signInBy(world, ada);
  Object.assign(memory.connections[0] ?? {}, { consentNeededAt: memory.now });

  const outcome = await comeBy(world, ada, { connecting: viewer, current: viewer, tokens });

  expect(outcome).toMatchObject({ value: { kind: 'connected', opened: null } });
  expect(memory.connections).toMatchObject([{ consentNeededAt: null, version: 2 }]);
  expect(memory.sessions).toHaveLength(1);
  expect(memory.letters).toEqual([]);
});

test('LINK-06 a viewer whose sign-in is more than ten minutes ago connects nothing', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const viewer = await signInTo(world, 'ada@x.test');
  const connect = () =>
    comeBy(world, personaAt('github', 'ada@x.test'), { connecting: viewer, current: viewer });
  passTime(memory, minutes(10) + seconds(1));

  expect(await connect()).toEqual({
    ok: false,
    refusal: { code: 'reauthentication_required', maxAgeSeconds: 600 },
  });
  expect(memory.connections).toEqual([]);
});

test('an identity of somebody else, or a second one of a provider, is not connected', async () => {
  const world = memoryWorld();
  const { memory } = world;
  await signInBy(world, ada);
  const viewer = await signInBy(world, personaAt('github', 'bob@x.test'));
  const connect = (identity: typeof ada) =>
    comeBy(world, identity, { connecting: viewer, current: viewer });

  expect(await connect(ada)).toEqual({ ok: false, refusal: { code: 'identity_taken' } });
  expect(await connect(personaAt('github', 'bob@y.test'))).toEqual({
    ok: false,
    refusal: { code: 'provider_connected' },
  });
  expect(memory.connections).toHaveLength(2);
});

test('keeps of a name and a picture only what may be shown', async () => {
  const world = memoryWorld();
  const { memory } = world;
  await comeBy(world, { ...ada, name: 'Win at https://evil.test', image: 'http://x.test/a.png' });
  expect(memory.users).toMatchObject([{ name: null, image: null }]);
});
