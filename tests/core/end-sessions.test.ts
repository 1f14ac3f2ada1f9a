import { expect, test } from 'vitest';
import { days } from '#core/clock.ts';
import { endSession, endSessionInput, endSessions, endSessionsScope } from '#core/end-sessions.ts';
import { ServiceFault } from '#core/fault.ts';
import { passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const notFound = { ok: false, refusal: { code: 'not_found' } };

test('SESS-22 ends one session of the one who asks, once', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const own = await signInTo(world, 'ada@x.test');
  const phone = await signInTo(world, 'ada@x.test');

  const ended = await endSession(ports, own, phone.sid, caller);

  expect(ended).toEqual({ ok: true, value: { endedId: phone.sid } });
  expect(memory.sessions.map(({ endReason, endedBy }) => [endReason, endedBy])).toEqual([
    [null, null],
    ['ended_by_user', own.sub],
  ]);
  expect(await endSession(ports, own, phone.sid, caller)).toEqual(notFound);
  expect(memory.told).toEqual([phone.sid]);
});

test('SESS-22 another user’s session is not found, and nothing happens to it', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  seedUser(memory, 'bob@x.test', password);
  const own = await signInTo(world, 'ada@x.test');
  const foreign = await signInTo(world, 'bob@x.test');

  for (const id of [foreign.sid, 'unknown', '', 'x'.repeat(5000), '\0']) {
    expect(await endSession(ports, own, id, caller)).toEqual(notFound);
  }

  expect(memory.sessions.map(({ endReason }) => endReason)).toEqual([null, null]);
  expect(memory.told).toEqual([]);
});

test('a session that is over by itself is not found', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const old = await signInTo(world, 'ada@x.test');
  passTime(memory, days(30));
  const own = await signInTo(world, 'ada@x.test');

  expect(await endSession(ports, own, old.sid, caller)).toEqual(notFound);
});

test('one may end the session that asks', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const own = await signInTo(world, 'ada@x.test');

  expect(await endSession(ports, own, own.sid, caller)).toMatchObject({ ok: true });
  expect(memory.sessions).toMatchObject([{ endReason: 'ended_by_user' }]);
});

test('with no other session there is nothing to end, which is no refusal', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const own = await signInTo(world, 'ada@x.test');

  expect(await endSessions(ports, own, 'others', caller)).toEqual({
    ok: true,
    value: { endedIds: [] },
  });
});

test('FAULT-01 what the registry could not end is not told as ended', async () => {
  const world = memoryWorld();
  const { memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const own = await signInTo(world, 'ada@x.test');
  const end = () => Promise.reject(new ServiceFault('database', 'timeout'));
  const ports = { ...world.ports, sessions: { ...world.ports.sessions, end } };

  await expect(endSessions(ports, own, 'all', caller)).rejects.toThrow(ServiceFault);
  await expect(endSession(ports, own, own.sid, caller)).rejects.toThrow(ServiceFault);

  expect(memory.told).toEqual([]);
});

test('a form says which session, a call which ones, and neither says more', () => {
  expect(endSessionInput.safeParse({ sessionId: 'abc' }).success).toBe(true);
  expect(endSessionInput.safeParse({ sessionId: 'abc', userId: 'u2' }).success).toBe(false);
  expect(endSessionInput.safeParse({}).success).toBe(false);
  expect(['others', 'all'].every((one) => endSessionsScope.safeParse(one).success)).toBe(true);
  expect([null, '', 'All', 'mine'].some((one) => endSessionsScope.safeParse(one).success)).toBe(
    false,
  );
});
