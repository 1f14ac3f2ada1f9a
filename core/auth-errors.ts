import { describeRefusal, isRefusalCode } from './outcome.ts';

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
} as const satisfies Record<string, readonly [title: string, text: string]>;

/**
 * Titles and sentences for an error code from the address; unknown codes get a general one. The
 * door's own refusal, when Auth.js passed one on beside its error, says more and wins.
 */
export function describeAuthError(
  code: unknown,
  refusal?: unknown,
): { code: string; title: string; text: string } {
  if (code === 'CredentialsSignin' && typeof refusal === 'string' && isRefusalCode(refusal)) {
    const { title, detail } = describeRefusal(refusal);
    return { code: refusal, title, text: detail };
  }
  const known = typeof code === 'string' && Object.hasOwn(errors, code);
  if (!known) {
    return {
      code: 'unknown',
      title: 'Sign-in did not work',
      text: 'Something went wrong while signing in. Try again.',
    };
  }
  const [title, text] = errors[code as keyof typeof errors];
  return { code, title, text };
}
