import { expect, test } from 'vitest';
import { days, hours, minutes } from '#core/clock.ts';
import { listSessions } from '#core/list-sessions.ts';
import type { Ports } from '#core/ports.ts';
import { openSession, renewClaims, sealSession, sessionKeyRing } from '#core/session-token.ts';
import { signOut } from '#core/sign-out.ts';
import { passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

test('SESS-22 lists the live sessions of their owner: the current one, then the last seen', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  seedUser(memory, 'ada@x.test', password);
  seedUser(memory, 'bob@x.test', password);
  const current = await signInTo(world, 'ada@x.test');
  passTime(memory, minutes(1));
  const phone = await signInTo(world, 'ada@x.test');
  passTime(memory, minutes(1));
  const gone = await signInTo(world, 'ada@x.test');
  const tablet = await signInTo(world, 'ada@x.test');
  await signInTo(world, 'bob@x.test');
  await signOut(ports, gone, world.caller);
  passTime(memory, minutes(1));
  for (const one of memory.sessions) if (one.id === phone.sid) one.lastSeenAt = memory.now;

  const listed = await listSessions(ports, current);

  expect(listed.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
    [current.sid, true],
    [phone.sid, false],
    [tablet.sid, false],
  ]);
  expect(listed[1]).toEqual({
    id: phone.sid,
    method: 'password',
    createdAt: '2026-11-24T09:01:00.250Z',
    lastSeenAt: '2026-11-24T09:03:00.250Z',
    expiresAt: '2026-12-24T09:01:00.250Z',
    absoluteExpiresAt: '2026-12-24T09:01:00.250Z',
    ip: '192.0.2.77',
    place: 'Utrecht, NL',
    userAgent: 'A browser',
    isCurrent: false,
  });
});

test('SESS-12 with an idle limit a session ends unseen, and nothing lists it any more', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const ports: Ports = { ...world.ports, policy: { cap: 100, idleMilliseconds: hours(2) } };
  seedUser(memory, 'ada@x.test', password);
  const idle = await signInTo(world, 'ada@x.test');
  passTime(memory, minutes(90));
  const current = await signInTo(world, 'ada@x.test');

  const before = await listSessions(ports, current);
  passTime(memory, minutes(30));
  const after = await listSessions(ports, current);

  expect(before.map(({ id, expiresAt }) => [id, expiresAt])).toEqual([
    [current.sid, '2026-11-24T12:30:00.250Z'],
    [idle.sid, '2026-11-24T11:00:00.250Z'],
  ]);
  expect(after.map(({ id }) => id)).toEqual([current.sid]);
});

test('an idle limit never moves the end beyond the absolute one', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const ports: Ports = { ...world.ports, policy: { cap: 100, idleMilliseconds: hours(13) } };
  seedUser(memory, 'ada@x.test', password);
  const current = await signInTo(world, 'ada@x.test', { rememberMe: false });

  const [listed] = await listSessions(ports, current);

  expect(listed?.expiresAt).toBe('2026-11-24T21:00:00.250Z');
  expect(listed?.absoluteExpiresAt).toBe(listed?.expiresAt);
});

test('SESS-11 a session that is renewed every day ends with its thirtieth', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  seedUser(memory, 'ada@x.test', password);
  const ring = await sessionKeyRing(['a secret of this test, long enough to be one']);
  const opened = await signInTo(world, 'ada@x.test');
  let token = await sealSession(opened, ring);
  const openDays: number[] = [];
  const listedDays: number[] = [];

  for (let day = 1; day <= 120; day += 1) {
    passTime(memory, days(1));
    for (const one of memory.sessions) one.lastSeenAt = memory.now;
    if ((await listSessions(ports, opened)).length > 0) listedDays.push(day);
    const claims = await openSession(token, ring, memory.now);
    if (claims) openDays.push(day);
    token = claims ? await sealSession(renewClaims(claims, memory.now), ring) : token;
  }

  expect(openDays).toHaveLength(29);
  expect(openDays.at(-1)).toBe(29);
  expect(listedDays).toEqual(openDays);
});
