import { expect, test } from 'vitest';
import { currentOf, holding } from '#tests/support/held-sessions.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  registeredAddress,
  seededVisitor,
  Visitor,
  verifiedVisitor,
} from '#tests/support/site.ts';

const wrong = 'not the password of anybody';

test('a sign-in answers with user, session and a cookie that only the server reads', async () => {
  const { email, password } = await verifiedVisitor();
  const visitor = new Visitor();
  const answer = await visitor.signIn(email, password);
  expect(answer.status).toBe(200);
  const { user, session } = await answer.json();
  expect(user).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    email,
    name: null,
    image: null,
    role: 'user',
    emailVerified: true,
  });
  expect(session.id).toMatch(/^[\w-]{22,}$/);
  const days = (Date.parse(session.absoluteExpiresAt) - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(29.9);
  expect(days).toBeLessThanOrEqual(30);
  const lines = sessionCookies(answer);
  expect(lines).toHaveLength(1);
  const [cookie = ''] = lines;
  const [pair, ...attributes] = cookie.split('; ');
  expect(pair).toMatch(/^gatehouse\.session=[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(attributes.map((attribute) => attribute.toLowerCase())).toEqual(
    expect.arrayContaining(['path=/', 'httponly', 'samesite=lax']),
  );
  expect(cookie.toLowerCase()).not.toContain('domain');
  expect(cookie).toMatch(/expires=|max-age=/i);
});

test('a sign-in that is not to be remembered ends with the browser, after 12 hours at most', async () => {
  const { email, password } = await verifiedVisitor();
  const answer = await new Visitor().post('/api/sign-in', { email, password, rememberMe: false });
  const { session } = await answer.json();
  expect(Date.parse(session.absoluteExpiresAt) - Date.now()).toBeLessThanOrEqual(12 * 3_600_000);
  const lines = sessionCookies(answer);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/expires|max-age/i);
});

test('CRED-01 unknown, wrong, disabled and without a password: one answer', async () => {
  const known = await verifiedVisitor();
  const unverified = await registeredAddress();
  const disabled = await verifiedVisitor();
  await disable(disabled.email);
  const withoutPassword = await verifiedVisitor();
  await cloud.sql('update users set password_hash = null where email = $1', [
    withoutPassword.email,
  ]);
  const addresses = [freshAddress(), known.email, unverified.email, disabled.email];
  const answers = await Promise.all(
    [...addresses, withoutPassword.email].map((email) => shapeOfAnswer(email, wrong)),
  );
  const [first, ...others] = answers;
  expect(first).toMatchObject({ status: 401, body: { code: 'invalid_credentials' }, cookies: [] });
  for (const other of others) expect(other).toEqual(first);
});

test('CRED-04 says that an address is unconfirmed or an account disabled after the right password alone', async () => {
  const unverified = await registeredAddress();
  const disabled = await verifiedVisitor();
  await disable(disabled.email);
  const cases = [
    [unverified, 'email_not_verified'],
    [disabled, 'account_disabled'],
  ] as const;
  for (const [{ email, password }, code] of cases) {
    const visitor = new Visitor();
    expect(await refusalOf(await visitor.signIn(email, wrong))).toEqual([
      401,
      'invalid_credentials',
    ]);
    expect(await refusalOf(await visitor.signIn(email, password))).toEqual([403, code]);
    expect(visitor.cookies.size).toBe(0);
  }
});

test('a disablement until a moment that is over no longer holds', async () => {
  const { email, password } = await verifiedVisitor();
  await cloud.sql(
    `update users set disabled_at = now() - interval '2 hours', disabled_until = now() - interval '1 hour',
      disabled_reason = 'a test' where email = $1`,
    [email],
  );
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('CRED-05 a password counts as received: blanks, case and every sign of it', async () => {
  const password = '  Pä$$ \u00e9 漢 🔑 of the old mill ';
  const { email } = await verifiedVisitor(password);
  const others = [password.trim(), password.toUpperCase(), password.slice(0, 18), `${password} `];
  for (const other of [...others, password.replace('ä', 'a'), password.replace('🔑', '')]) {
    const answer = await new Visitor().signIn(email, other);
    expect(await refusalOf(answer)).toEqual([401, 'invalid_credentials']);
  }
  // The same text from a keyboard that composes otherwise is the same password.
  expect((await new Visitor().signIn(email, password.normalize('NFD'))).status).toBe(200);
});

test('CRED-06 no byte of a password is cut off', async () => {
  const password = `${'seven moons over '.repeat(6).slice(0, 72)}b`;
  const { email } = await verifiedVisitor(password);
  for (const other of [`${password.slice(0, 72)}c`, password.slice(0, 72), `${password}\u0301`]) {
    const answer = await new Visitor().signIn(email, other);
    expect(await refusalOf(answer)).toEqual([401, 'invalid_credentials']);
  }
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('CRED-09 a password longer than any can be is refused at sign-in without a hash', async () => {
  const { errors } = await problemOf(await new Visitor().signIn(freshAddress(), 'x'.repeat(1001)));
  expect(errors?.map(({ field, code }) => [field, code])).toEqual([['password', 'too_long']]);
  const longest = await new Visitor().signIn(freshAddress(), 'x'.repeat(1000));
  expect(await refusalOf(longest)).toEqual([401, 'invalid_credentials']);
});

test('an address signs in however it is spelt', async () => {
  const { email, password } = await verifiedVisitor();
  for (const spelling of [email.toUpperCase(), ` ${email}\t`]) {
    expect((await new Visitor().signIn(spelling, password)).status).toBe(200);
  }
});

test('SESS-13 a planted session, token and callback give way to a new session', async () => {
  const attacker = await seededVisitor('user');
  const attackers = await currentOf(attacker);
  const { email, password } = await verifiedVisitor();
  const victim = new Visitor();
  const planted = attacker.session ?? '';
  victim.cookies.set('gatehouse.session', planted);
  victim.cookies.set('gatehouse.csrf', 'planted%7Cplanted');
  victim.cookies.set('gatehouse.callback', encodeURIComponent('https://evil.test/'));
  const answer = await victim.signIn(email, password);
  const { session } = await answer.json();
  expect(victim.session).not.toBe(planted);
  expect(session.id).not.toBe(attackers.session.id);
  expect((await currentOf(victim)).user.email).toBe(email);
  expect(answer.headers.getSetCookie().join()).not.toContain('evil.test');
  // The planted one never becomes the victim's: it ends, whoever's it was.
  const write = await attacker.send('DELETE', '/api/sessions?scope=others');
  expect(await refusalOf(write)).toEqual([401, 'session_revoked']);
  expect(await endReasonOf(attackers.session.id)).toBe('replaced');
});

test('SESS-13 a planted cookie that is no session, or of a session that has ended, gives way as well', async () => {
  const { email, password } = await verifiedVisitor();
  const gone = await seededVisitor('user');
  const copy = gone.session ?? '';
  const { session } = await currentOf(gone);
  await gone.post('/api/sign-out');
  for (const planted of ['junk', '', '%00', copy]) {
    const victim = new Visitor();
    victim.cookies.set('gatehouse.session', planted);
    expect((await victim.signIn(email, password)).status, planted).toBe(200);
    expect((await currentOf(victim)).user.email, planted).toBe(email);
  }
  expect(await endReasonOf(session.id)).toBe('signed_out');
});

test('SESS-13 every sign-in has a new session id; of one who is signed in the old session ends', async () => {
  const { visitor, email, password } = await verifiedVisitor();
  const before = (await currentOf(visitor)).session.id;
  const copy = holding(visitor.session);
  const again = await (await visitor.signIn(email, password)).json();
  expect(again.session.id).not.toBe(before);
  expect(await endReasonOf(before)).toBe('replaced');
  const write = await copy.send('DELETE', '/api/sessions?scope=others');
  expect(await refusalOf(write)).toEqual([401, 'session_revoked']);
  expect((await currentOf(visitor)).session.id).toBe(again.session.id);
});

test('a sign-in that is refused leaves the session that the browser has', async () => {
  const { visitor, email } = await verifiedVisitor();
  expect((await visitor.signIn(email, 'not the password of anybody')).status).toBe(401);
  expect((await visitor.send('DELETE', '/api/sessions?scope=others')).status).toBe(204);
});

test('REG-10 no account has a password that everybody tries', async () => {
  for (const word of ['admin', 'root', 'test', 'user', 'postgres', 'gatehouse']) {
    for (const password of [word, 'password']) {
      const answer = await new Visitor().signIn(`${word}@gatehouse.test`, password);
      expect(await refusalOf(answer)).toEqual([401, 'invalid_credentials']);
    }
  }
});

async function endReasonOf(sessionId: string): Promise<unknown> {
  const rows = await cloud.sql('select end_reason from sessions where id = $1', [sessionId]);
  return rows[0]?.end_reason;
}

function sessionCookies(answer: Response): string[] {
  return answer.headers.getSetCookie().filter((line) => line.startsWith('gatehouse.session'));
}

async function disable(email: string): Promise<void> {
  await cloud.sql(
    "update users set disabled_at = now(), disabled_reason = 'a test' where email = $1",
    [email],
  );
}

/** Everything of an answer that a stranger could compare. */
async function shapeOfAnswer(email: string, password: string) {
  const answer = await new Visitor().signIn(email, password);
  const { status, headers } = answer;
  const names = [...headers.keys()].sort();
  return { status, names, body: await problemOf(answer), cookies: headers.getSetCookie() };
}
