import { expect, test } from 'vitest';
import { after, days, minutes } from '#core/clock.ts';
import { ServiceFault } from '#core/fault.ts';
import { signOut } from '#core/sign-out.ts';
import { tellEndings } from '#core/tell-endings.ts';
import { seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

test('ends the session once and takes any other call calmly', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const session = await signInTo(world, 'ada@x.test');

  expect(await signOut(ports, session, caller)).toEqual({ ok: true, value: { ended: true } });
  expect(memory.sessions).toMatchObject([{ endReason: 'signed_out', endedBy: session.sub }]);
  expect(await signOut(ports, session, caller)).toEqual({ ok: true, value: { ended: false } });
  expect(await signOut(ports, { ...session, sid: 'unknown' }, caller)).toMatchObject({ ok: true });
  expect(await signOut(ports, null, caller)).toEqual({ ok: true, value: { ended: false } });
});

test('asks nothing of anybody when there is no session', async () => {
  const { ports, memory, caller } = memoryWorld();

  await signOut(ports, null, caller);

  expect(memory.calls).toEqual([]);
});

test('SESS-07 ends the session in the registry before every instance is told, and no other', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const session = await signInTo(world, 'ada@x.test');
  const other = await signInTo(world, 'ada@x.test');
  memory.calls.length = 0;

  await signOut(ports, session, caller);

  expect(memory.calls).toEqual(['sessions.end', 'revocations.announce']);
  expect(memory.told).toEqual([session.sid]);
  expect(memory.sessions.find(({ id }) => id === other.sid)?.endReason).toBeNull();
});

test('SESS-07 FAULT-01 copies of the cookie are told to die while the registry is silent', async () => {
  const world = memoryWorld();
  const { memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const session = await signInTo(world, 'ada@x.test');
  const end = () => Promise.reject(new ServiceFault('database', 'timeout'));
  const ports = { ...world.ports, sessions: { ...world.ports.sessions, end } };

  await expect(signOut(ports, session, caller)).rejects.toThrow(ServiceFault);

  expect(memory.told).toEqual([session.sid]);
  expect(memory.deferred).toEqual([{ sid: session.sid, sub: session.sub, at: memory.now }]);
});

test('FAULT-01 a sign-out that the registry did not hear ends there with the next sweep, once', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const session = await signInTo(world, 'ada@x.test');
  const at = memory.now;
  await ports.revocations.defer({ sid: session.sid, sub: session.sub, at });
  memory.now = after(at, days(1));
  await tellEndings(ports);
  expect(memory.sessions).toMatchObject([{ endReason: 'signed_out', endedAt: at }]);
  expect(memory.told).toEqual([session.sid]);
  expect(memory.deferred).toEqual([]);
});

test('a sweep tells again what ended in the last eleven minutes, and nothing older', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  await signOut(ports, await signInTo(world, 'ada@x.test'), caller);
  memory.now = after(memory.now, minutes(11));
  const recent = await signInTo(world, 'ada@x.test');
  await signOut(ports, recent, caller);
  memory.told.length = 0;
  await tellEndings(ports);
  expect(memory.told).toEqual([recent.sid]);
});
