import { describeRefusal, isRefusalCode, type RefusalCode } from './outcome.ts';

type Words = readonly [title: string, text: string];

const notLinked = wordsOf('account_exists');
const notReached: Words = [
  'Service not reached',
  'The service that you sign in with could not be reached. Try again in a moment, or sign in another way.',
];
const notBelieved: Words = [
  'Sign-in was not completed',
  'The service did not confirm who you are. Start again, or sign in another way.',
];
const notStored: Words = [
  'Sign-in failed',
  'Something went wrong on our side while signing you in. Try again in a moment.',
];
const letterFailed: Words = ['Letter not sent', 'We could not send you a letter. Try again.'];

/** What `/auth/error` and `/sign-in?error=` say: a fixed list; nothing of the request is echoed. */
const errors = {
  Configuration: [
    'Sign-in is not available',
    'Something is not set up right on our side. Try again later.',
  ],
  AccessDenied: [
    'Access denied',
    'Access was denied. Sign in with another account, or ask support.',
  ],
  Verification: ['Link not valid', 'This link has expired or was used already. Ask for a new one.'],
  CredentialsSignin: ['Sign-in failed', describeRefusal('invalid_credentials').detail],
  MissingCSRF: ['Form expired', 'This form has expired. Go back, reload the page and try again.'],
  SessionRequired: ['Sign in first', describeRefusal('unauthenticated').detail],
  OAuthSignin: notReached,
  OAuthSignInError: notReached,
  OAuthCallback: notBelieved,
  OAuthCallbackError: notBelieved,
  OAuthProfileParseError: notBelieved,
  InvalidCheck: [
    'Sign-in has expired',
    'Signing in took too long, or began in another window. Start again.',
  ],
  OAuthAccountNotLinked: notLinked,
  AccountNotLinked: notLinked,
  OAuthCreateAccount: notStored,
  EmailCreateAccount: notStored,
  AdapterError: notStored,
  CallbackRouteError: notStored,
  Callback: notStored,
  Signin: notStored,
  EmailSignin: letterFailed,
  EmailSignInError: letterFailed,
  InvalidProvider: [
    'Unknown provider',
    'There is no such way to sign in. Choose one on the sign-in page.',
  ],
} as const satisfies Record<string, Words>;

/** Refusals whose sentence does not say what to do after a sign-in. */
const refusalsHere: Partial<Record<RefusalCode, Words>> = {
  access_denied: [
    'Access denied',
    'The service did not let you in, or you said no there. Try again, or sign in another way.',
  ],
  unknown_provider: errors.InvalidProvider,
};

const unknown: Words = [
  'Sign-in did not work',
  'Something went wrong while signing in. Try again.',
];

/**
 * Titles and sentences for an error from the address, by Auth.js's name or by a code of ours;
 * unknown ones get general words. Our own refusal, passed on beside the error, says more and wins:
 * only `authentication_error` does not, where Auth.js says what failed.
 */
export function describeAuthError(
  error: unknown,
  refusal?: unknown,
): { code: string; title: string; text: string } {
  const name = isErrorName(error) ? error : null;
  const code = [refusal, error].find(isCode);
  if (code === undefined) return answer(name ?? 'unknown', name ? errors[name] : unknown);
  const isVague = code === 'authentication_error' && name !== null;
  return answer(code, isVague ? errors[name] : (refusalsHere[code] ?? wordsOf(code)));
}

function answer(code: string, [title, text]: Words) {
  return { code, title, text };
}

function wordsOf(code: RefusalCode): Words {
  const { title, detail } = describeRefusal(code);
  return [title, detail];
}

function isErrorName(value: unknown): value is keyof typeof errors {
  return typeof value === 'string' && Object.hasOwn(errors, value);
}

function isCode(value: unknown): value is RefusalCode {
  return typeof value === 'string' && isRefusalCode(value);
}
