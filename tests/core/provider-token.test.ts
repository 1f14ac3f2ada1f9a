import { expect, test } from 'vitest';
import { after, minutes, seconds } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import type { Provider } from '#core/provider-identity.ts';
import { type Memory, passTime } from '#tests/support/memory.ts';
import type { World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { askForToken, keepTokens } from '#tests/support/memory-provider-tokens.ts';

const refusedAs = (code: string) => ({ ok: false, refusal: { code } });
const granted = (accessToken: string) => ({ ok: true, value: { accessToken } });

/** A world with one connection whose access token has so many milliseconds left. */
async function worldWith(left: number | null): Promise<World & { memory: Memory }> {
  const world = memoryWorld();
  await keepTokens(world, left);
  return world;
}

const isAsked = ({ memory }: World) => memory.calls.includes('leases.acquire');

test('a token that lasts for another minute is given as it is, without a lease', async () => {
  const world = await worldWith(minutes(1));
  expect(await askForToken(world)).toEqual({
    ok: true,
    value: {
      accessToken: 'grant#0',
      expiresAt: after(world.memory.now, minutes(1)).toISOString(),
      scope: 'files',
    },
  });
  expect(isAsked(world)).toBe(false);
});

test('a token that never expires is given for ever', async () => {
  const world = await worldWith(null);
  passTime(world.memory, minutes(1e6));
  expect(await askForToken(world)).toMatchObject({ value: { expiresAt: null } });
  expect(isAsked(world)).toBe(false);
});

test('a token with less than a minute left is refreshed ahead of its end', async () => {
  const world = await worldWith(minutes(1) - 1);
  const { memory } = world;

  expect(await askForToken(world)).toEqual({
    ok: true,
    value: {
      accessToken: 'access#1',
      expiresAt: after(memory.now, minutes(60)).toISOString(),
      scope: 'files',
    },
  });

  expect(memory.refreshes).toEqual([{ provider: 'google', refreshToken: 'grant#0' }]);
  const [kept] = memory.connections;
  expect(kept).toMatchObject({ version: 2, scope: 'files' });
  expect(kept?.refreshTokenSealed).toContain('grant#1');
  // The lease is free again at once.
  expect(memory.leases.size).toBe(0);
});

test('RACE-08 fifty callers at once cost one refresh, and all of them are served', async () => {
  const world = await worldWith(-1);
  const { memory } = world;

  const outcomes = await Promise.all(Array.from({ length: 50 }, () => askForToken(world)));

  expect(outcomes).toHaveLength(50);
  for (const outcome of outcomes) expect(outcome).toMatchObject(granted('access#1'));
  expect(memory.refreshes).toHaveLength(1);
  expect(memory.deadGrants.size).toBe(0);
});

test('RACE-08 a holder that dies holds the others up for five seconds', async () => {
  const world = await worldWith(-1);
  const { ports, memory } = world;
  const began = memory.now;
  await ports.leases.acquire(leaseOf(memory), seconds(5));

  expect(await askForToken(world)).toMatchObject(granted('access#1'));
  expect(memory.now).toEqual(after(began, seconds(5)));
});

test('a holder that never comes to an end is waited for for six seconds', async () => {
  const world = await worldWith(-1);
  const { ports, memory } = world;
  const began = memory.now;
  await ports.leases.acquire(leaseOf(memory), minutes(1));

  expect(await askForToken(world)).toEqual(refusedAs('provider_unavailable'));
  expect(memory.now).toEqual(after(began, seconds(6)));
  expect(memory.refreshes).toEqual([]);
});

test('who waits takes what the holder wrote, without a lease of their own', async () => {
  const world = await worldWith(-1);
  const { ports, memory } = world;
  await ports.leases.acquire(leaseOf(memory), minutes(1));

  const outcome = await askForToken(world, {
    whileWaiting: () => keepTokens(world, minutes(60), 'of the holder'),
  });

  expect(outcome).toMatchObject(granted('of the holder#0'));
  expect(memory.refreshes).toEqual([]);
});

test('a token that another caller refreshed just before the lease is not refreshed again', async () => {
  const world = await worldWith(-1);
  const { ports, memory } = world;
  const acquire: typeof ports.leases.acquire = async (name, milliseconds) => {
    await keepTokens(world, minutes(60), 'of the holder before');
    return ports.leases.acquire(name, milliseconds);
  };
  const late = { ...world, ports: { ...ports, leases: { ...ports.leases, acquire } } };

  expect(await askForToken(late)).toMatchObject(granted('of the holder before#0'));
  expect(memory.refreshes).toEqual([]);
});

test('a refresh that would outlive its lease is not begun', async () => {
  const world = await worldWith(-1);
  const { ports, memory } = world;
  const acquire: typeof ports.leases.acquire = async (name, milliseconds) => {
    const lease = await ports.leases.acquire(name, milliseconds);
    passTime(memory, seconds(1) + 1);
    return lease;
  };
  const slow = { ...world, ports: { ...ports, leases: { ...ports.leases, acquire } } };

  expect(await askForToken(slow)).toEqual(refusedAs('provider_unavailable'));
  expect(memory.refreshes).toEqual([]);
});

test.each([
  [minutes(1) - 1, granted('grant#0')],
  [1, granted('grant#0')],
  [0, refusedAs('provider_unavailable')],
])('a provider that is silent leaves what %d milliseconds are left of', async (left, expected) => {
  const world = await worldWith(left);
  const { memory } = world;
  memory.refreshAnswers.push({ result: 'unavailable' });
  expect(await askForToken(world)).toMatchObject(expected);
  expect(memory.refreshes).toHaveLength(1);
  expect(memory.connections).toMatchObject([{ version: 1, consentNeededAt: null }]);
  expect(memory.leases.size).toBe(0);
});

test.each([
  [1, granted('grant#0')],
  [0, refusedAs('provider_unavailable')],
])(
  'FAULT-05 while Redis is silent nobody refreshes: with %d milliseconds left',
  async (left, expected) => {
    const world = await worldWith(left);
    const { memory } = world;
    memory.isLeaseSilent = true;
    expect(await askForToken(world)).toMatchObject(expected);
    expect(memory.refreshes).toEqual([]);
  },
);

test('a grant that is gone is marked, and its user has to agree again', async () => {
  const world = await worldWith(30);
  const { memory } = world;
  memory.deadGrants.add('grant');

  expect(await askForToken(world)).toEqual(refusedAs('consent_needed'));
  expect(memory.connections).toMatchObject([{ consentNeededAt: memory.now, version: 1 }]);

  // From now on nobody asks the provider.
  expect(await askForToken(world)).toEqual(refusedAs('consent_needed'));
  expect(memory.refreshes).toHaveLength(1);
});

test.each([
  ['a token of somebody who was faster', minutes(60), granted('faster#0')],
  ['a token that lasts for a moment only', 1, granted('faster#0')],
  ['a token that is over', -1, refusedAs('provider_unavailable')],
])('an invalid grant is read once more: %s is taken as it is', async (_what, left, expected) => {
  const world = await worldWith(-1);
  const { memory } = world;
  memory.refreshAnswers.push(async () => {
    await keepTokens(world, left, 'faster');
    return { result: 'consent_needed' };
  });
  expect(await askForToken(world)).toMatchObject(expected);
  expect(memory.connections).toMatchObject([{ consentNeededAt: null }]);
  expect(memory.refreshes).toHaveLength(1);
});

test('a connection that goes while it is refreshed is not connected', async () => {
  const world = await worldWith(-1);
  const { memory } = world;
  memory.refreshAnswers.push(() => {
    memory.connections.length = 0;
    return { result: 'consent_needed' };
  });
  expect(await askForToken(world)).toEqual(refusedAs('not_connected'));
});

test('a refreshed token that comes too late gives way to what is there', async () => {
  const world = await worldWith(-1);
  const { memory } = world;
  memory.refreshAnswers.push(async () => {
    await keepTokens(world, minutes(60), 'of a new sign-in');
    const fresh = { accessToken: 'late', refreshToken: 'late', expiresAt: null, scope: null };
    return { result: 'refreshed', tokens: fresh };
  });
  expect(await askForToken(world)).toMatchObject(granted('of a new sign-in#0'));
  expect(memory.connections[0]?.refreshTokenSealed).toContain('of a new sign-in#0');
});

test('a provider that does not rotate leaves the refresh token as it was, whoever gave it up meanwhile', async () => {
  const world = await worldWith(-1);
  const { memory } = world;
  const fresh = { accessToken: 'new', refreshToken: null, expiresAt: null, scope: 'fewer' };
  memory.refreshAnswers.push(() => {
    Object.assign(memory.connections[0] ?? {}, { consentNeededAt: memory.now });
    return { result: 'refreshed', tokens: fresh };
  });

  expect(await askForToken(world)).toMatchObject({ value: { accessToken: 'new', scope: 'fewer' } });

  const [kept] = memory.connections;
  expect(kept).toMatchObject({ consentNeededAt: null, version: 2, scope: 'fewer' });
  expect(kept?.refreshTokenSealed).toContain('grant#0');
});

test('FAULT-01 a rotated token that the database did not take at once is written again', async () => {
  const world = await worldWith(-1);
  const { ports, memory } = world;
  let faults = 1;
  const storeTokens: typeof ports.connections.storeTokens = async (...words) => {
    faults -= 1;
    if (faults >= 0) throw new ServiceFault('database', 'timeout');
    return ports.connections.storeTokens(...words);
  };
  const faulty = {
    ...world,
    ports: { ...ports, connections: { ...ports.connections, storeTokens } },
  };

  expect(await askForToken(faulty)).toMatchObject(granted('access#1'));
  expect(memory.connections[0]?.refreshTokenSealed).toContain('grant#1');

  passTime(memory, minutes(60));
  faults = 2;
  await expect(askForToken(faulty)).rejects.toThrow(ServiceFault);
  expect(memory.leases.size).toBe(0);
});

test.each(['access_token', 'refresh_token'] as const)(
  'an %s that was sealed for somebody else opens nothing: its user has to agree again',
  async (field) => {
    const world = await worldWith(-1);
    const { ports, memory } = world;
    const binding = { userId: 'eve', provider: 'google' as Provider, field };
    const sealed = await ports.vault.seal('of eve', binding);
    const column = field === 'access_token' ? 'accessTokenSealed' : 'refreshTokenSealed';
    Object.assign(memory.connections[0] ?? {}, { [column]: sealed });

    expect(await askForToken(world)).toEqual(refusedAs('consent_needed'));
    expect(memory.refreshes).toEqual([]);
  },
);

test.each([
  [30, granted('grant#0')],
  [0, refusedAs('consent_needed')],
])(
  'without a refresh token an access token is given until its end: %d milliseconds',
  async (left, expected) => {
    const world = await worldWith(left);
    const { memory } = world;
    Object.assign(memory.connections[0] ?? {}, { refreshTokenSealed: null });
    expect(await askForToken(world)).toMatchObject(expected);
    expect(isAsked(world)).toBe(false);
  },
);

test('a connection without tokens needs consent; without a connection there is none', async () => {
  const world = await worldWith(-1);
  const { memory } = world;
  const none = { accessTokenSealed: null, refreshTokenSealed: null, expiresAt: null };
  Object.assign(memory.connections[0] ?? {}, none);
  expect(await askForToken(world)).toEqual(refusedAs('consent_needed'));
  expect(await askForToken(world, { provider: 'github' })).toEqual(refusedAs('not_connected'));
});

const leaseOf = ({ connections }: Memory) => `provider-token:${connections[0]?.userId}:google`;
