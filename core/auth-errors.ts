import type { Language } from './language.ts';
import { authErrors as german } from './messages/de/auth-errors.ts';
import { type AuthErrorKind, authErrors as english } from './messages/en/auth-errors.ts';
import { isRefusalCode, type RefusalCode } from './outcome.ts';
import { wordRefusal } from './word-refusal.ts';

type Meaning = { kind: AuthErrorKind } | { refusal: RefusalCode };

const notReached = { kind: 'notReached' } as const;
const notBelieved = { kind: 'notBelieved' } as const;
const notStored = { kind: 'notStored' } as const;
const notLinked = { refusal: 'account_exists' } as const;
const letterFailed = { kind: 'letterFailed' } as const;

/** What Auth.js's names of errors mean: a fixed list; nothing of the request is echoed. */
const meanings: Record<string, Meaning> = {
  Configuration: { kind: 'notConfigured' },
  AccessDenied: { kind: 'accessDenied' },
  Verification: { kind: 'linkDead' },
  CredentialsSignin: { kind: 'wrongCredentials' },
  MissingCSRF: { kind: 'formExpired' },
  SessionRequired: { kind: 'signInFirst' },
  OAuthSignin: notReached,
  OAuthSignInError: notReached,
  OAuthCallback: notBelieved,
  OAuthCallbackError: notBelieved,
  OAuthProfileParseError: notBelieved,
  InvalidCheck: { kind: 'tooLate' },
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
  InvalidProvider: { kind: 'unknownProvider' },
};

/** Refusals whose sentence does not say what to do after a sign-in. */
const kindsByRefusal: Partial<Record<RefusalCode, AuthErrorKind>> = {
  access_denied: 'deniedByProvider',
  unknown_provider: 'unknownProvider',
};

/**
 * Titles and sentences for an error from the address, by Auth.js's name or by a code of ours;
 * unknown ones get general words. Our own refusal, passed on beside the error, says more and wins:
 * only `authentication_error` does not, where Auth.js says what failed.
 */
export function describeAuthError(
  language: Language,
  error: unknown,
  refusal?: unknown,
): { code: string; title: string; text: string } {
  const name = typeof error === 'string' && Object.hasOwn(meanings, error) ? error : null;
  const meaning = name === null ? undefined : meanings[name];
  const code = [refusal, error].find(isCode);
  if (code === undefined) {
    return { code: name ?? 'unknown', ...wordsOf(meaning ?? { kind: 'unknown' }, language) };
  }
  const kind = kindsByRefusal[code];
  const own = kind ? { kind } : { refusal: code };
  const isVague = code === 'authentication_error';
  return { code, ...wordsOf((isVague && meaning) || own, language) };
}

const words: Record<Language, typeof english> = { en: english, de: german };

function wordsOf(meaning: Meaning, language: Language): { title: string; text: string } {
  if ('kind' in meaning) {
    const [title, text] = words[language][meaning.kind];
    return { title, text };
  }
  const { title, detail } = wordRefusal({ code: meaning.refusal }, language);
  return { title, text: detail };
}

function isCode(value: unknown): value is RefusalCode {
  return typeof value === 'string' && isRefusalCode(value);
}
