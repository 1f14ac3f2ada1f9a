import { beforeEach, expect, test } from 'vitest';
import { limits } from '#core/limits.ts';
import { digestToken } from '#core/one-time-token.ts';
import { currentOf, holding, member } from '#tests/support/held-sessions.ts';
import { lettersSettled, resetTokenOf } from '#tests/support/letters.ts';
import { fillLimit, untilWindowHasRoom } from '#tests/support/limits.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  registeredAddress,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

beforeEach(untilWindowHasRoom);

const chosen = 'seven harbours under a quiet moon';

const reset = (token: unknown, password: unknown = chosen, visitor = new Visitor()) =>
  visitor.post('/api/password/reset', { token, password });

/** Asks for a link and gives the token of its letter. */
async function forgotten(email: string, before = 0): Promise<string> {
  const answer = await new Visitor().post('/api/password/forgot', { email });
  expect(answer.status).toBe(202);
  return resetTokenOf(email, before);
}

const invalid = [400, 'token_invalid'];

test('a reset signs out everywhere, signs nobody in, tells the owner, and the new password works', async () => {
  const { visitor, email, password } = await verifiedVisitor();
  const { session } = await currentOf(visitor);
  const resetter = new Visitor();
  const answer = await reset(await forgotten(email), chosen, resetter);

  expect([answer.status, await answer.json()]).toEqual([200, { status: 'reset' }]);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(resetter.session).toBeUndefined();
  await expect
    .poll(async () => (await holding(visitor.session).fetch('/api/current')).status, {
      timeout: 5000,
    })
    .toBe(401);
  const ended = await cloud.sql('select end_reason from sessions where id = $1', [session.id]);
  expect(ended).toEqual([{ end_reason: 'password_reset' }]);
  expect(await refusalOf(await new Visitor().signIn(email, password))).toEqual([
    401,
    'invalid_credentials',
  ]);
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
  await lettersSettled(email);
  const templates = await cloud.sql(
    "select template from outbox where recipient_normalised = $1 and template like 'password-%'",
    [email],
  );
  expect(templates).toEqual([{ template: 'password-reset' }]);
  const [notice] = await cloud.inbox(email);
  expect(`${notice?.html}${notice?.text}`).not.toContain(chosen);
});

test('TOKEN-01 a link works once', async () => {
  const { email } = await member();
  const token = await forgotten(email);
  expect((await reset(token)).status).toBe(200);
  expect(await refusalOf(await reset(token, 'another one that is long enough'))).toEqual(invalid);
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
});

test('TOKEN-02 a link ends an hour after it was sent', async () => {
  const { email, password } = await member();
  const token = await forgotten(email);
  const [row] = await cloud.sql(
    `select extract(epoch from expires_at - created_at)::int as seconds from one_time_tokens
     where email_normalised = $1`,
    [email],
  );
  expect(row?.seconds).toBe(3600);
  await cloud.sql(
    `update one_time_tokens
     set created_at = created_at - interval '1 hour', expires_at = expires_at - interval '1 hour'
     where email_normalised = $1`,
    [email],
  );
  expect(await refusalOf(await reset(token))).toEqual([410, 'token_expired']);
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('TOKEN-03 a mail scanner that opens the link changes nothing and gets nothing', async () => {
  const { email } = await member();
  const token = await forgotten(email);
  const agents = ['Barracuda Sentinel (EE)', 'BingPreview/1.0b', 'Mimecast', 'Slackbot', 'curl/8'];
  for (const agent of agents) {
    for (const method of ['GET', 'HEAD']) {
      const scanner = new Visitor();
      const headers = { 'user-agent': agent, 'sec-purpose': 'prefetch;prerender' };
      const answer = await scanner.fetch(`/reset-password?token=${token}`, { method, headers });
      expect(answer.status).toBe(200);
      expect([...scanner.cookies.keys()]).toEqual([]);
      const api = await scanner.fetch(`/api/password/reset?token=${token}`, { method, headers });
      expect(api.status).toBe(405);
    }
  }
  expect((await reset(token)).status).toBe(200);
});

test('TOKEN-04 a link is for its own account and purpose', async () => {
  const [one, two] = [await registeredAddress(), await member()];
  const verification = (await verificationLetter(one.email)).token;
  expect(await refusalOf(await reset(verification))).toEqual(invalid);
  const token = await forgotten(two.email);
  const verify = await new Visitor().post('/api/email/verify', { token });
  expect(await refusalOf(verify)).toEqual(invalid);
  const mixed = { token, password: chosen, email: one.email };
  expect(await refusalOf(await new Visitor().post('/api/password/reset', mixed))).toEqual([
    422,
    'invalid_input',
  ]);
  expect((await reset(token)).status).toBe(200);
  expect((await new Visitor().signIn(one.email, chosen)).status).toBe(401);
});

test('TOKEN-07 the database holds a digest alone, and what it holds resets nothing', async () => {
  const { email } = await member();
  const token = await forgotten(email);
  await lettersSettled(email);
  const [row] = await cloud.sql(
    'select token_digest from one_time_tokens where email_normalised = $1',
    [email],
  );
  expect(row?.token_digest).toBe(await digestToken(token));
  expect(await refusalOf(await reset(row?.token_digest))).toEqual(invalid);
  for (const table of ['users', 'one_time_tokens', 'outbox', 'audit_events']) {
    const rows = JSON.stringify(await cloud.sql(`select * from ${table}`));
    expect(rows.includes(token), table).toBe(false);
  }
});

test('a newer link ends the older one', async () => {
  const { email } = await member();
  const older = await forgotten(email);
  await cloud.sql(
    "update outbox set created_at = created_at - interval '61 seconds' where recipient_normalised = $1",
    [email],
  );
  const newer = await forgotten(email, 1);
  expect(await refusalOf(await reset(older))).toEqual(invalid);
  expect((await reset(newer)).status).toBe(200);
});

test('a refused password leaves the link good', async () => {
  const { email } = await member();
  const token = await forgotten(email);
  const cases = [
    ['too short', 'password_too_short'],
    ['passwordpassword', 'password_too_common'],
    ['gatehouse2026gatehouse', 'password_too_similar'],
    [email.replace('@', ' at '), 'password_too_similar'],
  ] as const;
  for (const [weak, code] of cases) {
    const { status, code: found, errors } = await problemOf(await reset(token, weak));
    expect([status, found, errors?.[0]?.field], weak).toEqual([422, code, 'password']);
  }
  expect((await reset(token)).status).toBe(200);
});

for (const repeat of [1, 2, 3, 4, 5]) {
  test(`RACE-03 one link used ten times at once has one winner and one password (${repeat})`, async () => {
    const { email } = await member();
    await oneWinner(email, 10);
  });
}

test('RACE-03 fifty at once: those who find the queue full come again, and one wins', async () => {
  const { email } = await member();
  await oneWinner(email, 50);
});

/** Uses one link with so many passwords at once, and holds the outcome to one of them. */
async function oneWinner(email: string, times: number) {
  const token = await forgotten(email);
  const passwords = Array.from({ length: times }, (_, at) => `${chosen} of number ${at}`);
  const answers = await Promise.all(passwords.map((password) => reset(token, password)));
  const won = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []));
  expect(won).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expect(['400 token_invalid', '503 busy']).toContain((await refusalOf(answer)).join(' '));
  }
  expect((await new Visitor().signIn(email, passwords[won[0] ?? 0] ?? '')).status).toBe(200);
  await lettersSettled(email);
  const notices = await cloud.sql(
    "select id from outbox where recipient_normalised = $1 and template = 'password-reset'",
    [email],
  );
  expect(notices).toHaveLength(1);
}

test('LINK-02 whoever registered the address before, or is signed in, has nothing after the reset', async () => {
  const { email, password } = await registeredAddress();
  const theirs = await verificationLetter(email);
  const token = await forgotten(email);

  expect((await reset(token)).status).toBe(200);

  expect((await new Visitor().signIn(email, password)).status).toBe(401);
  for (const proof of [{ token: theirs.token }, { email, code: theirs.code }]) {
    expect(await refusalOf(await new Visitor().post('/api/email/verify', proof))).toEqual(invalid);
  }
  // The link came to the mailbox, so that using it has confirmed the address as well.
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
  const stolen = await member();
  await reset(await forgotten(stolen.email));
  const write = await stolen.visitor.send('DELETE', '/api/sessions?scope=others');
  expect(await refusalOf(write)).toEqual([401, 'session_revoked']);
});

test('a reset frees an address that guesses have shut', async () => {
  const { email, password } = await member();
  for (let tries = 0; tries < limits['sign-in-address'].quota; tries += 1) {
    await new Visitor().signIn(email, 'not the password of anybody');
  }
  expect((await new Visitor().signIn(email, password)).status).toBe(429);
  expect((await reset(await forgotten(email))).status).toBe(200);
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
});

test('one visitor may try so many links, and dead ones cost no hash', async () => {
  const visitor = new Visitor();
  await fillLimit('reset-ip', visitor);
  const answer = await reset('x'.repeat(43), chosen, visitor);
  expect(await refusalOf(answer)).toEqual([429, 'too_many_attempts']);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
});
