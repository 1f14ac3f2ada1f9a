import { beforeEach, expect, test } from 'vitest';
import { limits } from '#core/limits.ts';
import { digestToken } from '#core/one-time-token.ts';
import { member } from '#tests/support/held-sessions.ts';
import { lettersSettled, resetTokenOf } from '#tests/support/letters.ts';
import { fillLimit, untilWindowHasRoom } from '#tests/support/limits.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import { cloud, freshAddress, registeredAddress, siteUrl, Visitor } from '#tests/support/site.ts';

beforeEach(untilWindowHasRoom);

const forget = (email: string, visitor = new Visitor()) =>
  visitor.post('/api/password/forgot', { email });

/** An account with Google alone. */
async function withGoogleAlone() {
  const { email, user } = await member();
  await cloud.sql('update users set password_hash = null where id = $1', [user.id]);
  await cloud.sql(
    "insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oidc', 'google', $2)",
    [user.id, crypto.randomUUID()],
  );
  return email;
}

async function disabled() {
  const { email, user } = await member();
  await cloud.sql(
    "update users set disabled_at = now(), disabled_reason = 'a test' where id = $1",
    [user.id],
  );
  return email;
}

test('TOKEN-14 every kind of address gets the same answer, and its own letter or none', async () => {
  const kinds: [kind: string, email: string, templates: string[]][] = [
    ['known', (await member()).email, ['reset-password']],
    ['unverified', (await registeredAddress()).email, ['reset-password', 'verify-email']],
    ['with Google alone', await withGoogleAlone(), ['no-password']],
    ['disabled', await disabled(), []],
    ['unknown', freshAddress(), []],
  ];
  const seen: unknown[] = [];
  for (const [kind, email, templates] of kinds) {
    const visitor = new Visitor();
    const answer = await forget(email, visitor);
    const names = [...answer.headers.keys()].sort();
    seen.push({ status: answer.status, body: (await answer.text()).replace(email, ''), names });
    expect([...visitor.cookies.keys()], kind).toEqual([]);
    await lettersSettled(email);
    const rows = await cloud.sql(
      'select template from outbox where recipient_normalised = $1 order by template',
      [email],
    );
    expect(
      rows.map(({ template }) => template),
      kind,
    ).toEqual(templates);
  }
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(seen[0]).toMatchObject({ status: 202, body: '{"status":"reset_pending","email":""}' });
});

test('TOKEN-06 no header of the request reaches the link in the letter', async () => {
  const { email } = await member();
  const answer = await new Visitor().fetch('/api/password/forgot', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-host': 'evil.test',
      'x-forwarded-proto': 'https',
      'x-host': 'evil.test',
      forwarded: 'host=evil.test;proto=https',
      'x-original-host': 'evil.test',
      referer: 'https://evil.test/',
    },
    body: JSON.stringify({ email }),
  });
  expect(answer.status).toBe(202);
  await resetTokenOf(email);
  const [letter] = await cloud.inbox(email);
  expect(JSON.stringify(letter)).not.toContain('evil.test');
  const links = [...(letter?.html ?? '').matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !link.startsWith(`${siteUrl}/`) && link !== siteUrl)).toEqual([]);
});

test('MAIL-04 RACE-14 a form that is sent many times at once sends one letter', async () => {
  for (let repeat = 0; repeat < 5; repeat += 1) {
    const { email, user } = await member();
    const answers = await Promise.all(Array.from({ length: 10 }, () => forget(email)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
    await lettersSettled(email);
    const letters = await cloud.inbox(email);
    expect(letters).toHaveLength(1);
    const tokens = await cloud.sql('select token_digest from one_time_tokens where user_id = $1', [
      user.id,
    ]);
    expect(tokens).toEqual([{ token_digest: await digestToken(await resetTokenOf(email)) }]);
  }
});

test('an address gets five letters in an hour, whoever asks, and the answer stays the same', async () => {
  const { email } = await member();
  const bodies: string[] = [];
  for (let round = 0; round < 7; round += 1) {
    bodies.push(await (await forget(email)).text());
    await lettersSettled(email);
    await cloud.sql(
      "update outbox set created_at = created_at - interval '61 seconds' where recipient_normalised = $1",
      [email],
    );
  }
  expect(new Set(bodies).size).toBe(1);
  expect(await cloud.inbox(email)).toHaveLength(5);
});

test('one visitor may ask so often in an hour, known and unknown addresses alike', async () => {
  const visitor = new Visitor();
  await fillLimit('forgot-ip', visitor);
  const answers = [];
  for (const email of [(await member()).email, freshAddress()]) {
    const answer = await forget(email, visitor);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    answers.push(await problemOf(answer));
  }
  expect(answers[0]).toMatchObject({ status: 429, code: 'too_many_attempts' });
  expect(answers[1]).toMatchObject({ status: 429, code: 'too_many_attempts' });
  expect(limits['forgot-ip'].quota).toBe(30);
});

test('what is no address is refused by its field', async () => {
  expect(await refusalOf(await forget('nobody'))).toEqual([422, 'invalid_input']);
  const more = { email: freshAddress(), callbackUrl: 'https://evil.test/' };
  const answer = await new Visitor().post('/api/password/forgot', more);
  expect(await problemOf(answer)).toMatchObject({
    status: 422,
    errors: [{ field: 'callbackUrl', code: 'unknown_field' }],
  });
});
