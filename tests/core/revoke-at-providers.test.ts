import { expect, test } from 'vitest';
import { after, minutes, seconds } from '#core/clock.ts';
import { revokeAtProviders } from '#core/revoke-at-providers.ts';
import { passTime } from '#tests/support/memory.ts';
import type { World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const still = { random: () => 0 };

/** Puts the tokens of connections that are gone where the sweep finds them. */
async function waitFor({ ports, memory }: World, ...tokens: string[]) {
  for (const token of tokens) {
    const binding = { userId: 'ada', provider: 'github', field: 'access_token' } as const;
    const tokenSealed = await ports.vault.seal(token, binding);
    const fresh = { attempts: 0, dueAt: memory.now, leasedUntil: null };
    memory.revocations.push({ id: token, tokenSealed, binding, ...fresh });
  }
}

test('revokes what waits at its provider and forgets it', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await waitFor(world, 'one', 'two');

  expect(await revokeAtProviders(ports)).toEqual({ revoked: 2, postponed: 0, abandoned: 0 });

  expect(memory.revokedTokens).toEqual([
    { provider: 'github', token: 'one' },
    { provider: 'github', token: 'two' },
  ]);
  expect(memory.revocations).toEqual([]);
});

test('asks a provider that failed again after a minute, then after twice as long', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await waitFor(world, 'one');
  memory.revokeAnswers.push(false, false);

  expect(await revokeAtProviders(ports, still)).toEqual({ revoked: 0, postponed: 1, abandoned: 0 });
  expect(memory.revocations).toMatchObject([{ dueAt: after(memory.now, minutes(1)) }]);
  passTime(memory, minutes(1));
  await revokeAtProviders(ports, still);
  expect(memory.revocations).toMatchObject([{ dueAt: after(memory.now, minutes(2)) }]);
  passTime(memory, minutes(2) - 1);
  expect(await revokeAtProviders(ports)).toEqual({ revoked: 0, postponed: 0, abandoned: 0 });
  passTime(memory, 1);
  expect(await revokeAtProviders(ports)).toEqual({ revoked: 1, postponed: 0, abandoned: 0 });
});

test('leaves a provider alone after eight failures', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await waitFor(world, 'one');
  const reports = [];
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    memory.revokeAnswers.push(false);
    reports.push(await revokeAtProviders(ports, still));
    passTime(memory, minutes(300));
  }
  expect(reports.slice(0, 7)).toEqual(
    new Array(7).fill({ revoked: 0, postponed: 1, abandoned: 0 }),
  );
  expect(reports[7]).toEqual({ revoked: 0, postponed: 0, abandoned: 1 });
  expect(memory.revocations).toEqual([]);
  expect(memory.revokedTokens).toHaveLength(8);
});

test('what earlier runs died over eight times is not asked a ninth time', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await waitFor(world, 'one');
  Object.assign(memory.revocations[0] ?? {}, { attempts: 8 });
  expect(await revokeAtProviders(ports)).toEqual({ revoked: 0, postponed: 0, abandoned: 1 });
  expect(memory.revokedTokens).toEqual([]);
});

test('a token that does not open is given up, and holds nothing up', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await waitFor(world, 'moved', 'sound');
  Object.assign(memory.revocations[0]?.binding ?? {}, { userId: 'eve' });
  expect(await revokeAtProviders(ports)).toEqual({ revoked: 1, postponed: 0, abandoned: 1 });
  expect(memory.revokedTokens).toEqual([{ provider: 'github', token: 'sound' }]);
  expect(memory.revocations).toEqual([]);
});

test('two sweeps at once ask for each token once', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await waitFor(world, 'a', 'b', 'c', 'd', 'e', 'f');
  await Promise.all([revokeAtProviders(ports), revokeAtProviders(ports)]);
  expect(memory.revokedTokens.map(({ token }) => token).sort()).toEqual([...'abcdef']);
});

test('what a sweep that died had leased comes back after a minute', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await waitFor(world, 'one');
  await ports.connections.claimRevocations(4, memory.now, after(memory.now, seconds(60)));
  expect(await revokeAtProviders(ports)).toMatchObject({ revoked: 0 });
  passTime(memory, seconds(60));
  expect(await revokeAtProviders(ports)).toMatchObject({ revoked: 1 });
});

test('takes no more than it is told to, and stops after 25 seconds', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await waitFor(world, ...'abcdefghijkl');
  expect(await revokeAtProviders(ports, { limit: 3 })).toMatchObject({ revoked: 3 });

  const slow: typeof ports.providerClients = {
    ...ports.providerClients,
    async revoke(...words) {
      passTime(memory, seconds(10));
      return ports.providerClients.revoke(...words);
    },
  };
  expect(await revokeAtProviders({ ...ports, providerClients: slow })).toMatchObject({
    revoked: 4,
  });
});
