import { expect, test } from 'vitest';
import { csrfTokenFor, postAsAuthClient } from '#tests/support/auth-client.ts';
import { cloud, siteUrl, Visitor, verifiedVisitor } from '#tests/support/site.ts';

test('a cookie ends with its session, or with the browser, by Auth.js’s callback and update too', async () => {
  const { email, password } = await verifiedVisitor();
  for (const rememberMe of ['true', 'false']) {
    const visitor = new Visitor();
    const csrfToken = await csrfTokenFor(visitor);
    const fields = { email, password, rememberMe, csrfToken };
    const opened = await postAsAuthClient(visitor, 'callback/credentials', fields);
    const updated = await visitor.post('/api/auth/session', { csrfToken, data: { name: 'Una' } });
    const { expires } = await (await visitor.fetch('/api/auth/session')).json();
    const end = new Date(expires).toUTCString();
    for (const answer of [opened, updated]) {
      const lines = answer.headers.getSetCookie().filter((line) => line.includes('session='));
      expect(lines).toHaveLength(1);
      const [, expiry] = /; Expires=([^;]+)/i.exec(lines[0] ?? '') ?? [];
      expect(expiry).toBe(rememberMe === 'true' ? end : undefined);
      expect(lines[0]).not.toMatch(/max-age/i);
    }
  }
});

test('signing out by the stock client ends the session in the registry and answers with an url', async () => {
  const { visitor } = await verifiedVisitor();
  const { session } = await (await visitor.fetch('/api/current')).json();
  const csrfToken = await csrfTokenFor(visitor);
  const answer = await postAsAuthClient(visitor, 'signout', { csrfToken, callbackUrl: '/' });
  expect([answer.status, await answer.json()]).toEqual([200, { url: `${siteUrl}/` }]);
  expect(visitor.session).toBeUndefined();
  const rows = await cloud.sql('select end_reason from sessions where id = $1', [session.id]);
  expect(rows).toEqual([{ end_reason: 'signed_out' }]);
});

test('a client’s session update changes name and image at most', async () => {
  const { visitor } = await verifiedVisitor();
  const before = await (await visitor.fetch('/api/auth/session')).json();
  const csrfToken = await csrfTokenFor(visitor);
  const data = {
    name: 'Una Updated',
    role: 'admin',
    user: { role: 'admin', id: crypto.randomUUID() },
    email: 'admin@example.com',
    sub: crypto.randomUUID(),
    exp: 4_102_444_800,
  };
  const answer = await visitor.post('/api/auth/session', { csrfToken, data });
  expect(answer.status).toBe(200);
  const after = await (await visitor.fetch('/api/auth/session')).json();
  expect(after.user).toEqual({ ...before.user, name: 'Una Updated' });
  expect(after.session.absoluteExpiresAt).toBe(before.session.absoluteExpiresAt);
  expect((await visitor.fetch('/admin')).status).toBe(403);
});

test('a session is read whatever error the address names', async () => {
  const { visitor, email } = await verifiedVisitor();
  const answer = await visitor.fetch('/api/auth/session?error=access_denied');
  expect([answer.status, (await answer.json()).user.email]).toEqual([200, email]);
});
