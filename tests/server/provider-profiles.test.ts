import { expect, test } from 'vitest';
import { isAllowedTenant } from '#server/microsoft-tenants.ts';
import { githubProfile, identityOf } from '#server/provider-profiles.ts';

const consumers = '9188040d-6c67-4c5b-b112-36a304b66dad';
const tenant = '5d1c0a52-6f3e-4b8a-9c1d-2e7f40b3a916';

test('Google: the subject, and the address with what Google says of it', () => {
  const claims = {
    sub: '1',
    email: 'ada@x.test',
    email_verified: true,
    name: 'Ada',
    picture: 'https://x.test/a',
  };
  expect(identityOf.google(claims)).toEqual({
    provider: 'google',
    accountId: '1',
    email: 'ada@x.test',
    isEmailVerified: true,
    name: 'Ada',
    image: 'https://x.test/a',
  });
});

test.each(['true', 1, undefined, null, false])(
  'Google: %o is not the word that an address is verified',
  (word) => {
    const claims = { sub: '1', email: 'ada@x.test', email_verified: word };
    expect(identityOf.google(claims)?.isEmailVerified).toBe(false);
  },
);

test('Microsoft: tenant and object id, never the address or the subject', () => {
  const claims = {
    sub: 's',
    tid: tenant,
    oid: 'o',
    email: 'ada@x.test',
    preferred_username: 'eve@x.test',
  };
  expect(identityOf.microsoft(claims)).toMatchObject({
    accountId: `${tenant}:o`,
    email: 'ada@x.test',
    isEmailVerified: false,
  });
  expect(identityOf.microsoft({ ...claims, xms_edov: true })?.isEmailVerified).toBe(true);
  expect(identityOf.microsoft({ ...claims, tid: consumers })?.isEmailVerified).toBe(true);
  expect(identityOf.microsoft({ ...claims, email_verified: true })?.isEmailVerified).toBe(false);
  expect(identityOf.microsoft({ ...claims, oid: undefined })).toBeNull();
  expect(identityOf.microsoft({ ...claims, tid: undefined })).toBeNull();
});

test('GitHub: the numeric id, and of the addresses the primary one', async () => {
  const answers: Record<string, unknown> = {
    '/user': {
      id: 7,
      login: 'ada',
      name: null,
      email: 'public@x.test',
      avatar_url: 'https://x.test/a',
    },
    '/user/emails': [
      { email: 'other@x.test', primary: false, verified: true },
      { email: 'ada@x.test', primary: true, verified: true },
    ],
  };
  const ask: typeof fetch = async (input) =>
    Response.json(answers[new URL(String(input)).pathname]);
  expect(identityOf.github(await githubProfile('token', ask))).toEqual({
    provider: 'github',
    accountId: '7',
    email: 'ada@x.test',
    isEmailVerified: true,
    name: 'ada',
    image: 'https://x.test/a',
  });
  expect(identityOf.github({ id: '7', login: 'ada' })).toBeNull();
});

test('an account without an id, or with a huge one, is nobody', () => {
  expect(identityOf.google({ email: 'ada@x.test', email_verified: true })).toBeNull();
  expect(identityOf.google({ sub: 'x'.repeat(256) })).toBeNull();
  expect(identityOf.google({ sub: 7 })).toBeNull();
});

test.each([
  ['common', tenant, true],
  ['common', consumers, true],
  ['organizations', consumers, false],
  ['organizations', tenant, true],
  ['consumers', tenant, false],
  ['consumers', consumers, true],
  [tenant, tenant, true],
  [tenant, consumers, false],
  ['common', 'not-a-tenant', false],
  ['common', undefined, false],
])('where %s may sign in, tenant %s: %s', (allowed, of, answer) => {
  expect(isAllowedTenant(of, allowed)).toBe(answer);
});
