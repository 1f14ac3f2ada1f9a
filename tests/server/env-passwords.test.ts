import { expect, test } from 'vitest';
import { breachedPasswordsApi, passwordRules, passwordSettings } from '#server/env-passwords.ts';

test('fifteen characters and the real list, unless something else is said', () => {
  expect(passwordSettings({})).toEqual({
    passwordPolicy: { minimum: 15 },
    breachedPasswordsUrl: breachedPasswordsApi,
  });
  expect(passwordRules({})).toEqual([]);
});

test.each(['12', '15', '64'])('PASSWORD_MINIMUM may be %s', (PASSWORD_MINIMUM) => {
  expect(passwordRules({ PASSWORD_MINIMUM })).toEqual([]);
  expect(passwordSettings({ PASSWORD_MINIMUM }).passwordPolicy.minimum).toBe(
    Number(PASSWORD_MINIMUM),
  );
});

test.each(['8', '11', '65', '015', '15.0', '-15', '1e2', ' 15', 'fifteen'])(
  'PASSWORD_MINIMUM may not be %j',
  (PASSWORD_MINIMUM) => {
    expect(passwordRules({ PASSWORD_MINIMUM })).toEqual([
      'PASSWORD_MINIMUM must be a whole number from 12 to 64',
    ]);
  },
);

test('the look-up is switched off by one word', () => {
  expect(passwordRules({ BREACHED_PASSWORDS_URL: 'off' })).toEqual([]);
  expect(passwordSettings({ BREACHED_PASSWORDS_URL: 'off' }).breachedPasswordsUrl).toBeNull();
});

test('another list is asked over TLS alone, a stand-in on this machine alone', () => {
  const mirror = 'https://breaches.example.com/';
  expect(passwordRules({ BREACHED_PASSWORDS_URL: mirror })).toEqual([]);
  expect(passwordSettings({ BREACHED_PASSWORDS_URL: mirror }).breachedPasswordsUrl).toBe(
    'https://breaches.example.com',
  );
  for (const BREACHED_PASSWORDS_URL of ['http://breaches.example.com', 'no', 'OFF']) {
    expect(passwordRules({ BREACHED_PASSWORDS_URL })).toHaveLength(1);
  }
  const local = { BREACHED_PASSWORDS_LOCAL_URL: 'http://localhost:4000/breaches' };
  expect(passwordRules(local)).toEqual([]);
  expect(passwordSettings(local).breachedPasswordsUrl).toBe('http://localhost:4000/breaches');
  expect(passwordRules({ BREACHED_PASSWORDS_LOCAL_URL: 'https://evil.test/breaches' })).toEqual([
    'BREACHED_PASSWORDS_LOCAL_URL stands in for a real service and is honoured for addresses on localhost only',
  ]);
});
