import { expect, it } from 'vitest';
import { scopesBeyondSignIn } from '#core/scopes-beyond-sign-in.ts';

it.each([
  ['Google', 'openid https://www.googleapis.com/auth/userinfo.email email profile'],
  ['GitHub', 'read:user,user:email'],
  ['Microsoft', 'openid profile email offline_access'],
  ['a provider that says nothing', null],
  ['a provider that grants nothing', ' '],
])('what %s grants for signing in reaches no further', (_, scope) => {
  expect(scopesBeyondSignIn(scope)).toEqual([]);
});

it('names each further scope once, as the provider writes it', () => {
  expect(scopesBeyondSignIn('repo,user:email, gist repo')).toEqual(['repo', 'gist']);
  expect(scopesBeyondSignIn('openid Calendars.Read')).toEqual(['Calendars.Read']);
});
