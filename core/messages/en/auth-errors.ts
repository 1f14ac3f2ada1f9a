/** What can go wrong while signing in with Auth.js, as far as a visitor can tell it apart. */
export type AuthErrorKind =
  | 'notConfigured'
  | 'accessDenied'
  | 'deniedByProvider'
  | 'linkDead'
  | 'wrongCredentials'
  | 'formExpired'
  | 'signInFirst'
  | 'notReached'
  | 'notBelieved'
  | 'tooLate'
  | 'notStored'
  | 'letterFailed'
  | 'unknownProvider'
  | 'unknown';

/** What `/auth/error` and `/sign-in?error=` say of each kind of failure: title and text. */
export const authErrors: Record<AuthErrorKind, readonly [title: string, text: string]> = {
  notConfigured: [
    'Sign-in is not available',
    'Something is not set up right on our side. Try again later.',
  ],
  accessDenied: [
    'Access denied',
    'Access was denied. Sign in with another account, or ask support.',
  ],
  deniedByProvider: [
    'Access denied',
    'The service did not let you in, or you said no there. Try again, or sign in another way.',
  ],
  linkDead: ['Link not valid', 'This link has expired or was used already. Ask for a new one.'],
  wrongCredentials: ['Sign-in failed', 'The e-mail address or the password is wrong.'],
  formExpired: ['Form expired', 'This form has expired. Go back, reload the page and try again.'],
  signInFirst: ['Sign in first', 'Sign in to continue.'],
  notReached: [
    'Service not reached',
    'The service that you sign in with could not be reached. Try again in a moment, or sign in another way.',
  ],
  notBelieved: [
    'Sign-in was not completed',
    'The service did not confirm who you are. Start again, or sign in another way.',
  ],
  tooLate: [
    'Sign-in has expired',
    'Signing in took too long, or began in another window. Start again.',
  ],
  notStored: [
    'Sign-in failed',
    'Something went wrong on our side while signing you in. Try again in a moment.',
  ],
  letterFailed: ['Letter not sent', 'We could not send you a letter. Try again.'],
  unknownProvider: [
    'Unknown provider',
    'There is no such way to sign in. Choose one on the sign-in page.',
  ],
  unknown: ['Sign-in did not work', 'Something went wrong while signing in. Try again.'],
};
