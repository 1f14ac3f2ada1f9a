import { cookies, headers } from 'next/headers';
import { AuthError } from 'next-auth';
import { signIn } from '#auth.ts';
import type { AccountNotice } from '#core/account-notices.ts';
import type { PublicUser } from '#core/actors.ts';
import type { Language } from '#core/language.ts';
import { accept, type Outcome, refuse } from '#core/outcome.ts';
import {
  claimsOf,
  type OpenedSession,
  type SessionView,
  sessionView,
  userOf,
} from '#core/session-claims.ts';
import { cookieAttributes, sessionCookieName } from '#core/session-cookie.ts';
import { type SessionClaims, sealSession, sessionKeyRing } from '#core/session-token.ts';
import type { SignInInput } from '#core/sign-in.ts';
import { withAuthNote } from '#server/auth-note.ts';
import { openToken } from '#server/current-session.ts';
import { environment } from '#server/env.ts';
import { logFault } from '#server/log.ts';
import { SignInRefused } from '#server/password-door.ts';
import { deliverSoon } from './deliver-soon.ts';
import { rememberLanguage } from './language.ts';
import { rememberMethod } from './last-method.ts';

/**
 * Signs in with a password through Auth.js and sets the session cookie: the Server Action and
 * `POST /api/sign-in` alike. A refusal comes back as the door gave it.
 */
export async function openSession(input: SignInInput): Promise<Outcome<SignedIn>> {
  try {
    const { note } = await withAuthNote('ordinary', await headers(), () =>
      signIn('credentials', {
        redirect: false,
        redirectTo: '/account',
        email: input.email.email,
        password: input.password,
        rememberMe: String(input.rememberMe),
      }),
    );
    // A new device is told of by letter.
    if (note.hasLetter) deliverSoon(accept(null));
    if (note.language) await rememberLanguage(note.language);
  } catch (error) {
    if (error instanceof SignInRefused) return { ok: false, refusal: error.refusal };
    if (!(error instanceof AuthError)) throw error;
    logFault(error);
    return refuse('authentication_error');
  }
  return readOpened();
}

/** Whom a sign-in let in; `notices` only where there is something to tell. */
export type SignedIn = { user: PublicUser; session: SessionView; notices?: AccountNotice[] };

/** What the fresh cookie says; one that shall end with the browser loses its expiry. */
async function readOpened(): Promise<Outcome<SignedIn>> {
  const { isHttps } = environment();
  const jar = await cookies();
  const name = sessionCookieName(isHttps);
  const token = jar.get(name)?.value;
  const claims = await openToken(token);
  if (!claims || !token) return refuse('authentication_error');
  if (!claims.rem) jar.set(name, token, cookieAttributes(isHttps));
  await rememberMethod('password');
  const { notices } = claims;
  return accept({ ...answerOf(claims), ...(notices ? { notices } : {}) });
}

/** Gives this browser the cookie of a session that a use case has opened in the old one's place. */
export async function keepSession({
  user,
  session,
  language,
}: {
  user: PublicUser;
  session: OpenedSession;
  language: Language | null;
}): Promise<{ user: PublicUser; session: SessionView }> {
  const { secrets, isHttps } = environment();
  const claims = claimsOf(user, session);
  const token = await sealSession(claims, await sessionKeyRing(secrets));
  const expiry = claims.rem ? { expires: session.absoluteExpiresAt } : {};
  (await cookies()).set(sessionCookieName(isHttps), token, {
    ...cookieAttributes(isHttps),
    ...expiry,
  });
  if (language) await rememberLanguage(language);
  return answerOf(claims);
}

function answerOf(claims: SessionClaims) {
  return { user: userOf(claims), session: sessionView(claims) };
}
