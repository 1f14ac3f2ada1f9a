import { sql } from 'drizzle-orm';
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
import {
  afterNoon,
  aNotice,
  aPasswordHash,
  inParallel,
  noon,
  onEveryEngine,
  tally,
  visitor,
} from './world.ts';

onEveryEngine('fifty sign-ins at once leave as many sessions as the cap allows', async (world) => {
  const person = await aPerson(world);
  const opened = await inParallel(50, async (index) => {
    const session = aSession(person.id, { createdAt: afterNoon(index) });
    const answer = await world.ports.sessions.open(anOpening(person, { session, cap: 5 }), visitor);
    return { id: session.id, endedIds: answer?.endedIds ?? [] };
  });
  const live = await liveIds(world, person.id);
  const ended = opened.flatMap(({ endedIds }) => endedIds);
  expect(live).toHaveLength(5);
  expect([...live, ...ended].sort()).toEqual(opened.map(({ id }) => id).sort());
  expect(tally(await eventsOf(world, person.id))).toEqual({
    'sign_in succeeded': 50,
    'session_end displaced': 45,
  });
});

onEveryEngine(
  'two browsers that sign in across each other never wait for each other',
  async (world) => {
    const [one, other] = [await aPerson(world), await aPerson(world)];
    for (let round = 0; round < 25; round += 1) {
      const [mine, theirs] = [
        await openedAt(world, one, round),
        await openedAt(world, other, round),
      ];
      const late = { createdAt: afterNoon(round + 0.5) };
      const [first, second] = await Promise.all([
        world.ports.sessions.open(
          anOpening(one, { session: aSession(one.id, late), replaces: theirs, cap: 1 }),
          visitor,
        ),
        world.ports.sessions.open(
          anOpening(other, { session: aSession(other.id, late), replaces: mine, cap: 1 }),
          visitor,
        ),
      ]);
      const ended = [...(first?.endedIds ?? []), ...(second?.endedIds ?? [])];
      expect(ended).toEqual(expect.arrayContaining([mine, theirs]));
    }
  },
);

onEveryEngine(
  'SESS-08 a sign-in never outlives a change of password that it overlaps',
  async (world) => {
    const { sessions, users } = world.ports;
    const person = await aPerson(world);
    for (let round = 0; round < 50; round += 1) {
      const to = aPasswordHash();
      const session = aSession(person.id);
      const signIn = () => sessions.open(anOpening(person, { session }), visitor);
      const change = () =>
        users.changePassword(
          {
            ...{ userId: person.id, from: person.passwordHash, to, checkedAt: null, now: noon },
            notice: aNotice(person.email, 'password-changed'),
          },
          visitor,
        );
      const inOrder = async () => {
        const [opened, endedIds] = await Promise.all([signIn(), change()]);
        return { opened, endedIds };
      };
      const inReverse = async () => {
        const [endedIds, opened] = await Promise.all([change(), signIn()]);
        return { opened, endedIds };
      };
      const { opened, endedIds } = await (round % 2 === 0 ? inOrder() : inReverse());
      expect(endedIds).toEqual(opened ? [session.id] : []);
      expect(await liveIds(world, person.id)).toEqual([]);
      person.passwordHash = to;
    }
  },
);

onEveryEngine(
  'a sign-in that waits for a change of password is decided by the new one',
  async (world) => {
    const person = await aPerson(world);
    const to = aPasswordHash();
    const changing = world.db.batch(
      sql`update users set password_hash = ${to} where id = ${person.id}::uuid`,
      sql`select pg_sleep(0.3)`,
    );
    // The change holds the row by now, and keeps it until its transaction ends.
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await world.ports.sessions.open(anOpening(person), visitor)).toBeNull();
    await changing;
    const proof = anOpening({ ...person, passwordHash: to });
    expect(await world.ports.sessions.open(proof, visitor)).not.toBeNull();
  },
);

onEveryEngine(
  'a sign-in waits for whoever ends the sessions of the user whose session it replaces',
  async (world) => {
    const [person, other] = [await aPerson(world), await aPerson(world)];
    const theirs = await openedAt(world, other, 0);
    const ending = world.db.batch(
      sql`select id from users where id = ${other.id}::uuid for update`,
      sql`select pg_sleep(0.3)`,
      sql`update sessions set ended_at = ${noon.toISOString()}::timestamptz,
          end_reason = 'account_disabled' where id = ${theirs}`,
    );
    // It holds the row of the other user by now, and the session's not yet.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const opening = anOpening(person, { replaces: theirs });
    const opened = await world.ports.sessions.open(opening, visitor);
    expect(opened?.endedIds).toEqual([]);
    await ending;
    expect(await endOf(world, theirs)).toBe('account_disabled');
  },
);

onEveryEngine(
  'a sign-in and the end of all sessions at once leave one session or none',
  async (world) => {
    const { sessions } = world.ports;
    const person = await aPerson(world);
    for (let round = 0; round < 25; round += 1) {
      const old = await openedAt(world, person, 0);
      const session = aSession(person.id);
      const [, ended] = await Promise.all([
        sessions.open(anOpening(person, { session }), visitor),
        sessions.end({ userId: person.id, except: null }, 'signed_out', afterNoon(1), visitor),
      ]);
      expect(ended).toContain(old);
      expect(await liveIds(world, person.id)).toEqual(
        ended.includes(session.id) ? [] : [session.id],
      );
      await sessions.end({ userId: person.id, except: null }, 'signed_out', noon, visitor);
    }
  },
);

onEveryEngine(
  'sweeps, endings and sign-ins at once neither fail nor end anything twice',
  async (world) => {
    const { sessions } = world.ports;
    const person = await aPerson(world);
    const ids = await inParallel(20, (index) => openedAt(world, person, index));
    const now = afterNoon(3600);
    const [ended] = await Promise.all([
      sessions.end({ userId: person.id, except: null }, 'ended_by_user', now, visitor),
      inParallel(5, () => sessions.retire(now, afterNoon(10))),
      inParallel(5, (index) => openedAt(world, person, 3600 + index, { cap: 3 })),
      inParallel(5, (index) =>
        sessions.end({ userId: person.id, only: ids[index] ?? '' }, 'signed_out', now, visitor),
      ),
    ]);
    expect(new Set(ended).size).toBe(ended.length);
    const rows = await world.look(
      'select id from sessions where id = any($1) and ended_at is null',
      ids,
    );
    expect(rows).toEqual([]);
    const events = await world.look(
      `select 1 from audit_events where subject_id = $1 and kind = 'session_end'`,
      person.id,
    );
    const told = await world.look(
      `select 1 from sessions where user_id = $1 and end_reason not in ('idle', 'expired')`,
      person.id,
    );
    expect(events).toHaveLength(told.length);
  },
);
