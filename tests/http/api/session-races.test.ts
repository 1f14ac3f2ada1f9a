import { expect, test } from 'vitest';
import { runtime } from '#tests/support/built-tree.ts';
import { submitForm } from '#tests/support/forms.ts';
import {
  currentOf,
  due,
  holding,
  member,
  now,
  stale,
  tokensOf,
} from '#tests/support/held-sessions.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { builtAction, callAction } from '#tests/support/server-actions.ts';
import { cloud, Visitor } from '#tests/support/site.ts';
import { resealed } from '#tests/support/site-secrets.ts';

// The same code on the other runtime races less long: the machine has better things to do.
const rounds = runtime === 'edge' ? 200 : 20;
const roundsAtOnce = 2;

test('SESS-07 fifty requests at once race a sign-out, two hundred times over, and bring no session back', {
  timeout: 240_000,
}, async () => {
  const { visitor, user } = await member();
  // The last cookie of each is ten minutes old: one request of its round renews it, if it may.
  const waiting = await manySessions(visitor, rounds);
  const received = [...waiting];
  const statuses = new Map<number, number>();
  const race = async (token: string) => {
    const answers = await oneRace(token);
    received.push(...tokensOf(answers));
    for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  const queue = [...waiting];
  const runner = async () => {
    for (let token = queue.pop(); token !== undefined; token = queue.pop()) await race(token);
  };
  await Promise.all(Array.from({ length: roundsAtOnce }, runner));
  // Each was answered: as one who is signed in, or as one who is so no longer.
  const expected = [200, 204, 307, 401, 404];
  expect([...statuses.keys()].filter((status) => !expected.includes(status))).toEqual([]);
  expect(statuses.get(204)).toBe(rounds);
  expect([...statuses.values()].reduce((sum, count) => sum + count)).toBe(rounds * 51);
  const renewed = received.length - rounds;
  expect(renewed, 'renewals in the races').toBeGreaterThan(rounds / 4);
  expect(renewed).toBeLessThanOrEqual(rounds);

  await new Promise((resolve) => setTimeout(resolve, 2_500));
  const alive = await inTens(received, async (token) => {
    const page = await holding(token).fetch('/account');
    const call = await holding(token).fetch('/api/current');
    return page.status === 307 && call.status === 401 ? [] : [[page.status, call.status]];
  });
  expect(alive).toEqual([]);
  const [row] = await cloud.sql(
    "select count(*)::int as ended from sessions where user_id = $1 and end_reason = 'signed_out'",
    [user.id],
  );
  expect(row).toEqual({ ended: rounds });
});

for (const repeat of [1, 2, 3, 4, 5]) {
  test(`RACE-14 a password changed twice at once is changed once (${repeat})`, async () => {
    const { visitor, email, password, user } = await member();
    const wanted = ['a first lantern over the harbour', 'a second lantern over the river'];
    const answers = await Promise.all(
      wanted.map((newPassword) =>
        holding(visitor.session).post('/api/password/change', {
          currentPassword: password,
          newPassword,
        }),
      ),
    );
    const [winner] = answers.filter(({ status }) => status === 200);
    for (const loser of answers.filter((answer) => answer !== winner)) {
      expect([
        [403, 'invalid_password'],
        [401, 'session_revoked'],
      ]).toContainEqual(await refusalOf(loser));
    }
    const kept = wanted.filter((_, at) => answers[at] === winner);
    expect(kept).toHaveLength(1);
    expect((await new Visitor().signIn(email, kept[0] ?? '')).status).toBe(200);
    const [token] = tokensOf(winner ? [winner] : []);
    expect((await currentOf(holding(token))).user.id).toBe(user.id);
    expect(await eventsOf(user.id, 'password_change')).toBe(1);
    expect(await liveSessionsOf(user.id)).toBe(2);
  });
}

test('RACE-14 a session ended twice at once ends once, by call and by form', async () => {
  const { visitor, email, password, user } = await member();
  const end = builtAction('endSession');
  const ways: ((id: string) => Promise<string>)[] = [
    async (id) => String((await visitor.send('DELETE', `/api/sessions/${id}`)).status),
    async (id) => {
      const fields = { '0': '["$undefined","$K1"]', _1_sessionId: id };
      const answer = await callAction(visitor, end.page, end.id, fields);
      return /"code":"(\w+)"/.exec(await answer.text())?.[1] ?? String(answer.status);
    },
  ];
  const outcomes = [];
  for (const way of ways) {
    const other = new Visitor();
    await other.signIn(email, password);
    const { id } = (await currentOf(other)).session;
    outcomes.push((await Promise.all([way(id), way(id)])).sort());
  }
  expect(outcomes).toEqual([
    ['204', '404'],
    ['session_ended', 'session_gone'],
  ]);
  expect(await eventsOf(user.id, 'session_end')).toBe(2);
  expect(await liveSessionsOf(user.id)).toBe(1);
});

test('RACE-14 a form of signing out sent twice at once ends one session once', async () => {
  const { visitor, user } = await member();
  const send = () => submitForm(holding(visitor.session), '/sign-out', 'sign-out', {});
  const answers = await Promise.all([send(), send()]);
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().join()).toMatch(/^gatehouse\.session=;.*Max-Age=0/i);
  }
  expect(await eventsOf(user.id, 'session_end')).toBe(1);
});

test('RACE-14 a proof sent twice at once replaces the session it was given in, and both answers hold', async () => {
  const { visitor, password, user, session } = await member();
  const old = await stale(visitor);
  const prove = () => holding(old.session).post('/api/reauthenticate', { password });
  const answers = await Promise.all([prove(), prove()]);
  for (const answer of answers) {
    // The slower one may find its session replaced already.
    if (answer.status !== 200) {
      expect(await refusalOf(answer)).toEqual([401, 'session_revoked']);
      continue;
    }
    const fresh = holding(tokensOf([answer])[0]);
    expect((await fresh.send('DELETE', '/api/sessions/nope')).status).toBe(404);
  }
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  const rows = await cloud.sql('select end_reason from sessions where id = $1', [session.id]);
  expect(rows).toEqual([{ end_reason: 'replaced' }]);
  expect(await eventsOf(user.id, 'session_end')).toBe(1);
});

/** As many due sessions of a visitor's owner as asked for: rows by SQL, since each sign-in hashes. */
async function manySessions(visitor: Visitor, count: number): Promise<string[]> {
  const { user, session } = await currentOf(visitor);
  const ids = Array.from({ length: count }, () => crypto.randomUUID().replaceAll('-', ''));
  await cloud.sql(
    `insert into sessions (id, user_id, method, created_at, last_seen_at, absolute_expires_at)
     select id, $2::uuid, 'password', now(), now(), $3::timestamptz
     from unnest($1::text[]) as given(id)`,
    [ids, user.id, session.absoluteExpiresAt],
  );
  const token = (await due(visitor)).session;
  return Promise.all(ids.map((sid) => resealed(token, { sid, iat: now() - 601 })));
}

/** Fifty requests of one browser, and its sign-out in their midst. */
async function oneRace(token: string): Promise<Response[]> {
  const browser = holding(token);
  const headers = { cookie: browser.cookieHeader() };
  const asking = (path: string) => new Visitor().fetch(path, { headers });
  const before = earlier.map(asking);
  const signOut = browser.post('/api/sign-out');
  const after = later.map(asking);
  const answers = await Promise.all([...before, signOut, ...after]);
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  return answers;
}

/** What may renew comes first; most ask where the gate alone answers, which races like the rest. */
const earlier = [
  ...['/account', '/api/auth/session', '/api/auth/session', '/api/current', '/api/current'],
  ...Array.from({ length: 20 }, () => '/account/nope'),
];
const later = [
  ...['/api/auth/session', '/api/auth/session', '/api/current', '/api/current', '/api/current'],
  ...Array.from({ length: 20 }, () => '/account/nope'),
];

async function inTens<Item, Found>(items: Item[], run: (item: Item) => Promise<Found[]>) {
  const found: Found[] = [];
  for (let at = 0; at < items.length; at += 10) {
    found.push(...(await Promise.all(items.slice(at, at + 10).map(run))).flat());
  }
  return found;
}

async function eventsOf(userId: string, kind: string): Promise<unknown> {
  const query = 'select count(*)::int as n from audit_events where subject_id = $1 and kind = $2';
  return (await cloud.sql(query, [userId, kind]))[0]?.n;
}

async function liveSessionsOf(userId: string): Promise<unknown> {
  const query = 'select count(*)::int as n from sessions where user_id = $1 and ended_at is null';
  return (await cloud.sql(query, [userId]))[0]?.n;
}
