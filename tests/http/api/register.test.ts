import { expect, test } from 'vitest';
import { letterAfter, lettersSettled } from '#tests/support/letters.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  newestLetter,
  registeredAddress,
  siteUrl,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

const register = (fields: Record<string, unknown>) =>
  new Visitor().post('/api/register', { password: goodPassword, ...fields });

test('REG-01 new, unverified and verified addresses get one answer; an owner is told by letter', async () => {
  const verified = await verifiedVisitor();
  const unverified = await registeredAddress();
  const rest = await Promise.all(
    [freshAddress(), unverified.email, verified.email].map(async (email) => {
      const answer = await register({ email });
      const text = (await answer.text()).replace(email, 'ADDRESS');
      return { status: answer.status, text, names: [...answer.headers.keys()].sort() };
    }),
  );
  expect(rest[0]?.status).toBe(202);
  expect(rest[0]?.text).toBe('{"status":"verification_pending","email":"ADDRESS"}');
  expect(rest[0]?.names).not.toContain('set-cookie');
  expect(rest[1]).toEqual(rest[0]);
  expect(rest[2]).toEqual(rest[0]);
  const notice = await letterAfter(verified.email, 1);
  expect(notice.text).toContain(`${siteUrl}/sign-in`);
  expect(notice.text).not.toContain('verify-email');
  expect(await usersOf(verified.email)).toHaveLength(1);
  // Nothing of the owner's account has changed.
  expect((await new Visitor().signIn(verified.email, verified.password)).status).toBe(200);
});

test('a stranger’s registration of a verified address does not change its password', async () => {
  const { email, password } = await verifiedVisitor();
  const other = 'a stranger chose these words';
  expect((await register({ email, password: other, name: 'Stranger' })).status).toBe(202);
  expect((await new Visitor().signIn(email, other)).status).toBe(401);
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
  expect(await usersOf(email)).toMatchObject([{ name: null }]);
});

test('REG-02 an address is one account whatever its spelling', async () => {
  const email = freshAddress();
  const shouted = email.toUpperCase();
  expect((await register({ email: shouted })).status).toBe(202);
  expect((await register({ email })).status).toBe(202);
  const { token } = await verificationLetter(`${shouted.split('@')[0]}@example.test`);
  expect((await new Visitor().post('/api/email/verify', { token })).status).toBe(200);
  for (const spelling of [email, shouted]) {
    expect((await new Visitor().signIn(spelling, goodPassword)).status).toBe(200);
  }
  expect(await usersOf(email)).toHaveLength(1);
});

test('REG-04 lists, comments, quotes and literals are no addresses, and nobody gets a letter', async () => {
  const x = `x-${crypto.randomUUID()}.test`;
  const addresses = [
    `a@${x},b@evil.test`,
    `"e@evil.test"@${x}`,
    `"e@evil.test x"@${x}`,
    `"user"@${x}(c)evil.test`,
    `<a@${x}>b@evil.test`,
    `a@${x}(b@evil.test)`,
    `a@${x} b@evil.test`,
    `a@${x}\r\nBcc: b@evil.test`,
    `a@${x}%0ab@evil.test`,
    `b%evil.test@${x}`,
    `b!evil.test@${x}`,
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@localhost',
    `a;b@evil.test@${x}`,
    `Name <b@evil.test>`,
    `a@evil.test\u2028b@${x}`,
    `а@${x}`,
  ];
  for (const path of ['/api/register', '/api/email/verification']) {
    const visitor = new Visitor();
    for (const email of addresses) {
      const body = path === '/api/register' ? { email, password: goodPassword } : { email };
      const { status, errors } = await problemOf(await visitor.post(path, body));
      expect([status, errors?.[0]?.field, errors?.[0]?.code], email).toEqual([
        422,
        'email',
        'invalid_email',
      ]);
    }
  }
  const letters = await cloud.inbox();
  expect(
    letters.filter(({ to }) => to.some((one) => /evil\.test$|@localhost$|@\[?127\.0/.test(one))),
  ).toEqual([]);
});

test('REG-08 a registration cannot give itself a role, a confirmation, an id or a date', async () => {
  const email = freshAddress();
  const extras = ['role', 'emailVerified', 'email_verified_at', 'id', 'createdAt', 'passwordHash'];
  for (const field of [...extras, 'constructor', 'prototype', 'disabled', 'image']) {
    const { errors } = await problemOf(await register({ email, [field]: 'admin' }));
    expect(errors?.map((error) => [error.field, error.code])).toEqual([[field, 'unknown_field']]);
  }
  expect(await usersOf(email)).toEqual([]);
  await register({ email });
  expect(await usersOf(email)).toMatchObject([{ role: 'user', email_verified_at: null }]);
});

test('REG-09 no body reaches the prototype of all objects', async () => {
  const email = freshAddress();
  const poisons = [
    `"__proto__":{"role":"admin","polluted":1}`,
    `"constructor":{"prototype":{"polluted":1}}`,
    `"__proto__":["polluted"]`,
    `"__proto__":null`,
  ];
  for (const path of [
    '/api/register',
    '/api/sign-in',
    '/api/email/verification',
    '/api/email/verify',
  ]) {
    for (const poison of poisons) {
      const answer = await new Visitor().fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"email":"${email}","password":"${goodPassword}","token":"x",${poison}}`,
      });
      expect(answer.status, `${path} ${poison}`).toBe(422);
      await problemOf(answer);
    }
  }
  const canary = await (await new Visitor().post('/api/sign-in', {})).text();
  expect(canary).not.toContain('polluted');
  expect(await usersOf(email)).toEqual([]);
});

test('MAIL-04 a registration sent twice within a second is one letter with one key', async () => {
  const email = freshAddress();
  const visitor = new Visitor();
  const fields = { email, password: goodPassword };
  await Promise.all([1, 2].map(() => visitor.post('/api/register', fields)));
  await visitor.post('/api/email/verification', { email });
  await newestLetter(email);
  await lettersSettled(email);
  const letters = await cloud.inbox(email);
  expect(letters).toHaveLength(1);
  const rows = await cloud.sql('select id, attempts from outbox where recipient = $1', [email]);
  expect(rows).toEqual([{ id: letters[0]?.idempotencyKey, attempts: 1 }]);
});

test('the second password of an unverified address counts once its own letter is confirmed', async () => {
  const { email } = await registeredAddress('the words of the first visitor');
  await verificationLetter(email);
  await cloud.sql(
    "update outbox set created_at = created_at - interval '2 minutes' where recipient = $1",
    [email],
  );
  await register({ email, password: 'the words of the second visitor' });
  await letterAfter(email, 1);
  const { token } = await verificationLetter(email);
  expect((await new Visitor().post('/api/email/verify', { token })).status).toBe(200);
  const first = await new Visitor().signIn(email, 'the words of the first visitor');
  expect(await refusalOf(first)).toEqual([401, 'invalid_credentials']);
  const second = await new Visitor().signIn(email, 'the words of the second visitor');
  expect(second.status).toBe(200);
});

function usersOf(email: string) {
  return cloud.sql('select role, email_verified_at, name from users where email_normalised = $1', [
    email.toLowerCase(),
  ]);
}
