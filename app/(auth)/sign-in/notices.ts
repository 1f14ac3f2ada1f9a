import { describeAuthError } from '#core/auth-errors.ts';
import type { Language } from '#core/language.ts';

export type SignInNotice = { kind: 'error' | 'success' | 'info'; title: string; text: string };

/** What `?notice=`, `?error=` and `?code=` may say above the form: a fixed list, nothing is echoed. */
export function signInNotice(
  language: Language,
  { notice, error, code }: Record<string, unknown>,
): SignInNotice | null {
  if (typeof notice === 'string' && Object.hasOwn(notices, notice)) {
    return notices[notice as keyof typeof notices];
  }
  if (error === undefined) return null;
  const { title, text } = describeAuthError(language, error, code);
  return { kind: 'error', title, text };
}

const notices = {
  'signed-out': { kind: 'success', title: 'You are signed out', text: 'See you soon.' },
  'email-verified': {
    kind: 'success',
    title: 'Your address is confirmed',
    text: 'Sign in with the password that you chose.',
  },
  'session-ended': {
    kind: 'info',
    title: 'Your session has ended',
    text: 'Sign in again to go on where you were.',
  },
} as const satisfies Record<string, SignInNotice>;
