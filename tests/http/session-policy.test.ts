import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openSession,
  type SessionClaims,
  sealSession,
  sessionKeyRing,
} from '#core/session-token.ts';
import { builtTree } from '#tests/support/built-tree.ts';
import { startTestCloud, type TestCloud } from '#tests/support/cloud.ts';
import { holding, now } from '#tests/support/held-sessions.ts';
import { type OwnSite, ownSecret, startOwnSite } from '#tests/support/own-site.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { seededPassword, Visitor } from '#tests/support/site.ts';

const cap = 5;
const idleMinutes = 15;

let cloud: TestCloud;
let site: OwnSite;

beforeAll(async () => {
  cloud = await startTestCloud();
  const settings = { SESSIONS_PER_USER: String(cap), SESSION_IDLE_MINUTES: String(idleMinutes) };
  site = await startOwnSite(resolve(builtTree), () => settings, cloud);
}, 60_000);

afterAll(async () => {
  await site?.stop();
  await cloud?.stop();
});

test('RACE-14 of fifty sign-ins at once no more sessions stay than a user may have: the newest', async () => {
  const visitors = Array.from({ length: 50 }, () => new Visitor());
  const answers = await Promise.all(visitors.map((visitor) => signIn(visitor, 'support')));
  // Who comes while ten others are being checked waits for the limit or the queue, as ever.
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expect([
      [429, 'too_many_attempts'],
      [503, 'busy'],
    ]).toContainEqual(await refusalOf(answer));
  }
  const opened = visitors.filter((_, at) => answers[at]?.status === 200);
  expect(opened.length).toBeGreaterThan(cap);
  const rows = await cloud.control.sql(
    `select s.id, s.end_reason from sessions s join users u on u.id = s.user_id
     where u.email = 'support@example.com' order by s.created_at desc, s.id desc`,
  );
  expect(rows).toHaveLength(opened.length);
  const reasons = rows.map(({ end_reason }) => end_reason);
  expect(reasons.filter((reason) => reason === null)).toHaveLength(cap);
  expect(reasons.filter((reason) => reason === 'displaced')).toHaveLength(opened.length - cap);

  const events = await cloud.control.sql(
    `select count(*)::int as n from audit_events a join users u on u.id = a.subject_id
     where u.email = 'support@example.com' and a.kind = 'session_end' and a.result = 'displaced'`,
  );
  expect(events).toEqual([{ n: opened.length - cap }]);

  const live = rows.filter(({ end_reason }) => end_reason === null).map(({ id }) => id);
  await new Promise((elapsed) => setTimeout(elapsed, 2_500));
  for (const visitor of opened) {
    const isLive = live.includes((await claimsOf(visitor)).sid);
    expect((await visitor.fetch(`${site.url}/account`)).status).toBe(isLive ? 200 : 307);
  }
});

test('one sign-in after the other, the oldest session gives way', async () => {
  const visitors = Array.from({ length: cap + 2 }, () => new Visitor());
  for (const visitor of visitors) expect((await signIn(visitor, 'admin')).status).toBe(200);
  const ids = await Promise.all(visitors.map(async (visitor) => (await claimsOf(visitor)).sid));
  const rows = await cloud.control.sql(
    'select id, end_reason from sessions where id = any($1::text[]) order by created_at',
    [ids],
  );
  expect(rows).toEqual(ids.map((id, at) => ({ id, end_reason: at < 2 ? 'displaced' : null })));
  for (const [at, visitor] of visitors.entries()) {
    const answer = await write(visitor, '/api/sessions/nope');
    expect(await refusalOf(answer)).toEqual(at < 2 ? [401, 'session_revoked'] : [404, 'not_found']);
  }
});

test('SESS-12 a session that was not seen for the idle limit has ended: at once where something changes, else at its next check', async () => {
  const visitor = new Visitor();
  await signIn(visitor, 'user');
  const { sid } = await claimsOf(visitor);
  const token = await dueToken(visitor);
  await lastSeen(sid, idleMinutes * 60 + 1);
  expect(await refusalOf(await write(visitor, '/api/sessions?scope=others'))).toEqual([
    401,
    'session_revoked',
  ]);
  expect((await holding(token).fetch(`${site.url}/account`)).status).toBe(307);
  expect(await refusalOf(await holding(token).fetch(`${site.url}/api/current`))).toEqual([
    401,
    'session_revoked',
  ]);
  const swept = await fetch(`${site.url}/api/cron/deliver-mail`, {
    method: 'POST',
    headers: { authorization: `Bearer cron-${ownSecret}` },
  });
  expect(swept.status).toBe(200);
  const rows = await cloud.control.sql(
    'select end_reason, extract(epoch from ended_at - last_seen_at)::int as idle from sessions where id = $1',
    [sid],
  );
  expect(rows).toEqual([{ end_reason: 'idle', idle: idleMinutes * 60 }]);
});

test('SESS-12 a session that is seen goes on, and its list says when it would end unseen', async () => {
  const visitor = new Visitor();
  await signIn(visitor, 'user');
  const { sid } = await claimsOf(visitor);
  await lastSeen(sid, idleMinutes * 60 - 30);
  const token = await dueToken(visitor);
  expect((await holding(token).fetch(`${site.url}/account`)).status).toBe(200);
  const { sessions } = await (await holding(token).fetch(`${site.url}/api/sessions`)).json();
  const own = sessions.find(({ id }: { id: string }) => id === sid);
  const [seen, end] = [Date.parse(own.lastSeenAt), Date.parse(own.expiresAt)];
  expect(Date.now() - seen).toBeLessThan(30_000);
  expect(end - seen).toBe(idleMinutes * 60_000);
  expect(end).toBeLessThan(Date.parse(own.absoluteExpiresAt));
});

test('SESS-12 a session that idles is not listed', async () => {
  const [visitor, other] = [new Visitor(), new Visitor()];
  for (const each of [visitor, other]) await signIn(each, 'user');
  const { sid } = await claimsOf(other);
  await lastSeen(sid, idleMinutes * 60 + 1);
  const { sessions } = await (await visitor.fetch(`${site.url}/api/sessions`)).json();
  expect(sessions.map(({ id }: { id: string }) => id)).toContain((await claimsOf(visitor)).sid);
  expect(sessions.map(({ id }: { id: string }) => id)).not.toContain(sid);
});

function signIn(visitor: Visitor, role: string): Promise<Response> {
  const body = { email: `${role}@example.com`, password: seededPassword };
  return visitor.post(`${site.url}/api/sign-in`, body, { origin: site.url });
}

function write(visitor: Visitor, path: string): Promise<Response> {
  return visitor.send('DELETE', site.url + path, undefined, { origin: site.url });
}

async function claimsOf(visitor: Visitor): Promise<SessionClaims> {
  const claims = await openSession(visitor.session, await sessionKeyRing([ownSecret]), new Date());
  if (!claims) throw new Error('the visitor has no session of this site');
  return claims;
}

/** The token of the same session, as it would be ten minutes after its last check. */
async function dueToken(visitor: Visitor): Promise<string> {
  const claims = { ...(await claimsOf(visitor)), iat: now() - 601, auth_time: now() - 601 };
  return sealSession(claims, await sessionKeyRing([ownSecret]));
}

async function lastSeen(sid: string, secondsAgo: number): Promise<void> {
  await cloud.control.sql(
    "update sessions set last_seen_at = now() - $2::int * interval '1 second' where id = $1",
    [sid, secondsAgo],
  );
}
