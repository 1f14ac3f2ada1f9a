import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { aConnectedUser, aConnection, sealedTokens } from './connection-world.ts';
import { afterNoon, anAddress, noon, onEveryEngine } from './world.ts';

onEveryEngine('a use notes when and by which address, and fresh tokens', async (world) => {
  const { connections } = world.ports;
  const first = sealedTokens();
  const { id, identity } = await aConnectedUser(world, 'google', { tokens: first });
  const moved = { ...identity, email: anAddress() };
  const use = (seconds: number, tokens: typeof first | null) =>
    connections.noteUse(aConnection(id, { identity: moved, tokens, now: afterNoon(seconds) }));
  await use(60, null);
  expect(await connections.list(id)).toMatchObject([
    { email: moved.email, connectedAt: noon, lastUsedAt: afterNoon(60) },
  ]);
  expect(await connections.tokens(id, 'google')).toMatchObject({ ...first, version: 0 });
  const fresh = sealedTokens({ refreshTokenSealed: null, scope: null });
  await use(120, fresh);
  expect(await connections.tokens(id, 'google')).toEqual({
    accountId: identity.accountId,
    accessTokenSealed: fresh.accessTokenSealed,
    refreshTokenSealed: first.refreshTokenSealed,
    expiresAt: fresh.expiresAt,
    scope: first.scope,
    version: 1,
    needsConsent: false,
  });
});

onEveryEngine('a sign-in takes away nothing that its user allowed besides', async (world) => {
  const { connections } = world.ports;
  const wide = sealedTokens({ scope: 'read:user,repo,user:email' });
  const { id, identity } = await aConnectedUser(world, 'github', { tokens: wide });
  const use = (scope: string | null) => {
    const tokens = sealedTokens({ scope });
    return connections.noteUse(aConnection(id, { identity, tokens, now: afterNoon(60) }));
  };
  await use('read:user,user:email');
  expect(await connections.tokens(id, 'github')).toMatchObject({ ...wide, version: 0 });
  expect(await connections.list(id)).toMatchObject([{ lastUsedAt: afterNoon(60) }]);
  await use('repo user:email read:user gist');
  expect(await connections.tokens(id, 'github')).toMatchObject({
    scope: 'repo user:email read:user gist',
    version: 1,
  });
  await connections.markConsentNeeded(id, 'github', 1, noon);
  await use('read:user');
  expect(await connections.tokens(id, 'github')).toMatchObject({
    scope: 'read:user',
    needsConsent: false,
  });
});

onEveryEngine('a use by an identity that is not the user’s writes nothing', async (world) => {
  const { connections } = world.ports;
  const [one, other] = [await aConnectedUser(world), await aConnectedUser(world)];
  const tokens = sealedTokens();
  await connections.noteUse(aConnection(one.id, { identity: other.identity, tokens }));
  await connections.noteUse(aConnection('not-a-uuid', { identity: one.identity, tokens }));
  for (const { id } of [one, other]) {
    expect(await connections.tokens(id, 'google')).toMatchObject({ accessTokenSealed: null });
  }
});

onEveryEngine('refreshed tokens are written over the version that was read', async (world) => {
  const { connections } = world.ports;
  const first = sealedTokens();
  const { id, identity } = await aConnectedUser(world, 'google', { tokens: first });
  const second = sealedTokens({ refreshTokenSealed: null, scope: null, expiresAt: null });
  expect(await connections.storeTokens(id, 'google', 0, second)).toBe(true);
  const kept = {
    accountId: identity.accountId,
    accessTokenSealed: second.accessTokenSealed,
    refreshTokenSealed: first.refreshTokenSealed,
    expiresAt: null,
    scope: first.scope,
    version: 1,
    needsConsent: false,
  };
  expect(await connections.tokens(id, 'google')).toEqual(kept);
  for (const version of [0, 2]) {
    expect(await connections.storeTokens(id, 'google', version, sealedTokens())).toBe(false);
  }
  expect(await connections.storeTokens(id, 'github', 1, sealedTokens())).toBe(false);
  expect(await connections.storeTokens('not-a-uuid', 'google', 1, sealedTokens())).toBe(false);
  expect(await connections.tokens(id, 'google')).toEqual(kept);
});

onEveryEngine('RACE-08 of fifty refreshes of one version one is stored', async (world) => {
  const { connections } = world.ports;
  const { id } = await aConnectedUser(world, 'google', { tokens: sealedTokens() });
  const brought = Array.from({ length: 50 }, () => sealedTokens());
  const stored = await Promise.all(
    brought.map((tokens) => connections.storeTokens(id, 'google', 0, tokens)),
  );
  const winner = brought.filter((_, at) => stored[at]);
  expect(winner).toHaveLength(1);
  expect(await connections.tokens(id, 'google')).toMatchObject({ ...winner[0], version: 1 });
});

onEveryEngine('a connection asks for consent until it has fresh tokens', async (world) => {
  const { connections } = world.ports;
  const first = sealedTokens();
  const { id, identity } = await aConnectedUser(world, 'google', { tokens: first });
  const needsConsent = async () => (await connections.list(id))[0]?.needsConsent;
  await connections.markConsentNeeded(id, 'google', 1, noon);
  await connections.markConsentNeeded('not-a-uuid', 'google', 0, noon);
  expect(await needsConsent()).toBe(false);
  await connections.markConsentNeeded(id, 'google', 0, noon);
  await connections.markConsentNeeded(id, 'google', 0, afterNoon(60));
  expect(await needsConsent()).toBe(true);
  const [row] = await world.look('select consent_needed_at from accounts where user_id = $1', id);
  expect(new Date(String(row?.consent_needed_at))).toEqual(noon);
  await connections.noteUse(aConnection(id, { identity }));
  expect(await connections.tokens(id, 'google')).toMatchObject({ needsConsent: true, version: 0 });
  // The refresh token of before was refused: without a new one there is none.
  const tokens = sealedTokens({ refreshTokenSealed: null });
  await connections.noteUse(aConnection(id, { identity, tokens }));
  expect(await connections.tokens(id, 'google')).toMatchObject({
    ...tokens,
    needsConsent: false,
    version: 1,
  });
});

onEveryEngine(
  'a holder who brings fresh tokens after another one gave up is heard',
  async (world) => {
    const { connections } = world.ports;
    const { id } = await aConnectedUser(world, 'google', { tokens: sealedTokens() });
    await connections.markConsentNeeded(id, 'google', 0, noon);
    const tokens = sealedTokens();
    expect(await connections.storeTokens(id, 'google', 0, tokens)).toBe(true);
    expect(await connections.tokens(id, 'google')).toMatchObject({
      ...tokens,
      needsConsent: false,
    });
    await connections.markConsentNeeded(id, 'google', 0, noon);
    expect(await connections.tokens(id, 'google')).toMatchObject({ needsConsent: false });
  },
);

onEveryEngine('a connection that is not there has no tokens', async (world) => {
  const { connections } = world.ports;
  const { id } = await aConnectedUser(world);
  expect(await connections.tokens(id, 'github')).toBeNull();
  expect(await connections.tokens(randomUUID(), 'google')).toBeNull();
  expect(await connections.tokens('not-a-uuid', 'google')).toBeNull();
  expect(await connections.tokens(id, 'google')).toMatchObject({
    accessTokenSealed: null,
    refreshTokenSealed: null,
    expiresAt: null,
    scope: null,
  });
});
