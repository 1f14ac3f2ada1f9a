import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import {
  anOpening,
  aPerson,
  aSession,
  endOf,
  eventsOf,
  liveIds,
  openedAt,
} from './session-world.ts';
import { afterNoon, inParallel, noon, onEveryEngine, visitor } from './world.ts';

onEveryEngine(
  'fifty ends of one session at once end it once and keep the first reason',
  async (world) => {
    const { sessions } = world.ports;
    const person = await aPerson(world);
    const only = await openedAt(world, person, 0);
    const which = { userId: person.id, only };
    const ends = await inParallel(50, () =>
      sessions.end(which, 'signed_out', afterNoon(10), visitor),
    );
    expect(ends.flat()).toEqual([only]);
    expect(await sessions.end(which, 'ended_by_user', afterNoon(20), visitor)).toEqual([]);
    expect(await endOf(world, only)).toBe('signed_out');
    expect(await eventsOf(world, person.id)).toEqual([
      'sign_in succeeded',
      'session_end signed_out',
    ]);
  },
);

onEveryEngine('SESS-22 a session is ended by its own user and by nobody else', async (world) => {
  const { sessions } = world.ports;
  const [owner, stranger] = [await aPerson(world), await aPerson(world)];
  const only = await openedAt(world, owner, 0);
  for (const userId of [stranger.id, randomUUID(), 'not-a-uuid', '\0']) {
    expect(await sessions.end({ userId, only }, 'ended_by_user', noon, visitor)).toEqual([]);
    const all = { userId, except: null };
    expect(await sessions.end(all, 'ended_by_user', noon, visitor)).toEqual([]);
  }
  expect(await liveIds(world, owner.id)).toEqual([only]);
  expect(await eventsOf(world, owner.id)).toEqual(['sign_in succeeded']);
  expect(await eventsOf(world, stranger.id)).toEqual([]);
  const unknown = { userId: owner.id, only: 'x'.repeat(22) };
  expect(await sessions.end(unknown, 'ended_by_user', noon, visitor)).toEqual([]);
});

onEveryEngine('all sessions of a user end, or all but one, each with its event', async (world) => {
  const { sessions } = world.ports;
  const person = await aPerson(world);
  const bystander = await openedAt(world, await aPerson(world), 0);
  const ids = [
    await openedAt(world, person, 1),
    await openedAt(world, person, 2),
    await openedAt(world, person, 3),
  ];
  const [first, second, third] = ids.map(String);
  const others = { userId: person.id, except: String(second) };
  const ended = await sessions.end(others, 'ended_by_user', afterNoon(9), visitor);
  expect(ended.sort()).toEqual([first, third].sort());
  expect(await sessions.end(others, 'ended_by_user', afterNoon(9), visitor)).toEqual([]);
  const all = { userId: person.id, except: null };
  expect(await sessions.end(all, 'signed_out', afterNoon(10), visitor)).toEqual([second]);
  expect(await liveIds(world, person.id)).toEqual([]);
  expect(await endOf(world, bystander)).toBeNull();
  expect((await eventsOf(world, person.id)).slice(3)).toEqual([
    'session_end ended_by_user',
    'session_end ended_by_user',
    'session_end signed_out',
  ]);
});

onEveryEngine('who ended a session, and how it was opened, is in the event', async (world) => {
  const { sessions } = world.ports;
  const person = await aPerson(world);
  const only = await openedAt(world, person, 0);
  const actor = { ...visitor, actorId: person.id, requestId: randomUUID() };
  await sessions.end({ userId: person.id, only }, 'ended_by_user', afterNoon(1), actor);
  expect(
    await world.look(
      'select actor_id, subject_id, method, details from audit_events where request_id = $1',
      actor.requestId,
    ),
  ).toEqual([{ actor_id: person.id, subject_id: person.id, method: 'password', details: null }]);
});

onEveryEngine('what ended after a moment is told, the newest first', async (world) => {
  const { sessions } = world.ports;
  const person = await aPerson(world);
  const later = afterNoon(1_000_000);
  const at = (seconds: number) => new Date(later.getTime() + seconds * 1000);
  const ids: string[] = [];
  for (const seconds of [1, 2, 3]) {
    const only = await openedAt(world, person, seconds);
    await sessions.end({ userId: person.id, only }, 'signed_out', at(seconds), visitor);
    ids.push(only);
  }
  await openedAt(world, person, 4);
  expect(await sessions.endedSince(at(1), 100)).toEqual([ids[2], ids[1]]);
  expect(await sessions.endedSince(at(0), 2)).toEqual([ids[2], ids[1]]);
  expect(await sessions.endedSince(at(3), 100)).toEqual([]);
});

onEveryEngine(
  'SESS-11 SESS-12 sessions that are over by themselves are retired at the moment of their end',
  async (world) => {
    const { ports, look } = world;
    const person = await aPerson(world);
    const now = afterNoon(3600);
    const open = async (createdAt: Date, absoluteExpiresAt: Date) => {
      const session = aSession(person.id, { createdAt, absoluteExpiresAt });
      await ports.sessions.open(anOpening(person, { session }), visitor);
      return session.id;
    };
    const expired = await open(noon, now);
    const idle = await open(afterNoon(100), afterNoon(7200));
    const awake = await open(afterNoon(1801), afterNoon(7200));
    const ends = async () =>
      look(
        'select id, ended_at, end_reason from sessions where user_id = $1 and ended_at is not null order by ended_at',
        person.id,
      );
    await ports.sessions.retire(afterNoon(3599), null);
    expect(await ends()).toEqual([]);
    await ports.sessions.retire(now, null);
    expect(await ends()).toMatchObject([{ id: expired, end_reason: 'expired' }]);
    await ports.sessions.retire(now, afterNoon(1800));
    await ports.sessions.retire(now, afterNoon(1800));
    const rows = await ends();
    expect(rows.map(({ id, end_reason }) => [id, end_reason])).toEqual([
      [idle, 'idle'],
      [expired, 'expired'],
    ]);
    expect(rows.map(({ ended_at }) => new Date(String(ended_at)))).toEqual([afterNoon(1900), now]);
    expect(await liveIds(world, person.id)).toEqual([awake]);
  },
);

onEveryEngine('a session is forgotten ninety days after its end, and not before', async (world) => {
  const { ports, look } = world;
  const person = await aPerson(world);
  const session = aSession(person.id);
  await ports.sessions.open(anOpening(person, { session }), visitor);
  await ports.sessions.end({ userId: person.id, only: session.id }, 'signed_out', noon, visitor);
  const rows = () => look('select id from sessions where user_id = $1', person.id);
  await ports.sessions.retire(afterNoon(90 * 86_400), null);
  expect(await rows()).toEqual([{ id: session.id }]);
  await ports.sessions.retire(afterNoon(90 * 86_400 + 1), null);
  expect(await rows()).toEqual([]);
});
