import { expect, test } from 'vitest';
import { problemOf } from '#tests/support/problems.ts';
import { cloud, freshAddress, goodPassword, Visitor } from '#tests/support/site.ts';

const register = (fields: Record<string, unknown>) =>
  new Visitor().post('/api/register', { password: goodPassword, ...fields });

test('CRED-09 a new password has 15 to 1,000 characters, counted as people count them', async () => {
  const of = (length: number) =>
    'seven moons over quiet harbours and '.repeat(30_000).slice(0, length);
  const cases: [string, number, string?][] = [
    [of(7), 422, 'password_too_short'],
    [of(14), 422, 'password_too_short'],
    [`${'🌒'.repeat(7)}😀`, 422, 'password_too_short'],
    [of(15), 202],
    [of(64), 202],
    [of(128), 202],
    [of(1000), 202],
    [of(1001), 422, 'password_too_long'],
    [of(16_000), 422, 'password_too_long'],
    [of(100_000), 413, 'payload_too_large'],
    [of(1_000_000), 413, 'payload_too_large'],
  ];
  for (const [password, status, code] of cases) {
    const answer = await register({ email: freshAddress(), password });
    expect(answer.status, `${password.length}`).toBe(status);
    if (code) expect((await problemOf(answer)).code).toBe(code);
  }
});

test('CRED-10 common passwords and those made of address, name or site are refused by their reason', async () => {
  const email = `marguerite.lindqvist-${crypto.randomUUID().slice(0, 8)}@example.test`;
  const cases = [
    ['passwordpassword', 'password_too_common'],
    ['qwertyuiopasdfghjkl', 'password_too_common'],
    ['123456789012345678', 'password_too_common'],
    ['P@ssw0rdP@ssw0rd!', 'password_too_common'],
    ['aaaaaaaaaaaaaaaaaaaa', 'password_too_common'],
    ['gatehouse2026gatehouse', 'password_too_similar'],
    ['marguerite.lindqvist1', 'password_too_similar'],
    ['Theodora Featherstone', 'password_too_similar'],
  ] as const;
  for (const [password, code] of cases) {
    const answer = await register({ email, password, name: 'Theodora Featherstone' });
    const { status, code: found, errors } = await problemOf(answer);
    expect([status, found, errors?.[0]?.field], password).toEqual([422, code, 'password']);
  }
  expect(await cloud.sql('select 1 from users where email = $1', [email])).toEqual([]);
});

test('CRED-12 no kind of character is asked for', async () => {
  const emoji = '🌙 🐚 🪁 🌵 🧭 🪴 🛶 🎐 🏔';
  for (const password of [
    'kvbmtzrwqhxpdlnfgcysjeuoaikvbmtz',
    emoji,
    '漢字だけの長い合言葉を静かに書いておく',
  ]) {
    expect((await register({ email: freshAddress(), password })).status, password).toBe(202);
  }
});
