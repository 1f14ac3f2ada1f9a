import { expect, test } from 'vitest';
import { describeAuthError } from '#core/auth-errors.ts';
import { describeRefusal } from '#core/outcome.ts';

test('a known error has its own words', () => {
  expect(describeAuthError('AccessDenied')).toMatchObject({ code: 'AccessDenied' });
});

test('OAUTH-08 an unknown error is told in general words, nothing of it is echoed', () => {
  for (const code of ['<script>', '__proto__', 'toString', '', undefined, ['AccessDenied'], {}]) {
    expect(describeAuthError(code)).toEqual({
      code: 'unknown',
      title: 'Sign-in did not work',
      text: 'Something went wrong while signing in. Try again.',
    });
  }
});

test('the door’s own refusal says more than the error that carries it', () => {
  const { title, detail } = describeRefusal('too_many_attempts');
  expect(describeAuthError('CredentialsSignin', 'too_many_attempts')).toEqual({
    code: 'too_many_attempts',
    title,
    text: detail,
  });
  expect(describeAuthError('CredentialsSignin', '<b>').code).toBe('CredentialsSignin');
  expect(describeAuthError('AccessDenied', 'busy').code).toBe('AccessDenied');
});
