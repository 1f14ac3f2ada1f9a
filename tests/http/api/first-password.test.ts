import { expect, test } from 'vitest';
import { currentOf, holding, member, stale } from '#tests/support/held-sessions.ts';
import { lettersSettled } from '#tests/support/letters.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import { cloud, Visitor } from '#tests/support/site.ts';

const chosen = 'seven harbours under a quiet moon';

const set = (visitor: Visitor, newPassword = chosen) =>
  visitor.post('/api/password/set', { newPassword });

/** Somebody signed in whose account has no password. */
async function withoutPassword() {
  const someone = await member();
  await cloud.sql('update users set password_hash = null where id = $1', [someone.user.id]);
  return someone;
}

test('a first password signs in beside the provider, and ends all other sessions', async () => {
  const { visitor, email, session } = await withoutPassword();
  const before = visitor.session;
  const answer = await set(visitor);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ user: { email } });
  expect(visitor.session).not.toBe(before);
  expect((await currentOf(visitor)).session.id).not.toBe(session.id);
  const write = await holding(before).send('DELETE', '/api/sessions?scope=others');
  expect(await refusalOf(write)).toEqual([401, 'session_revoked']);
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
  await lettersSettled(email);
  const templates = await cloud.sql(
    'select template from outbox where recipient_normalised = $1 order by template',
    [email],
  );
  expect(templates).toContainEqual({ template: 'password-set' });
});

test('whoever has a password changes it instead', async () => {
  const { visitor, email, password } = await member();
  expect(await refusalOf(await set(visitor))).toEqual([409, 'password_exists']);
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('it asks for a fresh sign-in, and for a session at all', async () => {
  const { visitor, user } = await withoutPassword();
  const problem = await problemOf(await set(await stale(visitor)));
  expect(problem).toMatchObject({ status: 403, code: 'reauthentication_required', maxAge: 600 });
  expect(await refusalOf(await set(new Visitor()))).toEqual([401, 'unauthenticated']);
  const rows = await cloud.sql('select password_hash from users where id = $1', [user.id]);
  expect(rows).toEqual([{ password_hash: null }]);
});

test('RACE-14 of six at once one is set', async () => {
  const { visitor, email } = await withoutPassword();
  const passwords = Array.from({ length: 6 }, (_, at) => `${chosen} of number ${at}`);
  const answers = await Promise.all(
    passwords.map((password) => set(holding(visitor.session), password)),
  );
  const won = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []));
  expect(won).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 200)) {
    expect(['409 password_exists', '401 session_revoked']).toContain(
      (await refusalOf(answer)).join(' '),
    );
  }
  expect((await new Visitor().signIn(email, passwords[won[0] ?? 0] ?? '')).status).toBe(200);
});

test('judges the password by the policy, at its field', async () => {
  const { visitor } = await withoutPassword();
  expect(await problemOf(await set(visitor, 'passwordpassword'))).toMatchObject({
    status: 422,
    code: 'password_too_common',
    errors: [{ field: 'newPassword' }],
  });
});
