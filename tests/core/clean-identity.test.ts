import { expect, test } from 'vitest';
import { cleanIdentity } from '#core/clean-identity.ts';
import { personaAt } from '#tests/support/memory-provider-visits.ts';

const ada = personaAt('github', 'ada@x.test');

test.each([
  ['Ada@X.test', 'Ada@x.test'],
  [' ada@x.test ', 'ada@x.test'],
  ['ada@localhost', null],
  ['ada@x.test,eve@y.test', null],
  ['', null],
  [null, null],
])('keeps the address %j as %j', (email, kept) => {
  expect(cleanIdentity({ ...ada, email })).toEqual({ ...ada, email: kept });
});

test.each([
  ['  Ada   Lovelace ', 'Ada Lovelace'],
  ['Visit evil.test', null],
  ['Ada\u202eevol', null],
  ['x'.repeat(101), null],
  ['', null],
  [null, null],
])('keeps the name %j as %j', (name, kept) => {
  expect(cleanIdentity({ ...ada, name })).toEqual({ ...ada, name: kept });
});

const longest = `https://x.test/${'a'.repeat(2048 - 'https://x.test/'.length)}`;

test.each([
  ['https://x.test/a.png?s=80', 'https://x.test/a.png?s=80'],
  ['http://x.test/a.png', null],
  ['javascript:alert(1)', null],
  ['data:image/png;base64,AA==', null],
  ['//x.test/a.png', null],
  ['https://user:pass@x.test/a.png', null],
  ['https://x.test/"><script>', 'https://x.test/%22%3E%3Cscript%3E'],
  [longest, longest],
  [`${longest}a`, null],
  [`https://x.test/${'"'.repeat(1000)}`, null],
  ['', null],
  [null, null],
])('keeps the picture %.40j as %.40j', (image, kept) => {
  expect(cleanIdentity({ ...ada, image })).toEqual({ ...ada, image: kept });
});

test('who somebody is at the provider is not touched', () => {
  const odd = { ...ada, accountId: ' Tenant:Object ', isEmailVerified: false };
  expect(cleanIdentity(odd)).toEqual(odd);
});
