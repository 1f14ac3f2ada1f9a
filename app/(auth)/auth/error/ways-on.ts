import type { Messages } from '#ui/messages/messages.ts';

/** Where to go on from a failed sign-in, by the name of its words. */
export type Way = { href: string; name: keyof Messages['signingIn']['authError']['ways'] };

const signIn: Way = { href: '/sign-in', name: 'signIn' };
const connections: Way = { href: '/account/connections', name: 'connections' };
const start: Way = { href: '/', name: 'start' };
const account: Way = { href: '/account', name: 'account' };
const confirm: Way = { href: '/check-email', name: 'confirm' };

/**
 * The ways on for a code, for a visitor or for someone whose session goes on: the first is the one
 * that most want.
 */
export function waysOn(code: string, isSignedIn: boolean): readonly [Way, Way] {
  if (isSignedIn) return [connections, account];
  if (code === 'email_not_verified') return [confirm, signIn];
  return code === 'account_disabled' ? [start, signIn] : [signIn, start];
}

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
