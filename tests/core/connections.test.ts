import { expect, test } from 'vitest';
import { days } from '#core/clock.ts';
import { disconnect, listConnections } from '#core/connections.ts';
import { fakeHash, passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { comeBy, personaAt, signInBy } from '#tests/support/memory-provider-visits.ts';

const tokens = { accessToken: 'access', refreshToken: 'refresh', expiresAt: null, scope: 'files' };

test('lists a user’s own connections, and of their tokens only what they may do', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await signInBy(world, personaAt('google', 'bob@x.test'));
  const began = memory.now;
  await comeBy(world, personaAt('google', 'ada@x.test'), { tokens });
  passTime(memory, days(1));
  const claims = await signInBy(world, personaAt('google', 'ada@x.test'));

  expect(await listConnections(ports, claims)).toEqual([
    {
      provider: 'google',
      email: 'ada@x.test',
      connectedAt: began.toISOString(),
      lastUsedAt: memory.now.toISOString(),
      scope: 'files',
      needsConsent: false,
    },
  ]);
});

test('someone who has only a password has no connections', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  expect(await listConnections(world.ports, claims)).toEqual([]);
});

test('removes a connection, tells its owner and leaves its tokens to be revoked', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  const user = seedUser(memory, 'ada@x.test', password, { name: 'Ada' });
  await comeBy(world, personaAt('google', 'ada@x.test'), { tokens });
  const claims = await signInTo(world, 'ada@x.test');
  memory.letters.length = 0;

  const outcome = await disconnect(ports, 'google', claims, caller);

  expect(outcome).toEqual({ ok: true, value: { provider: 'google' } });
  expect(memory.connections).toEqual([]);
  expect(memory.letters).toMatchObject([{ template: 'connection-removed', to: 'ada@x.test' }]);
  expect(await ports.secrets.openLetterProps(memory.letters[0]?.propsSealed ?? '')).toEqual({
    name: 'Ada',
    provider: 'google',
    at: memory.now.toISOString(),
    device: 'A browser',
    place: 'Utrecht, NL',
    disownLink: expect.stringMatching(/^https:\/\/gatehouse\.example\/not-me\?token=[\w-]{43}$/),
    connectionsLink: 'https://gatehouse.example/account/connections',
  });
  expect(memory.revocations.map(({ binding }) => binding)).toEqual([
    { userId: user.id, provider: 'google', field: 'access_token' },
    { userId: user.id, provider: 'google', field: 'refresh_token' },
  ]);
});

test('LINK-10 the only way into an account stays', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  const claims = await signInBy(world, personaAt('google', 'ada@x.test'));

  expect(await disconnect(ports, 'google', claims, caller)).toEqual({
    ok: false,
    refusal: { code: 'last_way_in' },
  });
  expect(memory.connections).toHaveLength(1);
  expect(memory.letters).toEqual([]);
  expect(memory.revocations).toEqual([]);
  expect(await signInBy(world, personaAt('google', 'ada@x.test'))).toMatchObject({
    sub: claims.sub,
  });
});

test.each([
  ['a password', 'password'],
  ['another connection', 'github'],
] as const)('LINK-10 a connection goes when %s remains', async (_what, remaining) => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  const claims = await signInBy(world, personaAt('google', 'ada@x.test'));
  if (remaining === 'github') await comeBy(world, personaAt('github', 'ada@x.test'));
  else Object.assign(memory.users[0] ?? {}, { passwordHash: fakeHash(password, 2) });

  expect(await disconnect(ports, 'google', claims, caller)).toMatchObject({ ok: true });
});

test('LINK-10 of two connections that go at once one stays', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  const claims = await signInBy(world, personaAt('google', 'ada@x.test'));
  await comeBy(world, personaAt('github', 'ada@x.test'));

  const outcomes = await Promise.all([
    disconnect(ports, 'google', claims, caller),
    disconnect(ports, 'github', claims, caller),
  ]);

  expect(outcomes).toMatchObject([{ ok: true }, { refusal: { code: 'last_way_in' } }]);
  expect(memory.connections).toHaveLength(1);
});

test('a provider that is not connected is not removed, whoever else has it', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  await signInBy(world, personaAt('github', 'bob@x.test'));
  const claims = await signInBy(world, personaAt('google', 'ada@x.test'));
  expect(await disconnect(ports, 'github', claims, caller)).toEqual({
    ok: false,
    refusal: { code: 'not_connected' },
  });
  expect(memory.connections).toHaveLength(2);
});
