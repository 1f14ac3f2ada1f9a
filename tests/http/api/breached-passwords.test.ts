import { expect, test } from 'vitest';
import { demonstrationPasswords } from '#local/cloud/breaches/demonstration-passwords.ts';
import { withFault, within } from '#tests/support/faults.ts';
import { problemOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  siteUrl,
  Visitor,
  verifiedVisitor,
} from '#tests/support/site.ts';

const [breached] = demonstrationPasswords;

const register = (email: string, password: string) =>
  new Visitor().post('/api/register', { email, password });

/** The moments that the account of an address keeps of its password. */
async function marksOf(email: string) {
  const [row] = await cloud.sql(
    `select password_checked_at is not null as checked, password_breached_at is not null as breached
     from users where email = $1`,
    [email],
  );
  return row;
}

test.each(demonstrationPasswords)(
  'CRED-10 a breached password is refused at its field: %j',
  async (password) => {
    const email = freshAddress();

    const { status, code, errors } = await problemOf(await register(email, password));

    expect([status, code]).toEqual([422, 'password_breached']);
    expect(errors).toMatchObject([{ field: 'password', code: 'password_breached' }]);
    expect(await marksOf(email)).toBeUndefined();
  },
);

test('a registration asks for one range, and keeps that its password was looked up', async () => {
  const email = freshAddress();
  const before = (await cloud.counters()).breaches.requests;

  expect((await register(email, goodPassword)).status).toBe(202);

  expect((await cloud.counters()).breaches.requests).toBe(before + 1);
  expect(await marksOf(email)).toEqual({ checked: true, breached: false });
});

test('CRED-10 a change of password takes no breached one', async () => {
  const { visitor, password } = await verifiedVisitor();
  const change = { currentPassword: password, newPassword: breached };

  const refused = await problemOf(await visitor.post('/api/password/change', change));

  expect([refused.status, refused.code]).toEqual([422, 'password_breached']);
  expect(refused.errors?.[0]?.field).toBe('newPassword');
  expect((await visitor.fetch('/api/current')).status).toBe(200);
});

test.each([
  { mode: 'down' },
  { mode: 'error' },
  { mode: 'limited' },
  { mode: 'slow', latencyMs: 8_000 },
] as const)(
  'while the list is $mode, passwords pass and are looked up at the next sign-in',
  async (fault) => {
    const email = freshAddress();
    await withFault('breaches', fault, async () => {
      expect((await within(4_000, register(email, breached))).status).toBe(202);
      expect(await marksOf(email)).toEqual({ checked: false, breached: false });
      await cloud.sql('update users set email_verified_at = now() where email = $1', [email]);
      const answer = await within(3_000, new Visitor().signIn(email, breached));
      expect(answer.status).toBe(200);
      expect(await answer.json()).not.toHaveProperty('notices');
    });

    const answer = await new Visitor().signIn(email, breached);

    expect((await answer.json()).notices).toEqual(['password_breached']);
    expect(await marksOf(email)).toEqual({ checked: true, breached: true });
  },
);

test('an account with a breached password is asked to change it until that is done', async () => {
  const { email, password } = await verifiedVisitor();
  await cloud.sql('update users set password_breached_at = now() where email = $1', [email]);
  await withFault('breaches', { mode: 'down' }, async () => {
    const visitor = new Visitor();
    expect((await (await visitor.signIn(email, password)).json()).notices).toEqual([
      'password_breached',
    ]);
    expect(await (await visitor.fetch('/account')).text()).toContain('data breach');
    const page = await visitor.fetch('/account/security?returnTo=/account/sessions');
    const html = await page.text();
    expect(html).toContain('Please choose a new password');
    expect(html).toMatch(/href="\/account\/sessions"[^>]*>Later</);

    const change = { currentPassword: password, newPassword: 'velvet umbra quinoa fjord' };
    expect((await visitor.post('/api/password/change', change)).status).toBe(200);

    expect(await (await visitor.fetch('/account')).text()).not.toContain('data breach');
    expect(await marksOf(email)).toEqual({ checked: false, breached: false });
  });
});

test('a look at the account page costs no question to the database', async () => {
  const { visitor } = await verifiedVisitor();
  await visitor.fetch('/account');
  const before = (await cloud.counters()).database.requests;

  expect((await visitor.fetch('/account')).status).toBe(200);

  expect((await cloud.counters()).database.requests).toBe(before);
});

test('the strength of a password is measured without a word of it kept or passed on', async () => {
  const visitor = new Visitor();
  const measure = (body: object) => visitor.post('/api/password/strength', body);
  const before = await cloud.counters();

  const strong = await measure({ password: 'lantern orbit velvet canyon', email: '', name: '' });

  expect(strong.status).toBe(200);
  expect(await strong.json()).toEqual({ strength: 'strong', advice: 'keep', missing: 0 });
  expect(await (await measure({ password: 'short' })).json()).toEqual({
    strength: 'too_short',
    advice: 'longer',
    missing: 10,
  });
  expect((await measure({})).status).toBe(422);
  expect((await measure({ password: 'x', role: 'admin' })).status).toBe(422);
  const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
  expect((await visitor.post('/api/password/strength', { password: 'x' }, foreign)).status).toBe(
    403,
  );
  const after = await cloud.counters();
  expect(after.breaches.requests).toBe(before.breaches.requests);
  expect(after.database.requests).toBe(before.database.requests);
});

test('password managers and people are told the same minimum', async () => {
  const html = await (await fetch(`${siteUrl}/register`)).text();
  const [input = ''] = html.match(/<input[^>]*name="password"[^>]*>/) ?? [];

  expect(input).toContain('autoComplete="new-password"');
  expect(input).toContain('passwordrules="minlength: 15;"');
  expect(html).toContain('At least 15 characters.');
});
