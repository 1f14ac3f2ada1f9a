import { dictionary } from '@zxcvbn-ts/language-common';
import { expect, test } from 'vitest';
import { judgePassword, type PasswordContext } from '#core/password-policy.ts';

const ada: PasswordContext = {
  address: { email: 'Ada.Lovelace@analytical.test', normalised: 'ada.lovelace@analytical.test' },
  name: 'Ada Lovelace',
  site: { name: 'Gatehouse', origin: 'https://gatehouse.example' },
  policy: { minimum: 15 },
};

const codeFor = (password: string, context = ada) =>
  judgePassword(password, context)?.refusal.code ?? 'accepted';

test('explains a refusal at the field', () => {
  expect(judgePassword('short', ada)?.refusal).toEqual({
    code: 'password_too_short',
    errors: [
      {
        field: 'password',
        code: 'password_too_short',
        values: { minimum: 15 },
      },
    ],
    values: { minimum: 15 },
  });
});

test.each([
  [7, 'password_too_short'],
  [8, 'password_too_short'],
  [14, 'password_too_short'],
  [15, 'accepted'],
  [64, 'accepted'],
  [128, 'accepted'],
  [1000, 'accepted'],
  [1001, 'password_too_long'],
  [100_000, 'password_too_long'],
  [2_000_000, 'password_too_long'],
])('CRED-09 a password of %i characters: %s', (length, expected) => {
  const text = 'velvet umbra 7 quinoa; fjord '.repeat(Math.ceil(length / 29)).slice(0, length);
  const startedAt = performance.now();

  expect(codeFor(text)).toBe(expected);
  // The case's bound is 50 ms; a busy machine gets some more.
  expect(performance.now() - startedAt).toBeLessThan(250);
});

test('CRED-09 counts code points after NFC', () => {
  expect(codeFor('e\u0301x'.repeat(7))).toBe('password_too_short');
  expect(codeFor('🗝🧭🧵🪁🪴🧊🛟🪨🫧🪶🧿🪔🛖🪕')).toBe('password_too_short');
  expect(codeFor('🗝🧭🧵🪁🪴🧊🛟🪨🫧🪶🧿🪔🛖🪕🪀')).toBe('accepted');
});

test('CRED-10 refuses every common password of allowed length', () => {
  const common = dictionary['passwords-common']?.filter((one) => [...String(one)].length >= 15);

  expect(common?.length).toBeGreaterThan(30);
  expect(common?.map(String).filter((one) => codeFor(one) === 'accepted')).toEqual([]);
});

test.each([
  'passwordpassword',
  'PasswordPassword!',
  'P@ssw0rdP@ssw0rd',
  'password123456789',
  'password-password',
  'michael.jessica.1',
  'iloveyouforever1!',
  '123456789012345',
  '987654321098765',
  'qwertyuiopasdfgh',
  'zyxwvutsrqponml',
  'aaaaaaaaaaaaaaa',
  'aaaaabbbbbccccc',
  'abcabcabcabcabc',
  '1qaz2wsx3edc4rfv',
  '               ',
])('CRED-10 refuses what is made of common words, walks and runs: %j', (password) => {
  expect(codeFor(password)).toBe('password_too_common');
});

test.each([
  'gatehousegatehouse',
  'Gatehouse12345678',
  'G4teh0use-G4teh0use',
  'gatehouse.example',
  'ada.lovelace1234',
  'AdaLovelace2024!',
  'lovelacelovelace',
  'ada.lovelace@analytical.test',
  'analytical analytical',
])('CRED-10 refuses what is made of the owner or the site: %j', (password) => {
  expect(codeFor(password)).toBe('password_too_similar');
});

test.each([
  'lantern orbit velvet canyon',
  'correct horse battery staple',
  'my gatehouse opens at dawn',
  'lovelace wrote the first notes',
  'kdjfhgkdjfhgieurytoq',
])('takes a passphrase of several words: %j', (password) => {
  expect(codeFor(password)).toBe('accepted');
});

test.each([
  'wkqzhvbnptrcyxmgfdlsjeaoiuwtrqpb',
  ' 🔑  🧭 🔒    🛟 🔑🔑 🧊 ',
  'pneumonoultramicroscopic',
  '漢字かな交じり文の長い合い言葉です',
])('CRED-12 asks for no composition: %j', (password) => {
  expect(codeFor(password)).toBe('accepted');
});

test('CRED-05 counts leading and trailing blanks', () => {
  expect(codeFor(' Pä$$ é 漢 🔑  ')).toBe('password_too_short');
  expect(codeFor('  Pä$$ é 漢 🔑   ')).toBe('accepted');
});

test('CRED-06 takes 72 times one letter and another', () => {
  expect(codeFor(`${'a'.repeat(72)}b`)).toBe('accepted');
});

test('leaves short parts of an address alone', () => {
  const short: PasswordContext = {
    address: { email: 'a@x.test', normalised: 'a@x.test' },
    name: 'Al',
    site: ada.site,
    policy: ada.policy,
  };

  expect(codeFor('alabaster axioms', short)).toBe('accepted');
});
