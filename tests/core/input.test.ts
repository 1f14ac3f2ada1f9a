import { expect, test } from 'vitest';
import type { z } from 'zod';
import { registerInput } from '#core/register.ts';
import { requestVerificationInput } from '#core/request-verification.ts';
import { signInInput } from '#core/sign-in.ts';
import { checkboxField, fieldErrors } from '#core/text-input.ts';
import { verifyEmailInput } from '#core/verify-email.ts';

const password = 'lantern orbit velvet canyon';

function refusalsOf(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return fieldErrors(parsed.error).map(({ field, code }) => `${field} ${code}`);
}

test('reads a registration into parsed things', () => {
  const read = registerInput.parse({ email: ' A@X.test ', password, name: '  Ada   Lovelace ' });

  expect(read).toEqual({
    email: { email: 'A@x.test', normalised: 'a@x.test' },
    password,
    name: 'Ada Lovelace',
  });
});

test.each([undefined, null, '', '   '])('reads the name %j as none', (name) => {
  expect(registerInput.parse({ email: 'a@x.test', password, name }).name).toBeNull();
});

test('reads a registration without a name', () => {
  expect(registerInput.parse({ email: 'a@x.test', password }).name).toBeNull();
});

test('CRED-05 passwords are read as they were received', () => {
  const blanks = '  Pä$$ e\u0301 漢 🔑   ';

  expect(registerInput.parse({ email: 'a@x.test', password: blanks }).password).toBe(blanks);
  expect(signInInput.parse({ email: 'a@x.test', password: blanks }).password).toBe(blanks);
});

test('remembers a session unless told otherwise', () => {
  expect(signInInput.parse({ email: 'a@x.test', password }).rememberMe).toBe(true);
  expect(signInInput.parse({ email: 'a@x.test', password, rememberMe: false }).rememberMe).toBe(
    false,
  );
});

test('reads a checkbox that is ticked and one that is not', () => {
  expect(['on', 'true', 'false', undefined].map((value) => checkboxField.parse(value))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each([
  [{ password }, 'email missing'],
  [{ email: '', password }, 'email empty'],
  [{ email: '   ', password }, 'email empty'],
  [{ email: null, password }, 'email wrong_type'],
  [{ email: ['a@x.test'], password }, 'email wrong_type'],
  [{ email: { email: 'a@x.test' }, password }, 'email wrong_type'],
  [{ email: 'a@x.test\0', password }, 'email invalid_characters'],
  [{ email: 'a@x.test\ud800', password }, 'email invalid_characters'],
  [{ email: 'аdа@x.test', password }, 'email invalid_email'],
  [{ email: `${'a'.repeat(600)}@x.test`, password }, 'email too_long'],
  [{ email: 'a'.repeat(1_000_000), password }, 'email too_long'],
  [{ email: 'a@x.test' }, 'password missing'],
  [{ email: 'a@x.test', password: '' }, 'password empty'],
  [{ email: 'a@x.test', password: 123456789012345 }, 'password wrong_type'],
  [{ email: 'a@x.test', password: `${password}\0` }, 'password invalid_characters'],
  [{ email: 'a@x.test', password: `${password}\udc00` }, 'password invalid_characters'],
  [{ email: 'a@x.test', password: 'x'.repeat(1_000_000) }, 'password too_long'],
])('a registration and a sign-in refuse bad fields %#: %s', (value, refusal) => {
  expect(refusalsOf(registerInput, value)).toEqual([refusal]);
  expect(refusalsOf(signInInput, value)).toEqual([refusal]);
});

test.each([
  ['evil.test', 'name invalid_name'],
  ['Ada\0', 'name invalid_characters'],
  ['Ada\ud800', 'name invalid_characters'],
  [7, 'name wrong_type'],
  [['Ada'], 'name wrong_type'],
  ['a'.repeat(101), 'name too_long'],
  ['a'.repeat(1_000_000), 'name too_long'],
])('a registration refuses a bad name %#', (name, refusal) => {
  expect(refusalsOf(registerInput, { email: 'a@x.test', password, name })).toEqual([refusal]);
});

test('a sign-in refuses a password that is longer than any can be, in characters after NFC', () => {
  const email = 'a@x.test';

  expect(refusalsOf(signInInput, { email, password: 'x'.repeat(1001) })).toEqual([
    'password too_long',
  ]);
  expect(refusalsOf(signInInput, { email, password: '🔑'.repeat(1000) })).toEqual([]);
  expect(refusalsOf(signInInput, { email, password: 'e\u0301'.repeat(1000) })).toEqual([]);
});

test.each(['on', 'true', 1, null, {}])('a sign-in refuses %j for rememberMe', (rememberMe) => {
  expect(refusalsOf(signInInput, { email: 'a@x.test', password, rememberMe })).toEqual([
    'rememberMe wrong_type',
  ]);
});

test.each([
  '{"role":"admin"}',
  '{"emailVerified":"2026-01-01"}',
  '{"id":"1"}',
  '{"createdAt":0}',
  '{"__proto__":{"role":"admin","polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"__proto__[polluted]":"1"}',
  '{"constructor[prototype][polluted]":"1"}',
])('REG-08 a registration refuses what it does not know: %s', (extra) => {
  const json = `{"email":"a@x.test","password":"${password}",${extra.slice(1)}`;
  const [name = ''] = Object.getOwnPropertyNames(JSON.parse(extra));

  expect(refusalsOf(registerInput, JSON.parse(json))).toEqual([`${name} unknown_field`]);
});

test('REG-09 reading a polluting body leaves the prototype alone', () => {
  const json = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';

  expect(refusalsOf(registerInput, JSON.parse(json))).toContain('__proto__ unknown_field');
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test.each([null, [], 'a', 1, true, undefined])('every schema refuses %j as a body', (body) => {
  const schemas = [registerInput, signInInput, requestVerificationInput, verifyEmailInput];

  for (const schema of schemas) expect(refusalsOf(schema, body)).toEqual(['body wrong_type']);
});

test('one error for each field, ten at most, with short names and without their values', () => {
  const extra = Object.fromEntries(
    Array.from({ length: 50 }, (_, at) => [`${at} ${'x'.repeat(500)}`, 'a secret']),
  );
  const parsed = registerInput.safeParse({ email: 'no', password: '', ...extra });
  const errors = parsed.success ? [] : fieldErrors(parsed.error);

  expect(errors).toHaveLength(10);
  expect(errors.slice(0, 2)).toEqual([
    { field: 'email', code: 'invalid_email' },
    { field: 'password', code: 'empty' },
  ]);
  expect(errors.every(({ field }) => field.length <= 64)).toBe(true);
  expect(JSON.stringify(errors)).not.toContain('a secret');
});

test('reads a token, or an address with its code', () => {
  expect(verifyEmailInput.parse({ token: 'x' })).toEqual({ token: 'x' });
  expect(verifyEmailInput.parse({ email: 'a@x.test', code: ' 1234-5678 ' })).toEqual({
    email: { email: 'a@x.test', normalised: 'a@x.test' },
    code: '12345678',
  });
});

test.each([
  [{}, 'token missing'],
  [{ email: 'a@x.test' }, 'code missing'],
  [{ code: '12345678' }, 'email missing'],
  [{ token: 'x', code: '12345678' }, 'token invalid'],
  [{ token: 'x', email: 'a@x.test' }, 'token invalid'],
  [{ token: 'x', email: 'a@x.test', code: '12345678' }, 'token invalid'],
  [{ token: 7 }, 'token wrong_type'],
  [{ token: null }, 'token wrong_type'],
  [{ token: 'x\0' }, 'token invalid_characters'],
  [{ token: 'x'.repeat(1_000_000) }, 'token too_long'],
  [{ email: 'a@x.test', code: '1234567' }, 'code invalid_code'],
  [{ email: 'a@x.test', code: '123456789' }, 'code invalid_code'],
  [{ email: 'a@x.test', code: '１２３４５６７８' }, 'code invalid_code'],
  [{ email: 'a@x.test', code: '' }, 'code invalid_code'],
  [{ email: 'a@x.test', code: 12345678 }, 'code wrong_type'],
  [{ email: 'no', code: '12345678' }, 'email invalid_email'],
  [{ token: 'x', userId: '1' }, 'userId unknown_field'],
])('a verification refuses bad fields %#: %s', (value, refusal) => {
  expect(refusalsOf(verifyEmailInput, value)).toEqual([refusal]);
});
