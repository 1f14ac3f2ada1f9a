import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { authAdapter } from '#db/adapter.ts';
import { aConnectedUser, sealedTokens } from './connection-world.ts';
import {
  afterNoon,
  aNotice,
  inParallel,
  noon,
  onEveryEngine,
  visitor,
  type World,
} from './world.ts';

/** A user who is gone, and the tokens that are left to be revoked. */
async function aDeletedUser(world: World, at = noon) {
  const tokens = sealedTokens();
  const { id, identity } = await aConnectedUser(world, 'google', { tokens });
  await authAdapter(world.db, { now: () => at }).deleteUser(id);
  return { id, tokens, identity };
}

/** Empties the table: a claim takes whatever is due, whoever left it. */
const forgetAll = ({ look }: World) => look('delete from provider_revocations');

onEveryEngine('tokens of a deleted user outlive both, sealed as they were', async (world) => {
  await forgetAll(world);
  const { id, tokens } = await aDeletedUser(world);
  expect(await world.look('select id from users where id = $1', id)).toEqual([]);
  const { connections } = world.ports;
  expect(await connections.claimRevocations(10, afterNoon(-1), afterNoon(60))).toEqual([]);
  const claimed = await connections.claimRevocations(10, noon, afterNoon(60));
  const binding = { userId: id, provider: 'google' };
  const left = (field: string, tokenSealed: string | null) => ({
    id: expect.stringMatching(/^[\da-f-]{36}$/),
    tokenSealed,
    binding: { ...binding, field },
    attempts: 1,
  });
  expect(claimed).toHaveLength(2);
  expect(claimed).toEqual(
    expect.arrayContaining([
      left('access_token', tokens.accessTokenSealed),
      left('refresh_token', tokens.refreshTokenSealed),
    ]),
  );
});

onEveryEngine('an identity that Auth.js unlinks leaves its tokens to be revoked', async (world) => {
  await forgetAll(world);
  const tokens = sealedTokens({ refreshTokenSealed: null });
  const { id, identity } = await aConnectedUser(world, 'github', { tokens });
  const { provider, accountId: providerAccountId } = identity;
  await authAdapter(world.db).unlinkAccount({ provider, providerAccountId });
  expect(await world.look('select user_id, field, token_sealed from provider_revocations')).toEqual(
    [{ user_id: id, field: 'access_token', token_sealed: tokens.accessTokenSealed }],
  );
});

onEveryEngine('what is leased is claimed again when its lease is over', async (world) => {
  await forgetAll(world);
  const { connections } = world.ports;
  await aDeletedUser(world);
  const claim = (seconds: number) =>
    connections.claimRevocations(1, afterNoon(seconds), afterNoon(seconds + 60));
  const [first, second] = [await claim(0), await claim(1)];
  expect(first).toHaveLength(1);
  expect(second).toHaveLength(1);
  expect(first[0]?.id).not.toBe(second[0]?.id);
  expect(await claim(59)).toEqual([]);
  expect(await claim(60)).toEqual([{ ...first[0], attempts: 2 }]);
});

onEveryEngine('what is settled is forgotten, what is postponed comes back', async (world) => {
  await forgetAll(world);
  const { connections } = world.ports;
  await aDeletedUser(world);
  const [one, other] = await connections.claimRevocations(2, noon, afterNoon(60));
  await connections.settleRevocation(one?.id ?? '');
  await connections.settleRevocation(randomUUID());
  await connections.settleRevocation('not-a-uuid');
  await connections.postponeRevocation(other?.id ?? '', afterNoon(300));
  await connections.postponeRevocation('not-a-uuid', noon);
  expect(await connections.claimRevocations(10, afterNoon(299), afterNoon(360))).toEqual([]);
  expect(await connections.claimRevocations(10, afterNoon(300), afterNoon(360))).toEqual([
    { ...other, attempts: 2 },
  ]);
});

onEveryEngine('two sweeps at once never claim the same token', async (world) => {
  await forgetAll(world);
  const { connections } = world.ports;
  await inParallel(10, () => aDeletedUser(world));
  const claims = await inParallel(8, () => connections.claimRevocations(5, noon, afterNoon(60)));
  const ids = claims.flat().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const rest = await connections.claimRevocations(20, noon, afterNoon(60));
  expect(ids.length + rest.length).toBe(20);
});

onEveryEngine('a connection that is refused its end leaves nothing to revoke', async (world) => {
  await forgetAll(world);
  const { id, email } = await aConnectedUser(world, 'google', { tokens: sealedTokens() });
  const notice = aNotice(email, 'connection-removed');
  await world.ports.connections.unlink(
    { userId: id, provider: 'google', notice, now: noon },
    visitor,
  );
  expect(await world.look('select id from provider_revocations')).toEqual([]);
});
