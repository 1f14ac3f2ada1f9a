import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endSessionsOf } from '#core/end-sessions.ts';
import type { SessionEndReason } from '#core/session-ports.ts';
import { parseEnvironment } from '#server/env.ts';
import { buildHouse, type House } from '#server/ports.ts';
import { builtTree } from '#tests/support/built-tree.ts';
import { startTestCloud, type TestCloud } from '#tests/support/cloud.ts';
import { type OwnSite, ownEnvironment, startOwnSite } from '#tests/support/own-site.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { builtAction, callAction } from '#tests/support/server-actions.ts';
import { goodPassword, seededPassword, Visitor } from '#tests/support/site.ts';

let cloud: TestCloud;
/** Where sessions are ended, and another instance that must learn of it. */
let here: OwnSite;
let there: OwnSite;
/** What a third instance would run: for causes whose own faces the site does not have. */
let house: House;

beforeAll(async () => {
  cloud = await startTestCloud();
  here = await startOwnSite(resolve(builtTree), () => ({}), cloud);
  there = await startOwnSite(resolve(builtTree), () => ({}), cloud);
  house = buildHouse(
    parseEnvironment(ownEnvironment({ ...cloud.environment, AUTH_URL: here.url })),
  );
}, 120_000);

afterAll(async () => {
  await Promise.all([here, there].map((site) => site?.stop()));
  await cloud?.stop();
});

type Someone = { userId: string; email: string; visitor: Visitor; sid: string };

const visitorHere = {
  ip: null,
  place: null,
  userAgent: null,
  language: 'en' as const,
  requestId: 'a-request',
};

/** What may end somebody's session, whoever does it and from where, with the reason that is kept. */
const causes: [cause: string, why: SessionEndReason | null, end: (of: Someone) => Promise<void>][] =
  [
    ['signing out', 'signed_out', ({ visitor }) => ok(send(visitor, 'POST', '/api/sign-out'), 204)],
    [
      'Auth.js signing out',
      'signed_out',
      async ({ visitor }) => {
        const { csrfToken } = await (await visitor.fetch(`${here.url}/api/auth/csrf`)).json();
        const body = new URLSearchParams({ csrfToken });
        const headers = { origin: here.url, 'x-auth-return-redirect': '1' };
        const init = { method: 'POST', headers, body };
        await ok(visitor.fetch(`${here.url}/api/auth/signout`, init), 200);
      },
    ],
    [
      'its owner, from another device',
      'ended_by_user',
      async ({ email, sid }) =>
        ok(send(await signedIn(email, goodPassword), 'DELETE', `/api/sessions/${sid}`), 204),
    ],
    [
      'its owner, who ends all others',
      'ended_by_user',
      async ({ email }) =>
        ok(send(await signedIn(email, goodPassword), 'DELETE', '/api/sessions?scope=others'), 204),
    ],
    [
      'signing out everywhere',
      'ended_by_user',
      async ({ email }) =>
        ok(send(await signedIn(email, goodPassword), 'DELETE', '/api/sessions?scope=all'), 204),
    ],
    [
      'signing in again in its browser',
      'replaced',
      ({ visitor, email }) =>
        ok(send(copyOf(visitor), 'POST', '/api/sign-in', { email, password: goodPassword }), 200),
    ],
    [
      'confirming who one is in its browser',
      'replaced',
      ({ visitor }) =>
        ok(send(copyOf(visitor), 'POST', '/api/reauthenticate', { password: goodPassword }), 200),
    ],
    [
      'a change of password on another device',
      'password_changed',
      async ({ email }) => {
        const other = await signedIn(email, goodPassword);
        const change = { currentPassword: goodPassword, newPassword: `${goodPassword} anew` };
        await ok(send(other, 'POST', '/api/password/change', change), 200);
        await ok(other.fetch(`${there.url}/api/current`), 200);
      },
    ],
    [
      'a change of role',
      'role_changed',
      async ({ userId }) => {
        const admin = await signedIn('admin@example.com', seededPassword);
        const change = { role: 'support' };
        await ok(send(admin, 'PATCH', `/api/admin/users/${userId}`, change), 200);
      },
    ],
    [
      'disabling the account',
      'account_disabled',
      async ({ userId }) => {
        const admin = await signedIn('admin@example.com', seededPassword);
        const change = { disabled: { reason: 'a test' } };
        await ok(send(admin, 'PATCH', `/api/admin/users/${userId}`, change), 200);
      },
    ],
    [
      'a reset of the password',
      'password_reset',
      async ({ email }) => {
        const stranger = new Visitor();
        await ok(send(stranger, 'POST', '/api/password/forgot', { email }), 202);
        const reset = {
          token: await linkTokenOf(email, 'reset-password'),
          password: `${goodPassword} anew`,
        };
        await ok(send(stranger, 'POST', '/api/password/reset', reset), 200);
      },
    ],
    [
      'a change of address that is confirmed on another device',
      'email_changed',
      async ({ email }) => {
        const to = `new-${email}`;
        const other = await signedIn(email, goodPassword);
        await ok(send(other, 'POST', '/api/email/change', { email: to }), 202);
        const token = await linkTokenOf(to, 'confirm-address');
        await ok(send(new Visitor(), 'POST', '/api/email/confirm', { token }), 200);
      },
    ],
    [
      'its owner, who says that a change was not theirs',
      'disowned',
      async ({ userId, email }) => {
        const admin = await signedIn('admin@example.com', seededPassword);
        // To enable an account that somebody disabled behind the site's back ends no session.
        await cloud.control.sql(
          "update users set disabled_at = now(), disabled_reason = 'a test' where id = $1",
          [userId],
        );
        await ok(send(admin, 'PATCH', `/api/admin/users/${userId}`, { disabled: null }), 200);
        const token = await linkTokenOf(email, 'not-me');
        await ok(send(new Visitor(), 'POST', '/api/not-me', { token }), 200);
      },
    ],
    [
      'deleting the account',
      null,
      async ({ userId }) => {
        await endSessionsOf(house.ports, userId, 'account_deleted', visitorHere);
        await cloud.control.sql('delete from users where id = $1', [userId]);
      },
    ],
  ];

/** Every door of the other instance, and what it says to whoever comes with an ended session. */
const faces: [face: string, look: (visitor: Visitor) => Promise<unknown>, denied: unknown][] = [
  ['page', (visitor) => statusAt(visitor, '/account'), 307],
  ['a place that only middleware answers for', (v) => statusAt(v, '/account/nope'), 307],
  ['endpoint', (visitor) => refusalAt(visitor, 'GET', '/api/current'), [401, 'session_revoked']],
  [
    'writing endpoint',
    (visitor) => refusalAt(visitor, 'DELETE', '/api/sessions?scope=others'),
    [401, 'session_revoked'],
  ],
  ['Auth.js', async (visitor) => (await at(visitor, '/api/auth/session')).json(), null],
  ['action', (visitor) => whereActionLeads(visitor), true],
];

test.concurrent.each(causes)(
  'SESS-07 SESS-08 SESS-09 %s ends a session at every door, on every instance, within five seconds',
  async (_cause, why, end) => {
    const someone = await somebody();
    const stolen = someone.visitor.session ?? '';
    for (const [face, look, denied] of faces) {
      expect(await look(holding(stolen)), face).not.toEqual(denied);
    }
    await end(someone);
    // What changes something asks the registry: at once, without a bound to wait for.
    expect(await refusalAt(holding(stolen), 'DELETE', '/api/sessions?scope=others')).toEqual([
      401,
      'session_revoked',
    ]);
    const rows = await cloud.control.sql('select end_reason from sessions where id = $1', [
      someone.sid,
    ]);
    expect(rows).toEqual(why === null ? [] : [{ end_reason: why }]);
    const until = Date.now() + 5000;
    for (const [face, look, denied] of faces) {
      let found = await look(holding(stolen));
      while (JSON.stringify(found) !== JSON.stringify(denied) && Date.now() < until) {
        await new Promise((resolved) => setTimeout(resolved, 100));
        found = await look(holding(stolen));
      }
      expect(found, face).toEqual(denied);
    }
  },
);

/** The token in the letter whose link leads to a page. */
async function linkTokenOf(email: string, page: string): Promise<string> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [letter] = await cloud.control.inbox(email);
    const token = new RegExp(`/${page}\\?token=([\\w-]+)`).exec(letter?.text ?? '')?.[1];
    if (token) return token;
    await new Promise((resolved) => setTimeout(resolved, 100));
  }
  throw new Error(`no link came to ${email}`);
}

async function somebody(): Promise<Someone> {
  const email = `someone-${crypto.randomUUID()}@example.test`;
  const { passwords } = house.ports;
  const hash = await passwords.hash(goodPassword);
  const [row] = await cloud.control.sql(
    `insert into users (email, email_normalised, email_verified_at, password_hash)
     values ($1, $1, now(), $2) returning id`,
    [email, hash],
  );
  const visitor = await signedIn(email, goodPassword);
  const { session } = await (await visitor.fetch(`${here.url}/api/current`)).json();
  return { userId: String(row?.id), email, visitor, sid: session.id };
}

async function signedIn(email: string, password: string): Promise<Visitor> {
  const visitor = new Visitor();
  await ok(send(visitor, 'POST', '/api/sign-in', { email, password }), 200);
  return visitor;
}

function send(visitor: Visitor, method: string, path: string, body?: unknown) {
  return visitor.send(method, here.url + path, body, { origin: here.url });
}

async function ok(asked: Promise<Response>, status: number): Promise<void> {
  const answer = await asked;
  expect(answer.status, await answer.clone().text()).toBe(status);
}

/** The same browser, for a step that would otherwise change what the test holds on to. */
function copyOf(visitor: Visitor): Visitor {
  return holding(visitor.session ?? '');
}

function holding(token: string): Visitor {
  const visitor = new Visitor();
  visitor.cookies.set('gatehouse.session', token);
  return visitor;
}

function at(visitor: Visitor, path: string): Promise<Response> {
  return visitor.fetch(there.url + path);
}

async function statusAt(visitor: Visitor, path: string): Promise<number> {
  return (await at(visitor, path)).status;
}

async function refusalAt(visitor: Visitor, method: string, path: string) {
  const answer = await visitor.send(method, there.url + path, undefined, { origin: there.url });
  return answer.ok ? answer.status : refusalOf(answer);
}

/** Whether an action that only the signed-in may run leads to the sign-in page in place of running. */
async function whereActionLeads(visitor: Visitor): Promise<boolean> {
  const { id, page } = builtAction('changePassword');
  const fields = { '0': '["$undefined","$K1"]', '1_currentPassword': 'x', '1_newPassword': 'y' };
  const headers = { origin: there.url };
  const answer = await callAction(visitor, there.url + page, id, fields, headers);
  const text = await answer.text();
  return /\/sign-in\?returnTo=/.test(text + (answer.headers.get('x-action-redirect') ?? ''));
}
