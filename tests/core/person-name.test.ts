import { expect, test } from 'vitest';
import { parsePersonName } from '#core/person-name.ts';

test.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  ['  Ada \u00a0 Lovelace ', 'Ada Lovelace'],
  ['Zoe\u0308', 'Zoë'],
  ['J. R. R. Tolkien', 'J. R. R. Tolkien'],
  ["Seán O'Brien-Smith", "Seán O'Brien-Smith"],
  ['山田太郎', '山田太郎'],
  ['محمد', 'محمد'],
  ['<b>Ada</b>', '<b>Ada</b>'],
  ['Ada 🔑', 'Ada 🔑'],
])('reads %j', (text, name) => {
  expect(parsePersonName(text)).toBe(name);
});

test.each([
  '',
  '   ',
  'Ada\0',
  'Ada\nBcc: b@evil.test',
  'Ada\u001b[31m',
  'Ada\u2028Lovelace',
  'Ada\u202eecalevoL',
  'Ada\u2066',
  'A\u200bda',
  'A\u200dda',
  '\u3164',
  '\u2800',
  'Ada\ue000',
  'Ada\ufdd0',
  'Ada\ud800',
  `A${'\u0301'.repeat(7)}da`,
])('refuses what cannot be seen or forges what is seen: %j', (text) => {
  expect(parsePersonName(text)).toBeNull();
});

test.each([
  'https://evil.test',
  'HTTP://evil',
  'click www.evil',
  'evil.test',
  'Win at evil.test now',
  'ｅｖｉｌ．ｔｅｓｔ',
  'evil。test',
  'ada@evil.test',
  'mailto:ada',
  'tel:112',
])('refuses what a mail client would turn into a link: %j', (text) => {
  expect(parsePersonName(text)).toBeNull();
});

test('counts characters, not UTF-16 units', () => {
  expect(parsePersonName('𝒜'.repeat(100))).toBe('𝒜'.repeat(100));
  expect(parsePersonName('a'.repeat(101))).toBeNull();
  expect(parsePersonName('a'.repeat(1_000_000))).toBeNull();
});
