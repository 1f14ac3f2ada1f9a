import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import {
  anAttempt,
  anOpening,
  aPerson,
  aSession,
  endOf,
  eventsOf,
  liveIds,
  openedAt,
} from './session-world.ts';
import { afterNoon, aPasswordHash, noon, onEveryEngine, visitor } from './world.ts';

onEveryEngine(
  'opening a session writes session, attempt and audit event together',
  async (world) => {
    const { ports, look } = world;
    const person = await aPerson(world);
    const session = aSession(person.id);
    expect(await ports.sessions.open(anOpening(person, { session }), visitor)).toEqual({
      user: {
        id: person.id,
        email: person.email,
        name: 'Pat',
        image: null,
        role: 'user',
        emailVerified: true,
      },
      isPasswordBreached: false,
      isMailSuppressed: false,
      isDeviceNew: false,
      language: 'en',
      endedIds: [],
    });
    expect(
      await look(
        'select id, method, ip, place, user_agent, end_reason from sessions where user_id = $1',
        person.id,
      ),
    ).toEqual([
      {
        id: session.id,
        method: 'password',
        ip: '192.0.2.7',
        place: 'Lyon, FR',
        user_agent: 'Firefox',
        end_reason: null,
      },
    ]);
    expect(
      await look('select result, ip_prefix from sign_in_attempts where user_id = $1', person.id),
    ).toEqual([{ result: 'succeeded', ip_prefix: '192.0.2.0/24' }]);
    expect(await eventsOf(world, person.id)).toEqual(['sign_in succeeded']);
  },
);

onEveryEngine(
  'a proof in the midst of a session is its own kind of event and no attempt',
  async (world) => {
    const person = await aPerson(world);
    const old = await openedAt(world, person, 0);
    const opening = anOpening(person, {
      session: aSession(person.id, { createdAt: afterNoon(60) }),
      attempt: null,
      replaces: old,
    });
    const opened = await world.ports.sessions.open(opening, visitor);
    expect(opened?.endedIds).toEqual([old]);
    expect(await endOf(world, old)).toBe('replaced');
    expect(await liveIds(world, person.id)).toEqual([opening.session.id]);
    expect(await eventsOf(world, person.id)).toEqual([
      'sign_in succeeded',
      'reauthentication succeeded',
      'session_end replaced',
    ]);
    expect(
      await world.look('select 1 from sign_in_attempts where user_id = $1', person.id),
    ).toHaveLength(1);
  },
);

onEveryEngine(
  'no session opens, and nothing is written, for an account that may not sign in',
  async (world) => {
    const { ports, look } = world;
    const person = await aPerson(world);
    const kept = await openedAt(world, person, 0);
    const refused = async (proof = person.passwordHash, userId = person.id) => {
      const attempt = anAttempt(userId);
      const opening = anOpening(person, {
        session: aSession(userId, { createdAt: afterNoon(60) }),
        attempt,
        provenHash: proof,
        replaces: kept,
        cap: 1,
      });
      expect(await ports.sessions.open(opening, visitor)).toBeNull();
      expect(
        await look('select 1 from sign_in_attempts where email_digest = $1', attempt.emailDigest),
      ).toEqual([]);
    };
    await refused(aPasswordHash());
    await refused(person.passwordHash, randomUUID());
    await refused(person.passwordHash, 'not-a-uuid');
    await look('update users set email_verified_at = null where id = $1', person.id);
    await refused();
    await look(
      `update users set email_verified_at = $2, disabled_at = $2, disabled_reason = 'spam',
       disabled_until = $3 where id = $1`,
      person.id,
      noon,
      afterNoon(61),
    );
    await refused();
    expect(await liveIds(world, person.id)).toEqual([kept]);
    expect(await eventsOf(world, person.id)).toEqual(['sign_in succeeded']);
    await look('update users set disabled_until = $2 where id = $1', person.id, afterNoon(60));
    expect(await openedAt(world, person, 60)).toEqual(expect.any(String));
  },
);

onEveryEngine(
  'a sign-in by a provider asks for no password, but for its connection',
  async (world) => {
    const person = await aPerson(world);
    await world.look('update users set password_hash = null where id = $1', person.id);
    const session = aSession(person.id, { method: 'google' });
    const opening = anOpening(person, { session, provenHash: null });
    expect(await world.ports.sessions.open(opening, visitor)).toBeNull();
    await world.look(
      `insert into accounts (user_id, type, provider, provider_account_id)
     values ($1::uuid, 'oidc', 'google', $1::text)`,
      person.id,
    );
    expect(await world.ports.sessions.open(opening, visitor)).toMatchObject({ endedIds: [] });
  },
);

onEveryEngine(
  'one session too many ends the oldest, never the new one; those that are over do not count',
  async (world) => {
    const [person, other] = [await aPerson(world), await aPerson(world)];
    const untouched = await openedAt(world, other, -1000);
    const expired = aSession(person.id, { createdAt: afterNoon(-9), absoluteExpiresAt: noon });
    await world.ports.sessions.open(anOpening(person, { session: expired }), visitor);
    const signedOut = await openedAt(world, person, -8);
    await world.ports.sessions.end(
      { userId: person.id, only: signedOut },
      'signed_out',
      noon,
      visitor,
    );
    const ids: string[] = [];
    for (const seconds of [1, 2, 3]) ids.push(await openedAt(world, person, seconds, { cap: 3 }));
    expect(await liveIds(world, person.id)).toHaveLength(4);
    // The clock of another instance is behind: its session is new all the same.
    const late = aSession(person.id, { createdAt: afterNoon(0.5) });
    const opening = anOpening(person, { session: late, cap: 3 });
    const opened = await world.ports.sessions.open(opening, visitor);
    expect(opened?.endedIds).toEqual([ids[0]]);
    expect(await endOf(world, String(ids[0]))).toBe('displaced');
    const live = await world.ports.sessions.list(person.id, afterNoon(4), null);
    expect(live.map(({ id }) => id)).toEqual([ids[2], ids[1], late.id]);
    expect(await liveIds(world, other.id)).toEqual([untouched]);
    expect(await endOf(world, expired.id)).toBeNull();
  },
);

onEveryEngine('the replaced session leaves its place to the new one', async (world) => {
  const person = await aPerson(world);
  const [first, second] = [await openedAt(world, person, 1), await openedAt(world, person, 2)];
  const third = await openedAt(world, person, 3, { replaces: second, cap: 2 });
  expect(await endOf(world, first)).toBeNull();
  expect(await endOf(world, second)).toBe('replaced');
  expect(await liveIds(world, person.id)).toEqual(expect.arrayContaining([first, third]));
});

onEveryEngine(
  'SESS-13 the session of somebody else in the same browser ends with a new sign-in',
  async (world) => {
    const [person, other] = [await aPerson(world), await aPerson(world)];
    const planted = await openedAt(world, other, 0);
    const opening = anOpening(person, { replaces: planted });
    const opened = await world.ports.sessions.open(opening, visitor);
    expect(opened).toMatchObject({ user: { id: person.id }, endedIds: [planted] });
    expect(await eventsOf(world, other.id)).toEqual(['session_end replaced', 'sign_in succeeded']);
    for (const nothing of [planted, 'x'.repeat(22), '\0']) {
      const again = await world.ports.sessions.open(
        anOpening(person, { replaces: nothing }),
        visitor,
      );
      expect(again?.endedIds).toEqual([]);
    }
  },
);

onEveryEngine('live sessions are listed with their device, the last seen first', async (world) => {
  const person = await aPerson(world);
  await openedAt(world, await aPerson(world), 1);
  const [seenLast, idle, ended] = [
    await openedAt(world, person, 1),
    await openedAt(world, person, 2),
    await openedAt(world, person, 3),
  ];
  const { sessions } = world.ports;
  await world.look('update sessions set last_seen_at = $2 where id = $1', seenLast, afterNoon(90));
  await sessions.end({ userId: person.id, only: ended }, 'signed_out', afterNoon(9), visitor);
  const listed = await sessions.list(person.id, afterNoon(100), null);
  expect(listed.map(({ id }) => id)).toEqual([seenLast, idle]);
  expect(listed[0]).toEqual({
    id: seenLast,
    method: 'password',
    createdAt: afterNoon(1),
    lastSeenAt: afterNoon(90),
    absoluteExpiresAt: afterNoon(30 * 86_400),
    ip: '192.0.2.7',
    place: 'Lyon, FR',
    userAgent: 'Firefox',
  });
  const awake = await sessions.list(person.id, afterNoon(100), afterNoon(2));
  expect(awake.map(({ id }) => id)).toEqual([seenLast]);
  expect(await sessions.list(person.id, afterNoon(30 * 86_400), null)).toEqual([]);
  expect(await sessions.list('not-a-uuid', noon, null)).toEqual([]);
});

onEveryEngine('a list of sessions ends at five hundred', async (world) => {
  const person = await aPerson(world);
  await world.look(
    `insert into sessions (id, user_id, method, created_at, last_seen_at, absolute_expires_at)
     select 'session-of-the-list-' || gen_random_uuid(), $1, 'password', $2::timestamptz, $2, $3
     from generate_series(1, 600)`,
    person.id,
    noon,
    afterNoon(60),
  );
  expect(await world.ports.sessions.list(person.id, noon, null)).toHaveLength(500);
});

onEveryEngine('device and place of any length are cut between characters', async (world) => {
  const person = await aPerson(world);
  const session = aSession(person.id, { userAgent: '', place: `\0${'é🔑'.repeat(200)}` });
  await world.ports.sessions.open(anOpening(person, { session }), visitor);
  expect(
    await world.look('select user_agent, place from sessions where id = $1', session.id),
  ).toEqual([{ user_agent: null, place: 'é🔑'.repeat(50) }]);
});

onEveryEngine('sessions go with their user', async (world) => {
  const person = await aPerson(world);
  const session = await openedAt(world, person, 0);
  await world.look('delete from users where id = $1', person.id);
  expect(await endOf(world, session)).toBeUndefined();
  expect(await world.ports.sessions.open(anOpening(person), visitor)).toBeNull();
});
