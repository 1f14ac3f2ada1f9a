import { randomUUID } from 'node:crypto';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { readSessionLook, sessionLookParameters, sessionLookQuery } from '#db/session-look.ts';
import { anOpening, aPerson, aSession, openedAt } from './session-world.ts';
import { afterNoon, inParallel, noon, onEveryEngine, visitor, type World } from './world.ts';

/** Looks as middleware does: a bare request, texts as the answer. Fails when it is refused. */
async function look(
  { url, endpoint }: World,
  session: { sid: string; sub: string },
  now = noon,
  idleSince: Date | null = null,
) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'Neon-Connection-String': url,
      'Neon-Raw-Text-Output': 'true',
      'Neon-Array-Mode': 'true',
    },
    body: JSON.stringify({
      query: sessionLookQuery,
      params: sessionLookParameters(session, now, idleSince),
    }),
  });
  const answer: unknown = await response.json();
  expect([response.status, answer]).toEqual([
    200,
    expect.objectContaining({ rowCount: expect.any(Number) }),
  ]);
  const { rows } = answer as { rows: (string | null)[][] };
  return readSessionLook(rows[0]);
}

/** When a session was last seen. */
async function lastSeen(world: World, sid: string): Promise<Date> {
  const [row] = await world.look('select last_seen_at from sessions where id = $1', sid);
  return new Date(String(row?.last_seen_at));
}

onEveryEngine('a look at a live session says what its user is now', async (world) => {
  const person = await aPerson(world);
  const session = { sid: await openedAt(world, person, 0), sub: person.id };
  expect(await look(world, session)).toEqual({
    role: 'user',
    email: person.email,
    name: 'Pat',
    image: null,
    isPasswordBreached: false,
    isMailSuppressed: false,
  });
  await world.look(
    `update users set role = 'support', name = null, image = 'https://example.test/é.png',
       password_breached_at = now()
     where id = $1`,
    person.id,
  );
  await world.look(
    "insert into mail_suppressions (email_normalised, reason, created_at) values ($1, 'bounced', now())",
    person.email.toLowerCase(),
  );
  expect(await look(world, session)).toEqual({
    role: 'support',
    email: person.email,
    name: null,
    image: 'https://example.test/é.png',
    isPasswordBreached: true,
    isMailSuppressed: true,
  });
});

onEveryEngine(
  'SESS-07 SESS-09 a look finds nothing once the session or its account is over',
  async (world) => {
    const { ports } = world;
    const person = await aPerson(world);
    const sid = await openedAt(world, person, 0);
    const session = { sid, sub: person.id };
    const isLive = async (now = noon) => (await look(world, session, now)) !== null;
    const set = (columns: string, ...values: Date[]) =>
      world.look(`update users set ${columns} where id = $1`, person.id, ...values);
    expect(await isLive()).toBe(true);
    await set(`disabled_at = $2, disabled_reason = 'spam'`, noon);
    expect(await isLive()).toBe(false);
    await set('disabled_until = $2', afterNoon(60));
    expect(await isLive(afterNoon(59))).toBe(false);
    expect(await isLive(afterNoon(60))).toBe(true);
    await set('disabled_at = null, disabled_reason = null, disabled_until = null');
    await set('email_verified_at = null');
    expect(await isLive()).toBe(false);
    await set('email_verified_at = $2', noon);
    expect(await isLive()).toBe(true);
    await ports.sessions.end({ userId: person.id, only: sid }, 'signed_out', noon, visitor);
    expect(await isLive()).toBe(false);
  },
);

onEveryEngine('SESS-11 SESS-12 a look finds no session that expired or idles', async (world) => {
  const person = await aPerson(world);
  const fresh = aSession(person.id, { absoluteExpiresAt: afterNoon(600) });
  await world.ports.sessions.open(anOpening(person, { session: fresh }), visitor);
  const session = { sid: fresh.id, sub: person.id };
  expect(await look(world, session, afterNoon(30), noon)).toBeNull();
  expect(await look(world, session, afterNoon(600))).toBeNull();
  expect(await lastSeen(world, fresh.id)).toEqual(noon);
  expect(await look(world, session, afterNoon(599), afterNoon(-1))).not.toBeNull();
  expect(await lastSeen(world, fresh.id)).toEqual(afterNoon(599));
});

onEveryEngine('a look notes a visit once a minute, and only that of a live one', async (world) => {
  const person = await aPerson(world);
  const sid = await openedAt(world, person, 0);
  const session = { sid, sub: person.id };
  await look(world, session, afterNoon(60));
  expect(await lastSeen(world, sid)).toEqual(noon);
  await inParallel(20, () => look(world, session, afterNoon(61)));
  expect(await lastSeen(world, sid)).toEqual(afterNoon(61));
  await look(world, session, afterNoon(1));
  expect(await lastSeen(world, sid)).toEqual(afterNoon(61));
  const other = await aPerson(world);
  expect(await look(world, { sid, sub: other.id }, afterNoon(900))).toBeNull();
  await world.look(
    `update users set disabled_at = $2, disabled_reason = 'spam' where id = $1`,
    person.id,
    noon,
  );
  expect(await look(world, session, afterNoon(900))).toBeNull();
  expect(await lastSeen(world, sid)).toEqual(afterNoon(61));
});

onEveryEngine('ids that PostgreSQL would refuse find nothing and are no fault', async (world) => {
  const person = await aPerson(world);
  const sid = await openedAt(world, person, 0);
  const strange = ['', '\0', 'not-a-uuid', `${person.id}\n`, `{${person.id}}`, "' or true --"];
  for (const sub of [...strange, randomUUID()]) {
    expect(await look(world, { sid, sub })).toBeNull();
  }
  for (const id of [...strange, `${sid}\0`, '\ud800', '😀', 'x'.repeat(5000)]) {
    expect(await look(world, { sid: id, sub: person.id })).toBeNull();
  }
  expect(await look(world, { sid, sub: person.id.toUpperCase() })).not.toBeNull();
});

test('a row that is none, or has a role from elsewhere, is no record', () => {
  const row = ['admin', 'a@example.test', null, null];
  expect(readSessionLook(row)).toMatchObject({ role: 'admin' });
  for (const unreadable of [undefined, [], ['root', ...row.slice(1)], ['user', null, null, null]]) {
    expect(readSessionLook(unreadable)).toBeNull();
  }
});

test('the look brings nothing along into the bundle of middleware', async () => {
  const { metafile } = await build({
    entryPoints: ['db/session-look.ts'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
  });
  expect(Object.keys(metafile.inputs)).toEqual(['db/session-look.ts']);
});
