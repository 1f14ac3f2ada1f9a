import { expect, test } from 'vitest';
import { letterAbout, linkTokenOf, templatesTo } from '#tests/support/address-letters.ts';
import { currentOf, holding, member, stale } from '#tests/support/held-sessions.ts';
import { lettersSettled, resetTokenOf } from '#tests/support/letters.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import { cloud, freshAddress, registeredAddress, siteUrl, Visitor } from '#tests/support/site.ts';

const chosen = 'seven harbours under a quiet moon';

const ask = (visitor: Visitor, email: string, headers: Record<string, string> = {}) =>
  visitor.post('/api/email/change', { email }, headers);
const confirm = (token: string, visitor = new Visitor()) =>
  visitor.post('/api/email/confirm', { token });
const undo = (token: string) => new Visitor().post('/api/email/undo', { token });
const disown = (token: string) => new Visitor().post('/api/not-me', { token });

/** Somebody whose account has just moved to another address. */
async function movedMember() {
  const someone = await member();
  const to = freshAddress();
  await ask(someone.visitor, to);
  const answer = await confirm(await linkTokenOf(to, 'confirm-address'));
  if (answer.status !== 200) throw new Error(`the confirmation answered ${answer.status}`);
  return { ...someone, to, undoToken: await linkTokenOf(someone.email, 'undo-change') };
}

const addressOf = async (userId: string) => {
  const [row] = await cloud.sql(
    'select email, password_hash is not null as password from users where id = $1',
    [userId],
  );
  return row;
};

test('an address changes when its letter is answered, and is changed back by the letter to the old one', async () => {
  const { visitor, user, email, password } = await member();
  const to = freshAddress();
  const asked = await ask(visitor, to);
  expect([asked.status, await asked.json()]).toEqual([
    202,
    { status: 'confirmation_pending', email: to },
  ]);
  expect((await currentOf(visitor)).user.email).toBe(email);
  const token = await linkTokenOf(to, 'confirm-address');
  const confirmed = await confirm(token);
  expect([confirmed.status, await confirmed.json()]).toEqual([200, { status: 'changed' }]);
  expect(confirmed.headers.getSetCookie()).toEqual([]);
  expect(await refusalOf(await ask(visitor, freshAddress()))).toEqual([401, 'session_revoked']);
  expect((await new Visitor().signIn(email, password)).status).toBe(401);
  expect((await new Visitor().signIn(to, password)).status).toBe(200);
  const told = await letterAbout(email, 'was changed');
  expect(told.text).toContain('v•••@example.test');
  expect(told.text + told.html).not.toContain(to);
  expect((await letterAbout(to, 'your address')).text).toContain('/not-me?token=');

  const undone = await undo(await linkTokenOf(email, 'undo-change'));
  expect([undone.status, await undone.json()]).toEqual([200, { status: 'undone' }]);
  expect(await addressOf(user.id)).toEqual({ email, password: false });
  for (const address of [email, to]) {
    expect((await new Visitor().signIn(address, password)).status).toBe(401);
  }
  const reset = { token: await resetTokenOf(email), password: chosen };
  expect((await new Visitor().post('/api/password/reset', reset)).status).toBe(200);
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
});

test('a browser that confirms in its own session goes on in a new one, alone', async () => {
  const { visitor, email, password, user } = await member();
  const other = new Visitor();
  await other.signIn(email, password);
  const to = freshAddress();
  await ask(visitor, to);
  const before = visitor.session;
  expect((await confirm(await linkTokenOf(to, 'confirm-address'), visitor)).status).toBe(200);
  expect(visitor.session).not.toBe(before);
  expect((await currentOf(visitor)).user).toMatchObject({ id: user.id, email: to });
  for (const ended of [other.session, before]) {
    const answer = await holding(ended).send('DELETE', '/api/sessions?scope=others');
    expect(await refusalOf(answer)).toEqual([401, 'session_revoked']);
  }
});

test('REG-01 free, taken and unconfirmed addresses get one answer; an owner is told, a stranger’s wish gives no token', async () => {
  const { visitor } = await member();
  const { email: taken } = await member();
  const { email: unconfirmed } = await registeredAddress();
  const seen = [];
  for (const email of [freshAddress(), taken, unconfirmed]) {
    const answer = await ask(visitor, email);
    const names = [...answer.headers.keys()].sort();
    seen.push([answer.status, (await answer.text()).replace(email, 'ADDRESS'), names]);
  }
  expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
  const { text } = await letterAbout(taken, 'address');
  expect(text).not.toMatch(/token=/);
  expect(await templatesTo(taken)).toEqual(['address-in-use']);
  const rows = await cloud.sql(
    "select 1 from one_time_tokens where email_normalised = $1 and purpose = 'change_email'",
    [taken],
  );
  expect(rows).toEqual([]);
});

test('it asks for a fresh sign-in, another address and no more than five letters an hour', async () => {
  const { visitor, email } = await member();
  expect(await refusalOf(await ask(new Visitor(), freshAddress()))).toEqual([
    401,
    'unauthenticated',
  ]);
  expect(await problemOf(await ask(await stale(visitor), freshAddress()))).toMatchObject({
    status: 403,
    code: 'reauthentication_required',
  });
  expect(await problemOf(await ask(visitor, email.toUpperCase()))).toMatchObject({
    status: 422,
    errors: [{ field: 'email', code: 'same_email' }],
  });
  for (let times = 0; times < 5; times += 1) {
    expect((await ask(visitor, freshAddress())).status).toBe(202);
  }
  const spent = await problemOf(
    await ask(visitor, freshAddress(), { 'x-forwarded-for': '192.0.2.9' }),
  );
  expect(spent).toMatchObject({ status: 429, code: 'too_many_attempts' });
});

test('TOKEN-06 no header of a request bends the link of its letter', async () => {
  const { visitor } = await member();
  const to = freshAddress();
  await ask(visitor, to, {
    'x-forwarded-host': 'evil.test',
    'x-forwarded-proto': 'gopher',
    forwarded: 'host=evil.test',
    'x-host': 'evil.test',
    referer: `${siteUrl}/?evil.test`,
  });
  const { text, html } = await letterAbout(to, 'address');
  expect(text + html).not.toContain('evil.test');
  expect(text).toContain(`${siteUrl}/confirm-address?token=`);
});

test('TOKEN-03 looking at links uses none, however often and whoever looks', async () => {
  const { undoToken, to, email } = await movedMember();
  const disownToken = await linkTokenOf(to, 'not-me');
  const paths = [`/undo-change?token=${undoToken}`, `/not-me?token=${disownToken}`];
  for (const path of paths) {
    for (const method of ['GET', 'HEAD', 'GET', 'HEAD', 'GET']) {
      const answer = await new Visitor().fetch(path, {
        method,
        headers: { 'user-agent': 'GoogleImageProxy' },
      });
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
    }
  }
  expect((await disown(disownToken)).status).toBe(200);
  expect((await undo(undoToken)).status).toBe(200);
  await lettersSettled(email);
});

test('TOKEN-01 and TOKEN-04 links work once, and each for its own work alone', async () => {
  const { undoToken, to } = await movedMember();
  const disownToken = await linkTokenOf(to, 'not-me');
  const calls = ['/api/email/confirm', '/api/email/undo', '/api/not-me', '/api/email/verify'];
  for (const [token, own] of [
    [disownToken, '/api/not-me'],
    [undoToken, '/api/email/undo'],
  ] as const) {
    for (const path of calls.filter((one) => one !== own)) {
      expect(await refusalOf(await new Visitor().post(path, { token }))).toEqual([
        400,
        'token_invalid',
      ]);
    }
    const reset = { token, password: chosen };
    expect(await refusalOf(await new Visitor().post('/api/password/reset', reset))).toEqual([
      400,
      'token_invalid',
    ]);
    expect((await new Visitor().post(own, { token })).status).toBe(200);
    expect(await refusalOf(await new Visitor().post(own, { token }))).toEqual([
      400,
      'token_invalid',
    ]);
  }
});

test('TOKEN-02 links are over after their time', async () => {
  const { undoToken, to, user } = await movedMember();
  const disownToken = await linkTokenOf(to, 'not-me');
  await cloud.sql(
    `update one_time_tokens set created_at = created_at - interval '8 days',
       expires_at = expires_at - interval '8 days' where user_id = $1`,
    [user.id],
  );
  expect(await refusalOf(await undo(undoToken))).toEqual([410, 'token_expired']);
  expect(await refusalOf(await disown(disownToken))).toEqual([410, 'token_expired']);
  const page = await (await new Visitor().fetch(`/undo-change?token=${undoToken}`)).text();
  expect(page).toContain('This link has expired');
});

test('TOKEN-07 what the database keeps of a link opens nothing', async () => {
  const { undoToken, user } = await movedMember();
  const rows = await cloud.sql('select token_digest from one_time_tokens where user_id = $1', [
    user.id,
  ]);
  const digests = rows.map(({ token_digest }) => String(token_digest));
  expect(digests).not.toContain(undoToken);
  for (const digest of digests) {
    expect(await refusalOf(await undo(digest))).toEqual([400, 'token_invalid']);
  }
});

test('the unexpired change of an address: what began in a stolen session is dead once its owner has reset the password', async () => {
  const { visitor: stolen, user, email } = await member();
  const to = freshAddress();
  await ask(stolen, to);
  const token = await linkTokenOf(to, 'confirm-address');
  await new Visitor().post('/api/password/forgot', { email });
  const reset = { token: await resetTokenOf(email), password: chosen };
  expect((await new Visitor().post('/api/password/reset', reset)).status).toBe(200);
  expect(await refusalOf(await confirm(token))).toEqual([400, 'token_invalid']);
  expect(await addressOf(user.id)).toEqual({ email, password: true });
});

test('LINK-02 a registration under an address keeps neither its owner from taking it nor from getting it back', async () => {
  const { visitor, user, email } = await member();
  const { email: squatted } = await registeredAddress();
  await lettersSettled(squatted);
  await ask(visitor, squatted);
  expect((await confirm(await linkTokenOf(squatted, 'confirm-address'))).status).toBe(200);
  await new Visitor().post('/api/register', { email, password: chosen });
  expect((await undo(await linkTokenOf(email, 'undo-change'))).status).toBe(200);
  expect(await addressOf(user.id)).toMatchObject({ email });
});

test('"this wasn’t me" signs out everywhere and sends the letter to choose a password at once', async () => {
  const { visitor, email, password, user } = await member();
  await visitor.post('/api/password/change', { currentPassword: password, newPassword: chosen });
  const token = await linkTokenOf(email, 'not-me', 'password');
  const answer = await disown(token);
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'secured' }]);
  expect(await refusalOf(await ask(visitor, freshAddress()))).toEqual([401, 'session_revoked']);
  const ends = await cloud.sql(
    "select 1 from sessions where user_id = $1 and end_reason = 'disowned'",
    [user.id],
  );
  expect(ends).toHaveLength(1);
  const reset = { token: await resetTokenOf(email), password: `${chosen} again` };
  expect((await new Visitor().post('/api/password/reset', reset)).status).toBe(200);
});
