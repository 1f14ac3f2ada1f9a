import { expect, test } from 'vitest';
import { describeAuthError as describeIn } from '#core/auth-errors.ts';
import type { RefusalCode } from '#core/outcome.ts';
import { wordRefusal } from '#core/word-refusal.ts';

const describeAuthError = (error: unknown, refusal?: unknown) => describeIn('en', error, refusal);
const wordsOf = (code: RefusalCode) => wordRefusal({ code }, 'en');

const general = {
  code: 'unknown',
  title: 'Sign-in did not work',
  text: 'Something went wrong while signing in. Try again.',
};

test('a known error has its own words', () => {
  expect(describeAuthError('AccessDenied')).toMatchObject({ code: 'AccessDenied' });
});

test('OAUTH-08 an unknown error is told in general words, nothing of it is echoed', () => {
  for (const code of ['<script>', '__proto__', 'toString', '', undefined, ['AccessDenied'], {}]) {
    expect(describeAuthError(code)).toEqual(general);
    expect(describeAuthError(code, code)).toEqual(general);
  }
});

test('OAUTH-08 an unknown code is as if it were not there', () => {
  for (const code of ['<b>', 'constructor', '', ['busy'], null]) {
    expect(describeAuthError('OAuthCallbackError', code)).toEqual(
      describeAuthError('OAuthCallbackError'),
    );
  }
});

test.each([
  'Configuration',
  'AccessDenied',
  'Verification',
  'CredentialsSignin',
  'MissingCSRF',
  'SessionRequired',
  'OAuthSignin',
  'OAuthSignInError',
  'OAuthCallback',
  'OAuthCallbackError',
  'OAuthProfileParseError',
  'InvalidCheck',
  'OAuthAccountNotLinked',
  'AccountNotLinked',
  'OAuthCreateAccount',
  'EmailCreateAccount',
  'AdapterError',
  'CallbackRouteError',
  'Callback',
  'Signin',
  'EmailSignin',
  'EmailSignInError',
  'InvalidProvider',
])('Auth.js’s error %s is told in words of its own kind', (name) => {
  const { code, title, text } = describeAuthError(name);
  expect(code).toBe(name);
  expect(title).not.toBe(general.title);
  expect(text).not.toContain(name);
});

test.each([
  ['CredentialsSignin', 'too_many_attempts'],
  ['AccessDenied', 'identity_taken'],
  ['AccessDenied', 'provider_email_unverified'],
  ['OAuthCallbackError', 'provider_unavailable'],
  ['Configuration', 'unavailable'],
  ['nothing that we know', 'account_exists'],
] as const)('our own refusal says more than the error %s that carries it: %s', (error, code) => {
  const { title, detail } = wordsOf(code);
  expect(describeAuthError(error, code)).toEqual({ code, title, text: detail });
});

test('a code of ours may also stand where Auth.js writes its name', () => {
  const { title, detail } = wordsOf('provider_connected');
  expect(describeAuthError('provider_connected')).toEqual({
    code: 'provider_connected',
    title,
    text: detail,
  });
});

test.each(['access_denied', 'unknown_provider'] as const)(
  '%s is told with what to do next, which the table leaves open',
  (code) => {
    const { text } = describeAuthError('AccessDenied', code);
    expect(text).not.toBe(wordsOf(code).detail);
    expect(text).toMatch(/another way|Choose one/);
  },
);

test('a vague code leaves the words to Auth.js’s name, when it has one', () => {
  const { text } = describeAuthError('OAuthCallbackError');
  expect(describeAuthError('OAuthCallbackError', 'authentication_error')).toMatchObject({
    code: 'authentication_error',
    text,
  });
  expect(describeAuthError('<b>', 'authentication_error')).toMatchObject({
    code: 'authentication_error',
    text: wordsOf('authentication_error').detail,
  });
});
