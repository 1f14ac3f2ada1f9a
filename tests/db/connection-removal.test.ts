import { expect } from 'vitest';
import {
  aConnectedUser,
  aConnection,
  anIdentity,
  lettersTo,
  providersOf,
  sealedTokens,
} from './connection-world.ts';
import { eventsOf } from './session-world.ts';
import { aNotice, aPasswordHash, noon, onEveryEngine, visitor } from './world.ts';

onEveryEngine('LINK-10 the last way in stays, and the refusal is told', async (world) => {
  const { ports, look } = world;
  const { id, email } = await aConnectedUser(world);
  const notice = aNotice(email, 'connection-removed');
  const unlink = () =>
    ports.connections.unlink({ userId: id, provider: 'google', notice, now: noon }, visitor);
  expect(await unlink()).toBe('last_way_in');
  expect(await providersOf(world, id)).toEqual(['google']);
  expect(await lettersTo(world, email)).toEqual([]);
  expect(await eventsOf(world, id)).toContain('connection_remove last_way_in');
  await look('update users set password_hash = $2 where id = $1', id, aPasswordHash());
  expect(await unlink()).toBe('unlinked');
  expect(await providersOf(world, id)).toEqual([]);
  expect(await lettersTo(world, email)).toEqual(['connection-removed']);
  expect(await eventsOf(world, id)).toContain('connection_remove unlinked');
  expect(await unlink()).toBe('unknown');
  expect(
    await ports.connections.unlink(
      { userId: 'not-a-uuid', provider: 'google', notice, now: noon },
      visitor,
    ),
  ).toBe('unknown');
});

onEveryEngine('what is unlinked leaves its tokens to be revoked', async (world) => {
  const { ports, look } = world;
  const tokens = sealedTokens();
  const { id, email } = await aConnectedUser(world, 'google', { tokens });
  const identity = anIdentity({ provider: 'github' });
  await ports.connections.link(aConnection(id, { identity }), visitor);
  for (const provider of ['google', 'google', 'github'] as const) {
    const notice = aNotice(email, 'connection-removed');
    await ports.connections.unlink({ userId: id, provider, notice, now: noon }, visitor);
  }
  expect(await providersOf(world, id)).toEqual(['github']);
  const rows = await look(
    `select provider, field, token_sealed, attempts from provider_revocations
     where user_id = $1 order by field`,
    id,
  );
  expect(rows).toEqual([
    {
      provider: 'google',
      field: 'access_token',
      token_sealed: tokens.accessTokenSealed,
      attempts: 0,
    },
    {
      provider: 'google',
      field: 'refresh_token',
      token_sealed: tokens.refreshTokenSealed,
      attempts: 0,
    },
  ]);
});
