import { expect, test } from 'vitest';
import { lettersSettled } from '#tests/support/letters.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  registeredAddress,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

/** Sends as many requests at once, each from a visitor of its own. */
function atOnce(times: number, send: (visitor: Visitor) => Promise<Response>): Promise<Response[]> {
  return Promise.all(Array.from({ length: times }, () => send(new Visitor())));
}

for (const repeat of [1, 2, 3, 4, 5]) {
  test(`RACE-01 eight registrations of one address at once make one account and one letter (${repeat})`, async () => {
    const email = freshAddress();
    const body = { email, password: goodPassword };
    const answers = await atOnce(8, (visitor) => visitor.post('/api/register', body));
    const texts = await Promise.all(
      answers.map(async (one) => `${one.status} ${await one.text()}`),
    );
    expect(new Set(texts)).toEqual(
      new Set([`202 {"status":"verification_pending","email":"${email}"}`]),
    );
    await oneAccountWithOneLetter(email);
  });
}

test('RACE-01 fifty at once: those who find the queue full are asked to come again, the rest is one account', async () => {
  const email = freshAddress();
  const body = { email, password: goodPassword };
  const answers = await atOnce(50, (visitor) => visitor.post('/api/register', body));
  const refused = answers.filter(({ status }) => status !== 202);
  for (const answer of refused) {
    expect(await problemOf(answer)).toMatchObject({ status: 503, code: 'busy', retryAfter: 5 });
  }
  expect(answers.length - refused.length).toBeGreaterThan(20);
  await oneAccountWithOneLetter(email);
});

test('RACE-01 spellings of one address at once are one account', async () => {
  const email = freshAddress();
  const spellings = [email, email.toUpperCase(), email.replace('visitor', 'Visitor'), ` ${email}`];
  await Promise.all(
    spellings.map((spelling) =>
      new Visitor().post('/api/register', { email: spelling, password: goodPassword }),
    ),
  );
  await oneAccountWithOneLetter(email);
});

test('RACE-04 one link confirmed fifty times at once has one effect', async () => {
  const { email, password } = await registeredAddress();
  const { token } = await verificationLetter(email);
  const answers = await atOnce(50, (visitor) => visitor.post('/api/email/verify', { token }));
  await oneConfirmed(email, answers);
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('RACE-04 link and code confirmed at once have one effect', async () => {
  const { email } = await registeredAddress();
  const { token, code } = await verificationLetter(email);
  const bodies = [
    { token },
    { email, code },
    { token },
    { email, code },
    { token },
    { email, code },
  ];
  const answers = await Promise.all(
    bodies.map((body) => new Visitor().post('/api/email/verify', body)),
  );
  await oneConfirmed(email, answers);
});

test('RACE-04 ten tries of a code are ten tries, however many come at once', async () => {
  const { email } = await registeredAddress();
  const { code } = await verificationLetter(email);
  const wrong = code === '00000000' ? '00000001' : '00000000';
  const answers = await atOnce(20, (visitor) =>
    visitor.post('/api/email/verify', { email, code: wrong }),
  );
  for (const answer of answers) expect(await refusalOf(answer)).toEqual([400, 'token_invalid']);
  const [row] = await cloud.sql('select tries from one_time_tokens where email_normalised = $1', [
    email,
  ]);
  expect(row).toEqual({ tries: 10 });
  const late = await new Visitor().post('/api/email/verify', { email, code });
  expect(await refusalOf(late)).toEqual([400, 'token_invalid']);
});

test('RACE-14 a letter asked for many times at once is sent once', async () => {
  const { email } = await registeredAddress();
  await lettersSettled(email);
  await cloud.sql(
    "update outbox set created_at = created_at - interval '2 minutes' where recipient = $1",
    [email],
  );
  const answers = await atOnce(10, (visitor) => visitor.post('/api/email/verification', { email }));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
  await lettersSettled(email);
  expect(await cloud.inbox(email)).toHaveLength(2);
});

test('RACE-14 signing out many times at once ends one session once', async () => {
  const { visitor } = await verifiedVisitor();
  const { session, user } = await (await visitor.fetch('/api/current')).json();
  const headers = { cookie: visitor.cookieHeader() };
  const answers = await atOnce(10, (other) => other.post('/api/sign-out', undefined, headers));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(204));
  const rows = await cloud.sql('select end_reason from sessions where id = $1', [session.id]);
  expect(rows).toEqual([{ end_reason: 'signed_out' }]);
  const events = await cloud.sql(
    "select result from audit_events where subject_id = $1 and kind = 'session_end'",
    [user.id],
  );
  expect(events).toHaveLength(1);
});

test('RACE-14 two sign-ins at once are two sessions, each whole', async () => {
  const { email, password } = await verifiedVisitor();
  const answers = await atOnce(5, (visitor) => visitor.signIn(email, password));
  const ids = await Promise.all(answers.map(async (one) => (await one.json()).session.id));
  expect(new Set(ids).size).toBe(5);
  const rows = await cloud.sql('select id from sessions where id = any($1::text[])', [ids]);
  expect(rows).toHaveLength(5);
});

test('RATE-01 guesses at once are no way around the limit', async () => {
  const email = freshAddress();
  const answers = await atOnce(20, (visitor) =>
    visitor.signIn(email, 'not the password of anybody'),
  );
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
});

async function oneAccountWithOneLetter(email: string): Promise<void> {
  await lettersSettled(email);
  const rows = await cloud.sql('select 1 from users where email_normalised = $1', [email]);
  expect(rows).toHaveLength(1);
  const sent = await cloud.sql('select id from outbox where recipient_normalised = $1', [email]);
  expect(sent).toHaveLength(1);
  const letters = (await cloud.inbox()).filter(({ to }) => to[0]?.toLowerCase() === email);
  expect(letters.map(({ idempotencyKey }) => ({ id: idempotencyKey }))).toEqual(sent);
}

async function oneConfirmed(email: string, answers: Response[]): Promise<void> {
  const confirmed = answers.filter(({ status }) => status === 200);
  expect(confirmed).toHaveLength(1);
  for (const answer of answers) {
    if (answer !== confirmed[0]) expect(await refusalOf(answer)).toEqual([400, 'token_invalid']);
  }
  const used = await cloud.sql(
    'select 1 from one_time_tokens where email_normalised = $1 and used_at is not null',
    [email],
  );
  expect(used).toHaveLength(1);
}
