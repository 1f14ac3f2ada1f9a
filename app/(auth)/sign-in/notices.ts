import { describeAuthError } from '#core/auth-errors.ts';
import type { Language } from '#core/language.ts';
import { messages } from '#ui/messages/messages.ts';

export type SignInNotice = { kind: 'error' | 'success' | 'info'; title: string; text: string };

/** What `?notice=`, `?error=` and `?code=` may say above the form: a fixed list, nothing is echoed. */
export function signInNotice(
  language: Language,
  { notice, error, code }: Record<string, unknown>,
): SignInNotice | null {
  if (typeof notice === 'string' && Object.hasOwn(kinds, notice)) {
    const name = notice as keyof typeof kinds;
    return { kind: kinds[name], ...messages[language].signingIn.signIn.notices[name] };
  }
  if (error === undefined) return null;
  const { title, text } = describeAuthError(language, error, code);
  return { kind: 'error', title, text };
}

const kinds = {
  'signed-out': 'success',
  'email-verified': 'success',
  'session-ended': 'info',
} as const;
