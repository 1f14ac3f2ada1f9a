import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Provider } from '#core/provider-identity.ts';
import type { TokenBinding, TokenVault } from '#core/provider-ports.ts';
import { type Query, resealTokens } from '#local/vault-reseal-tokens.ts';
import { createVault } from '#server/vault.ts';
import { aConnectedUser, sealedTokens } from './connection-world.ts';
import { aNotice, inParallel, noon, onEveryEngine, visitor, type World } from './world.ts';

const [newest, older, gone] = [
  'Zr3Ux8Ge1Mo5Ty7Hk2Pc9Vd4Sb6Wn0Qj',
  'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E',
  'Vb5Nq8Wz2Rt6Yh1Kj4Lm7Xp3Cs9Dg0Fa',
] as const;

/** The vault of a site after a rotation. */
const rotated = () => createVault([newest, older]);

const queryOf =
  ({ look }: World): Query =>
  (text, values) =>
    look(text, ...values);

/** Tokens for a user who is not there yet, sealed by a vault. */
async function tokensBy(vault: TokenVault, userId: string, provider: Provider, kind = 'first') {
  const seal = (field: TokenBinding['field']) =>
    vault.seal(`${kind} ${field} of ${userId}`, { userId, provider, field });
  return sealedTokens({
    accessTokenSealed: await seal('access_token'),
    refreshTokenSealed: await seal('refresh_token'),
  });
}

/** A user whose tokens a vault has sealed; the tokens are told by the user's id. */
async function aHolder(world: World, vault: TokenVault, provider: Provider = 'google') {
  const user = await aConnectedUser(world, provider);
  const tokens = await tokensBy(vault, user.id, provider);
  await world.ports.connections.storeTokens(user.id, provider, 0, tokens);
  return { ...user, provider, tokens };
}

/** What a vault opens of a user's tokens. */
async function openedBy(world: World, vault: TokenVault, userId: string, provider: Provider) {
  const kept = await world.ports.connections.tokens(userId, provider);
  return [
    await vault.open(kept?.accessTokenSealed ?? '', { userId, provider, field: 'access_token' }),
    await vault.open(kept?.refreshTokenSealed ?? '', { userId, provider, field: 'refresh_token' }),
  ];
}

const both = (userId: string, kind = 'first') => [
  `${kind} access_token of ${userId}`,
  `${kind} refresh_token of ${userId}`,
];

/** Empties the tables: a run goes through all that is there. */
async function forgetAll({ look }: World): Promise<void> {
  await look('delete from accounts');
  await look('delete from provider_revocations');
}

onEveryEngine('all tokens are sealed anew, and the older secret may go', async (world) => {
  await forgetAll(world);
  const { connections } = world.ports;
  const holders = await inParallel(5, () => aHolder(world, createVault([older])));
  const fresh = await aHolder(world, rotated(), 'github');
  const leaver = await aHolder(world, createVault([older]));
  await world.look(`update users set password_hash = '$argon2id$x' where id = $1`, leaver.id);
  const notice = aNotice(leaver.email, 'connection-removed');
  const removal = { userId: leaver.id, provider: 'google', notice, now: noon } as const;
  expect(await connections.unlink(removal, visitor)).toBe('unlinked');
  await aConnectedUser(world, 'microsoft');

  const query = queryOf(world);
  expect(await resealTokens(query, rotated())).toEqual({ resealed: 12, skipped: 2, unopened: 0 });
  expect(await resealTokens(query, rotated())).toEqual({ resealed: 0, skipped: 14, unopened: 0 });
  const vault = createVault([newest]);
  for (const { id, provider } of [...holders, fresh]) {
    expect(await openedBy(world, vault, id, provider)).toEqual(both(id));
    expect(await connections.tokens(id, provider)).toMatchObject({ version: 1 });
  }
  const due = await connections.claimRevocations(10, noon, noon);
  const opened = due.map(({ tokenSealed, binding }) => vault.open(tokenSealed, binding));
  expect((await Promise.all(opened)).sort()).toEqual(both(leaver.id));
});

onEveryEngine('what does not open is counted and left as it is', async (world) => {
  await forgetAll(world);
  const lost = await aHolder(world, createVault([gone]));
  const [victim, thief] = [await aHolder(world, rotated()), await aConnectedUser(world)];
  await world.ports.connections.storeTokens(thief.id, 'google', 0, victim.tokens);
  expect(await resealTokens(queryOf(world), rotated())).toEqual({
    resealed: 0,
    skipped: 2,
    unopened: 4,
  });
  expect(await world.ports.connections.tokens(lost.id, 'google')).toMatchObject(lost.tokens);
  expect(await world.ports.connections.tokens(thief.id, 'google')).toMatchObject(victim.tokens);
});

onEveryEngine('a run that was broken off goes on where it stopped', async (world) => {
  await forgetAll(world);
  const holders = await inParallel(7, () => aHolder(world, createVault([older])));
  const query = queryOf(world);
  let written = 0;
  const broken: Query = async (text, values) => {
    if (text.includes('update') && written === 5) throw new Error('broken off');
    if (text.includes('update')) written += 1;
    return query(text, values);
  };
  const begun = resealTokens(broken, rotated(), { batchSize: 2 });
  await expect(begun).rejects.toThrow('broken off');
  expect(await resealTokens(query, rotated(), { batchSize: 2 })).toEqual({
    resealed: 9,
    skipped: 5,
    unopened: 0,
  });
  for (const { id } of holders) {
    expect(await openedBy(world, createVault([newest]), id, 'google')).toEqual(both(id));
  }
});

onEveryEngine('what the site writes meanwhile stays', async (world) => {
  await forgetAll(world);
  const { connections } = world.ports;
  const [holder, leaver] = [
    await aHolder(world, createVault([older])),
    await aHolder(world, createVault([older]), 'github'),
  ];
  // An instance that has not heard of the newest secret refreshes between look and exchange.
  const fresh = await tokensBy(createVault([older]), holder.id, 'google', 'fresh');
  const query = queryOf(world);
  let isFirst = true;
  const raced: Query = async (text, values) => {
    if (text.includes('update') && isFirst) {
      isFirst = false;
      expect(await connections.storeTokens(holder.id, 'google', 1, fresh)).toBe(true);
      await world.look('delete from accounts where user_id = $1', leaver.id);
    }
    return query(text, values);
  };
  expect(await resealTokens(raced, rotated())).toEqual({ resealed: 2, skipped: 0, unopened: 0 });
  expect(await connections.tokens(holder.id, 'google')).toMatchObject({ version: 2 });
  expect(await openedBy(world, createVault([newest]), holder.id, 'google')).toEqual(
    both(holder.id, 'fresh'),
  );
  expect(await connections.tokens(leaver.id, 'github')).toBeNull();
});

onEveryEngine('two runs and a site at work leave every token open', async (world) => {
  await forgetAll(world);
  const { connections } = world.ports;
  const holders = await inParallel(20, () => aHolder(world, createVault([older])));
  const query = queryOf(world);
  const [one, other] = await Promise.all([
    resealTokens(query, rotated(), { batchSize: 3 }),
    resealTokens(query, rotated(), { batchSize: 7 }),
    Promise.all(
      holders.map(async ({ id }) =>
        connections.storeTokens(id, 'google', 1, await tokensBy(rotated(), id, 'google', 'fresh')),
      ),
    ),
  ]);
  expect(one.unopened + other.unopened).toBe(0);
  for (const { id } of holders) {
    expect(await openedBy(world, createVault([newest]), id, 'google')).toEqual(both(id, 'fresh'));
    expect(await connections.tokens(id, 'google')).toMatchObject({ version: 2 });
  }
});

onEveryEngine(
  'a provider that the house does not know is told of, an empty database is not',
  async (world) => {
    await forgetAll(world);
    await world.look(
      `insert into provider_revocations (user_id, provider, field, token_sealed, created_at, due_at)
     values ($1, 'unheard-of', 'access_token', 'eyJh.a.b.c.d', $2, $2)`,
      randomUUID(),
      noon,
    );
    const nothing = { resealed: 0, skipped: 0 };
    expect(await resealTokens(queryOf(world), rotated())).toEqual({ ...nothing, unopened: 1 });
    await forgetAll(world);
    expect(await resealTokens(queryOf(world), rotated())).toEqual({ ...nothing, unopened: 0 });
  },
);
