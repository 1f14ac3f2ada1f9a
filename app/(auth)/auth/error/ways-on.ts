/** Where to go on from a failed sign-in: the first way is the one that most want. */
export type Way = { href: string; label: string };

const signIn: Way = { href: '/sign-in', label: 'Back to sign-in' };
const connections: Way = { href: '/account/connections', label: 'Your connections' };
const start: Way = { href: '/', label: 'Back to the start' };

/** The ways on for a code, for a visitor or for someone whose session goes on. */
export function waysOn(code: string, isSignedIn: boolean): readonly [Way, Way] {
  if (isSignedIn) return [connections, { href: '/account', label: 'Your account' }];
  if (code === 'email_not_verified') return [{ href: '/check-email', label: confirm }, signIn];
  return code === 'account_disabled' ? [start, signIn] : [signIn, start];
}

const confirm = 'Confirm your address';

/** Decides whether the same again may go better: not when the answer would be the same. */
export function mayGoBetter(code: string): boolean {
  return !sameAgain.includes(code);
}

const sameAgain = [
  'account_disabled',
  'account_exists',
  'provider_email_unverified',
  'unknown_provider',
  'invalid_credentials',
  'email_not_verified',
];
