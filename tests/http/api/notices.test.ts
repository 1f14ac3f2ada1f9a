import { expect, test } from 'vitest';
import { letterAbout, linkTokenOf, templatesTo } from '#tests/support/address-letters.ts';
import { member } from '#tests/support/held-sessions.ts';
import { lettersSettled } from '#tests/support/letters.ts';
import { cloud, seededVisitor, Visitor } from '#tests/support/site.ts';

const chosen = 'seven harbours under a quiet moon';
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';

const signIn = (email: string, password: string, userAgent: string) =>
  new Visitor().post('/api/sign-in', { email, password }, { 'user-agent': userAgent });

test('a sign-in from a new device is told at once, the second from it is not, and the letter can disown it', async () => {
  const { email, password } = await member();
  // The session that the test wrote was of a device without a name.
  for (const userAgent of [firefox, firefox.replaceAll('143', '144')]) {
    expect((await signIn(email, password, userAgent)).status).toBe(200);
  }
  const { text } = await letterAbout(email, 'New sign-in');
  expect(text).toContain('Firefox on Linux');
  await lettersSettled(email);
  expect(await templatesTo(email)).toEqual(['new-device']);
  const token = await linkTokenOf(email, 'not-me');
  expect((await new Visitor().post('/api/not-me', { token })).status).toBe(200);
  expect((await signIn(email, password, firefox)).status).toBe(200);
  await lettersSettled(email);
  expect(await templatesTo(email)).toEqual(['new-device', 'reset-password', 'new-device']);
});

test('the same is told of a sign-in by Auth.js’s own endpoint', async () => {
  const { email, password } = await member();
  const visitor = new Visitor();
  const { csrfToken } = await (await visitor.fetch('/api/auth/csrf')).json();
  const answer = await visitor.fetch('/api/auth/callback/credentials', {
    method: 'POST',
    headers: {
      'user-agent': firefox,
      'x-auth-return-redirect': '1',
      'sec-fetch-site': 'same-origin',
    },
    body: new URLSearchParams({ csrfToken, email, password }),
  });
  expect(answer.status).toBe(200);
  expect((await letterAbout(email, 'New sign-in')).text).toContain('/not-me?token=');
});

test('the first sign-in of a new account is told to nobody', async () => {
  const { email, password, user } = await member();
  await cloud.sql('delete from sessions where user_id = $1', [user.id]);
  expect((await signIn(email, password, firefox)).status).toBe(200);
  expect((await signIn(email, password, firefox)).status).toBe(200);
  expect(await templatesTo(email)).toEqual([]);
});

test('a changed password is told at once, a refused change is not', async () => {
  const { visitor, email, password } = await member();
  const change = (currentPassword: string) =>
    visitor.post('/api/password/change', { currentPassword, newPassword: chosen });
  expect((await change('not the right one at all')).status).toBe(403);
  expect(await templatesTo(email)).toEqual([]);
  expect((await change(password)).status).toBe(200);
  const { text } = await letterAbout(email, 'was changed');
  expect(text).not.toContain(chosen);
});

test('another role and state are told to whom they concern, and nothing of who changed them', async () => {
  const admin = await seededVisitor('admin');
  const { email, user } = await member();
  const change = (body: object) =>
    admin.send('PATCH', `/api/admin/users/${user.id}`, body, { 'user-agent': firefox });
  for (const body of [
    { role: 'support' },
    { role: 'support' },
    { disabled: { reason: 'A reason for staff alone' } },
    { disabled: null },
    { disabled: null },
  ]) {
    expect((await change(body)).status).toBe(200);
  }
  await lettersSettled(email);
  expect(await templatesTo(email)).toEqual(['role-changed', 'account-disabled', 'account-enabled']);
  const letters = (await cloud.inbox(email)).map(({ text, html }) => text + html);
  expect(letters).toHaveLength(3);
  expect(letters.join()).not.toMatch(/admin@example|Firefox|A reason for staff/);
});
