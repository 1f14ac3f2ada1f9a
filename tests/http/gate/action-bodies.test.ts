import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decideAccess } from '#core/access.ts';
import { hiddenFields, submitForm } from '#tests/support/forms.ts';
import { expectStanding } from '#tests/support/guarded.ts';
import { holding, stale } from '#tests/support/held-sessions.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import {
  type BuiltAction,
  builtAction,
  builtActions,
  callAction,
  formOf,
} from '#tests/support/server-actions.ts';
import { seededPassword, seededVisitor, siteUrl, Visitor } from '#tests/support/site.ts';

const actions = builtActions();
const signIn = builtAction('signIn');

test('SACT-09 an action id that is unknown or none is refused, and never written raw', async () => {
  const marker = `log${crypto.randomUUID().slice(0, 8)}`;
  const names = ['f'.repeat(42), '__proto__', 'constructor', '', ' ', 'a'.repeat(10_000)];
  const more = [signIn.id.toUpperCase(), `${signIn.id}0`, `${signIn.id},${signIn.id}`];
  for (const name of [...names, ...more, `${marker}%0a{"level":"error"}`, `${marker}\u009b31m`]) {
    for (const path of ['/', '/sign-in', '/nowhere', '/verify-email?token=x']) {
      const { status } = await rawRequest(path, {
        method: 'POST',
        headers: { 'Next-Action': name, Origin: siteUrl, 'Content-Length': '2' },
        body: '[]',
      });
      expect([400, 404, 409], `${name.slice(0, 50)} at ${path}`).toContain(status);
    }
  }
  expect(siteLog()).not.toContain(marker);
  expect(siteLog()).not.toContain('a'.repeat(200));
  await expectStanding();
});

/** Actions that ask for nothing: there is no field that could be wrong. */
const withoutFields = new Set(['signOut', 'endOtherSessions', 'endAllSessions', 'resumeLetters']);

/**
 * Somebody who may run an action: anyone, a user, or one whose sign-in is too old for what would
 * end the session itself, so that it lasts.
 */
async function runners(): Promise<(action: BuiltAction) => Visitor> {
  const user = await seededVisitor('user');
  const old = await stale(user);
  return ({ name, page }) => {
    if (decideAccess(page, null) === 'allow') return new Visitor();
    return holding((name === 'endAllSessions' ? old : user).session);
  };
}

test('SACT-10 references into objects reach no prototype and run no code', async () => {
  const canary = join(tmpdir(), `gatehouse-canary-${crypto.randomUUID()}`);
  const code = `globalThis.process?.mainModule?.require('fs').writeFileSync('${canary}','x');`;
  const inner = { _prefix: code, _chunks: '$Q2', _formData: { get: '$1:constructor:constructor' } };
  const chunk = `{"then":"$1:__proto__:then","status":"resolved_model","reason":-1,
    "value":"{\\"then\\":\\"$B1337\\"}","_response":${JSON.stringify(inner)}}`;
  const graph = { '0': chunk, '1': '"$@0"', '2': '[]' };
  const texts = [
    '["$1:__proto__:then"]',
    '["$1:constructor:constructor"]',
    '["$0:constructor:constructor:prototype"]',
    '[{"__proto__":{"isAdmin":true}}]',
    '["$F1"]',
    '["$Q1"]',
    '["$B1"]',
  ];
  const runner = await runners();
  for (const action of actions) {
    const { id, page } = action;
    const ref = { $ACTION_REF_1: '', '$ACTION_1:0': JSON.stringify({ id, bound: '$@1' }) };
    const calls = [
      callAction(runner(action), page, id, graph),
      ...texts.map((text) => callAction(runner(action), page, id, text)),
      ...texts.map((text) => callAction(runner(action), page, id, { '0': text, '1': '{}' })),
    ];
    const posts = [...texts, graph['0']].map((text) =>
      postForm(page, { ...ref, '$ACTION_1:1': text, '$ACTION_1:2': '{}' }, runner(action)),
    );
    for (const answer of await Promise.all([...calls, ...posts])) {
      expect(await refusalOf(answer)).toEqual([400, 'invalid_request']);
    }
  }
  expect(existsSync(canary)).toBe(false);
  expect(() => JSON.parse(chunk)).not.toThrow();
  await expectStanding();
});

const wrong = ['[]', '[null]', '[1]', '[{}]', '[[]]', '[{"email":{"$ne":null}}]', '["$undefined"]'];
const unreadable = ['', 'junk', '{', 'null', '1', '"text"', '[', '\u0000'];

test('SACT-14 arguments of the wrong type get a typed answer, not a stack', async () => {
  const runner = await runners();
  for (const action of actions) {
    const { id, name, page } = action;
    const calls = wrong.flatMap((text) => [text, { '0': text }]);
    const fields = { '0': '["$undefined","$K1"]', _1_token: '', _1_email: '["$1:a"]' };
    for (const args of [...calls, { '0': '[null,"$K1"]' }, fields]) {
      const answer = await callAction(runner(action), page, id, args);
      const text = await answer.text();
      expect([answer.status, text.includes('"attempt":')], `${name} ${text}`).toEqual([200, true]);
      if (!withoutFields.has(name)) expect(text, name).toContain('"code":"invalid_input"');
      expect(text, name).not.toMatch(/\n\s+at |"digest"|node_modules|\.tsx?\b/);
    }
    for (const text of unreadable) {
      for (const args of [text, { '0': text }]) {
        const answer = await callAction(runner(action), page, id, args);
        expect(await refusalOf(answer), `${name} ${text}`).toEqual([400, 'invalid_request']);
      }
    }
  }
  await expectStanding();
});

test('SACT-14 bodies that are no form, too large or cut off are refused on every page', async () => {
  const multipart = 'multipart/form-data; boundary=x';
  const cut = '--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n[';
  for (const path of ['/', '/sign-in', '/register', '/nowhere', '/refused']) {
    for (const [type, body] of [
      [multipart, 'junk'],
      ['multipart/form-data', 'junk'],
      [multipart, cut],
    ]) {
      const answer = await postBody(path, body, { 'content-type': type });
      expect(await refusalOf(answer), path).toEqual([400, 'invalid_request']);
    }
    const large = await postBody(path, formOf({ email: 'a'.repeat(20_000) }));
    expect(await refusalOf(large), path).toEqual([413, 'payload_too_large']);
  }
  for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain']) {
    const answer = await postBody('/sign-in', 'email=a', { 'content-type': type });
    expect(await refusalOf(answer), type).toEqual([400, 'invalid_request']);
  }
  await expectStanding();
});

test('SACT-17 the sign-in form works without JavaScript', async () => {
  const visitor = new Visitor();
  const typed = { email: 'user@example.com', password: seededPassword, rememberMe: 'on' };
  const answer = await submitForm(visitor, '/sign-in?returnTo=/account', 'sign-in', typed);
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(html).toMatch(/<meta http-equiv="refresh" content="0;url=\/account"\/>/i);
  expect(html).not.toContain(seededPassword);
  expect((await visitor.fetch('/account')).status).toBe(200);
});

test('SACT-17 a form whose hidden fields were altered is refused, and signs nobody in', async () => {
  const typed = { email: 'user@example.com', password: seededPassword };
  const page = await (await new Visitor().fetch('/sign-in')).text();
  const fields = Object.fromEntries(hiddenFields(page, 'sign-in'));
  const hidden = Object.keys(fields).filter((name) => name.startsWith('$ACTION'));
  expect(hidden.length).toBeGreaterThan(1);
  const named = hidden.find((name) => name.endsWith(':0')) ?? '';
  const alterations: Record<string, string>[] = [
    ...hidden
      .filter((name) => name.includes(':'))
      .flatMap((name) => ['', 'junk', 'null', '["$1:x"]'].map((text) => ({ [name]: text }))),
    { [named]: JSON.stringify({ id: 'f'.repeat(42), bound: '$@1' }) },
    { [named]: JSON.stringify({ id: '__proto__', bound: '$@1' }) },
    { [named]: JSON.stringify({ id: signIn.id.toUpperCase(), bound: '$@1' }) },
  ];
  for (const alteration of alterations) {
    const answer = await postForm('/sign-in', { ...fields, ...typed, ...alteration });
    const label = JSON.stringify(alteration);
    expect([400, 404, 409], label).toContain(answer.status);
    expect(answer.headers.getSetCookie(), label).toEqual([]);
  }
  const without = Object.fromEntries(
    Object.entries(fields).filter(([name]) => !name.startsWith('$')),
  );
  expect((await postForm('/sign-in', { ...without, ...typed })).status).toBe(400);
  await expectStanding();
});

function postForm(path: string, fields: Record<string, string>, visitor = new Visitor()) {
  return postBody(path, formOf(fields), {}, visitor);
}

function postBody(
  path: string,
  body: BodyInit | undefined,
  headers: object = {},
  visitor = new Visitor(),
): Promise<Response> {
  const own = { origin: siteUrl, 'sec-fetch-site': 'same-origin', ...headers };
  return visitor.fetch(path, { method: 'POST', headers: own, body: body ?? '' });
}

function siteLog(): string {
  const path = process.env.TEST_SITE_LOG;
  if (!path) throw new Error('TEST_SITE_LOG is not set: run these tests through npm test');
  return readFileSync(path, 'utf8');
}
