import { expect, test } from 'vitest';
import { digestToken } from '#core/one-time-token.ts';
import { letterAfter, lettersSettled } from '#tests/support/letters.ts';
import { refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  newestLetter,
  registeredAddress,
  siteUrl,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

const verify = (body: Record<string, unknown>) => new Visitor().post('/api/email/verify', body);

test('TOKEN-01 a link works once, and its code dies with it', async () => {
  const { email, password } = await registeredAddress();
  const { token, code } = await verificationLetter(email);
  const first = await verify({ token });
  expect([first.status, await first.json()]).toEqual([200, { status: 'verified' }]);
  expect(await refusalOf(await verify({ token }))).toEqual([400, 'token_invalid']);
  expect(await refusalOf(await verify({ email, code }))).toEqual([400, 'token_invalid']);
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('TOKEN-01 a code works once, with blanks and hyphens too, and its link dies with it', async () => {
  const { email } = await registeredAddress();
  const { token, code } = await verificationLetter(email);
  const typed = `${code.slice(0, 4)} - ${code.slice(4)}`;
  expect((await verify({ email: email.toUpperCase(), code: typed })).status).toBe(200);
  expect(await refusalOf(await verify({ email, code }))).toEqual([400, 'token_invalid']);
  expect(await refusalOf(await verify({ token }))).toEqual([400, 'token_invalid']);
});

test('TOKEN-02 a link and a code end 24 hours after they were sent, and a new letter helps', async () => {
  const { email } = await registeredAddress();
  const { token, code } = await verificationLetter(email);
  const [row] = await cloud.sql(
    `select extract(epoch from expires_at - created_at)::int as seconds from one_time_tokens
      where email_normalised = $1`,
    [email],
  );
  expect(row?.seconds).toBe(86_400);
  await age(email, '24 hours');
  expect(await refusalOf(await verify({ token }))).toEqual([410, 'token_expired']);
  expect(await refusalOf(await verify({ email, code }))).toEqual([410, 'token_expired']);
  await new Visitor().post('/api/email/verification', { email });
  await letterAfter(email, 1);
  const next = await verificationLetter(email);
  expect((await verify({ token: next.token })).status).toBe(200);
});

test('a letter asked for again, where several registered, confirms none of their passwords', async () => {
  const { email, password } = await registeredAddress();
  const later = async () => {
    await lettersSettled(email);
    await cloud.sql(
      "update outbox set created_at = created_at - interval '61 seconds' where recipient = $1",
      [email],
    );
  };
  await later();
  await new Visitor().post('/api/register', { email, password: `${password} of a stranger` });
  await later();
  await new Visitor().post('/api/email/verification', { email });
  await letterAfter(email, 2);
  const { token } = await verificationLetter(email);
  const answer = await verify({ token });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { status: 'verified', passwordNeeded: true },
  ]);
  for (const one of [password, `${password} of a stranger`]) {
    expect((await new Visitor().signIn(email, one)).status).toBe(401);
  }
});

test('TOKEN-03 a mail scanner that opens the link changes nothing and gets nothing', async () => {
  const { email } = await registeredAddress();
  const { token } = await verificationLetter(email);
  const agents = ['Barracuda Sentinel (EE)', 'BingPreview/1.0b', 'Mimecast', 'Slackbot', 'curl/8'];
  for (const agent of agents) {
    for (const method of ['GET', 'HEAD']) {
      const scanner = new Visitor();
      const headers = {
        'user-agent': agent,
        purpose: 'prefetch',
        'sec-purpose': 'prefetch;prerender',
      };
      const answer = await scanner.fetch(`/verify-email?token=${token}`, { method, headers });
      expect(answer.status).toBe(200);
      expect(scanner.session).toBeUndefined();
      const api = await scanner.fetch(`/api/email/verify?token=${token}`, { method, headers });
      expect(api.status).toBe(405);
    }
  }
  expect((await verify({ token })).status).toBe(200);
});

test('TOKEN-04 a token is for its own address and purpose, a code for its own address', async () => {
  const [one, two] = [await registeredAddress(), await registeredAddress()];
  const { token, code } = await verificationLetter(one.email);
  expect(await refusalOf(await verify({ email: two.email, code }))).toEqual([400, 'token_invalid']);
  expect(await refusalOf(await verify({ token, email: two.email }))).toEqual([
    422,
    'invalid_input',
  ]);
  for (const purpose of ['reset_password', 'change_email']) {
    await cloud.sql(
      'update one_time_tokens set purpose = $2::token_purpose where email_normalised = $1',
      [one.email, purpose],
    );
    expect(await refusalOf(await verify({ token }))).toEqual([400, 'token_invalid']);
    expect(await refusalOf(await verify({ email: one.email, code }))).toEqual([
      400,
      'token_invalid',
    ]);
  }
  const [row] = await cloud.sql('select email_verified_at from users where email = $1', [
    two.email,
  ]);
  expect(row).toEqual({ email_verified_at: null });
});

test('a token that was issued for an address does not confirm another that its user took since', async () => {
  const { email } = await registeredAddress();
  const { token } = await verificationLetter(email);
  const other = freshAddress();
  await cloud.sql('update users set email = $2, email_normalised = $2 where email = $1', [
    email,
    other,
  ]);
  expect(await refusalOf(await verify({ token }))).toEqual([400, 'token_invalid']);
});

test('TOKEN-06 no header of the request reaches the links in a letter', async () => {
  const email = freshAddress();
  const evil = {
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'https',
    'x-host': 'evil.test',
  };
  const answer = await new Visitor().fetch('/api/register', {
    method: 'POST',
    headers: {
      ...evil,
      'content-type': 'application/json',
      forwarded: 'host=evil.test;proto=https',
      'x-original-host': 'evil.test',
      'x-forwarded-server': 'evil.test',
      referer: 'https://evil.test/',
    },
    body: JSON.stringify({ email, password: 'quiet harbour under seven moons' }),
  });
  expect(answer.status).toBe(202);
  const letter = await newestLetter(email);
  const whole = JSON.stringify(letter);
  expect(whole).not.toContain('evil.test');
  const links = [...letter.html.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !link.startsWith(`${siteUrl}/`) && link !== siteUrl)).toEqual([]);
});

test('TOKEN-07 the database holds digests alone, and what it holds opens nothing', async () => {
  const { email } = await registeredAddress();
  const { token, code } = await verificationLetter(email);
  await lettersSettled(email);
  const [row] = await cloud.sql(
    'select token_digest, code_digest from one_time_tokens where email_normalised = $1',
    [email],
  );
  expect(row?.token_digest).toBe(await digestToken(token));
  for (const stored of [row?.token_digest, row?.code_digest]) {
    expect(await refusalOf(await verify({ token: stored }))).toEqual([400, 'token_invalid']);
  }
  for (const table of ['users', 'one_time_tokens', 'outbox', 'audit_events']) {
    const rows = JSON.stringify(await cloud.sql(`select * from ${table}`));
    expect(rows.includes(token) || rows.includes(code), table).toBe(false);
  }
});

test('ten wrong codes end a code, and the link of the same letter still works', async () => {
  const { email } = await registeredAddress();
  const { token, code } = await verificationLetter(email);
  const wrong = code === '00000000' ? '00000001' : '00000000';
  for (let tries = 0; tries < 10; tries += 1) {
    const answer = await verify({ email, code: wrong });
    expect(await refusalOf(answer)).toEqual([400, 'token_invalid']);
  }
  expect(await refusalOf(await verify({ email, code }))).toEqual([400, 'token_invalid']);
  expect((await verify({ token })).status).toBe(200);
});

test('texts that cannot be tokens are refused as wrong ones are', async () => {
  const texts = [
    '',
    'x',
    'x'.repeat(43),
    'x'.repeat(44),
    "' or 1=1 --",
    '../../etc',
    '💥'.repeat(20),
  ];
  for (const token of texts) {
    expect(await refusalOf(await verify({ token })), token).toEqual([400, 'token_invalid']);
  }
});

test('another letter is sent on request, at most one a minute, and to unconfirmed addresses only', async () => {
  const pending = await registeredAddress();
  const verified = await verifiedVisitor();
  const unknown = freshAddress();
  await verificationLetter(pending.email);
  const ask = async (email: string) => {
    const answer = await new Visitor().post('/api/email/verification', { email });
    return [answer.status, (await answer.text()).replace(email, 'ADDRESS')];
  };
  const expected = [202, '{"status":"verification_pending","email":"ADDRESS"}'];
  for (const { email } of [pending, verified, { email: unknown }]) {
    expect(await ask(email)).toEqual(expected);
  }
  await age(pending.email, '61 seconds');
  expect(await ask(pending.email)).toEqual(expected);
  await letterAfter(pending.email, 1);
  expect(await cloud.inbox(pending.email)).toHaveLength(2);
  expect(await cloud.inbox(verified.email)).toHaveLength(1);
  expect(await cloud.inbox(unknown)).toEqual([]);
});

/** Makes tokens and letters of an address older, as if that much time had gone by. */
async function age(email: string, interval: string): Promise<void> {
  await cloud.sql(
    `update one_time_tokens set created_at = created_at - $2::interval,
      expires_at = expires_at - $2::interval where email_normalised = $1`,
    [email, interval],
  );
  await cloud.sql(
    'update outbox set created_at = created_at - $2::interval where recipient_normalised = $1',
    [email, interval],
  );
}
