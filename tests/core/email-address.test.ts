import { expect, test } from 'vitest';
import { parseEmailAddress } from '#core/email-address.ts';

test.each([
  ['ada@example.com', 'ada@example.com', 'ada@example.com'],
  ['  ada@example.com\n', 'ada@example.com', 'ada@example.com'],
  [
    'Ada.Lovelace+news@Example.COM',
    'Ada.Lovelace+news@example.com',
    'ada.lovelace+news@example.com',
  ],
  ["o'brien_x-1@mail.x.test", "o'brien_x-1@mail.x.test", "o'brien_x-1@mail.x.test"],
  ['a@x.test', 'a@x.test', 'a@x.test'],
  ['ada@münchen.example', 'ada@xn--mnchen-3ya.example', 'ada@xn--mnchen-3ya.example'],
  ['ada@mu\u0308nchen.example', 'ada@xn--mnchen-3ya.example', 'ada@xn--mnchen-3ya.example'],
  ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah', 'ada@xn--r8jz45g.xn--zckzah'],
  ['ada@ＥＸＡＭＰＬＥ.com', 'ada@example.com', 'ada@example.com'],
])('reads %j', (text, email, normalised) => {
  expect(parseEmailAddress(text)).toEqual({ email, normalised });
});

test('tells a look-alike domain in another script from the real one', () => {
  const cyrillic = parseEmailAddress('ada@ехаmple.com');

  expect(cyrillic?.email).toMatch(/^ada@xn--[a-z0-9-]+\.com$/);
});

test.each([
  'a@x.test,b@evil.test',
  '"e@evil.test"@x.test',
  '"e@evil.test x"@x.test',
  '"user"@x.test(c)evil.test',
  '<a@x.test>b@evil.test',
  'a@x.test(b@evil.test)',
  'a@x.test b@evil.test',
  'a@[127.0.0.1]',
  'a@x.test;b@evil.test',
  'a@x.test\r\nBcc: b@evil.test',
  'Ada <a@x.test>',
  'a@evil.test@x.test',
  'a%evil.test@x.test',
  'evil.test!a@x.test',
])('REG-04 refuses what another parser could read as two addresses: %j', (text) => {
  expect(parseEmailAddress(text)).toBeNull();
});

test.each([
  '',
  '@',
  'ada',
  '@x.test',
  'ada@',
  'ada@localhost',
  'ada@.test',
  'ada@x..test',
  'ada@x.test.',
  'ada@-x.test',
  'ada@x-.test',
  'ada@x_y.test',
  'ada@127.0.0.1',
  'ada@0x7f.1',
  'ada@[::1]',
  'ada@x.test:80',
  'ada@x.test/path',
  'ada@x.test?q',
  'ada@x.test#f',
  'ada@x%2etest',
  'ada@x.t',
  '.ada@x.test',
  'ada.@x.test',
  'a..da@x.test',
  '-ada@x.test',
  'a da@x.test',
  'ada@x .test',
  'a\0da@x.test',
  'ada\u200b@x.test',
  'ada@x\u200d.test',
  'ada\u202e@x.test',
  'ada@\u2066x.test',
  'ada\ud800@x.test',
  'ada@x\udfff.test',
  'аda@x.test',
  'jürgen@x.test',
  `${'a'.repeat(65)}@x.test`,
  `a@${'x'.repeat(64)}.test`,
  `a@${'x.'.repeat(126)}test`,
  'a'.repeat(1_000_000),
])('refuses %j', (text) => {
  expect(parseEmailAddress(text)).toBeNull();
});

test('takes a local part of 64 characters', () => {
  const email = `${'a'.repeat(64)}@x.test`;

  expect(parseEmailAddress(email)?.email).toBe(email);
});

test('takes an address of 254 characters and refuses one of 255', () => {
  const domain = (length: number) => `${`${'x'.repeat(49)}.`.repeat(3)}${'y'.repeat(length)}.test`;
  const longest = `${'a'.repeat(64)}@${domain(34)}`;

  expect(longest).toHaveLength(254);
  expect(parseEmailAddress(longest)?.email).toBe(longest);
  expect(parseEmailAddress(`${'a'.repeat(64)}@${domain(35)}`)).toBeNull();
});

test('REG-02 gives every spelling of an address one normalised form', () => {
  const spellings = ['A@X.test', 'a@x.test', 'A@x.TEST', ' a@X.test '];

  expect(new Set(spellings.map((text) => parseEmailAddress(text)?.normalised))).toEqual(
    new Set(['a@x.test']),
  );
});
