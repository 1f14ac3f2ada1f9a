import { cookies } from 'next/headers';
import { AuthError } from 'next-auth';
import { SignInRefused, signIn } from '#auth.ts';
import { accept, type Outcome, refuse } from '#core/outcome.ts';
import type { PublicUser } from '#core/ports.ts';
import { type SessionView, sessionView, userOf } from '#core/session-claims.ts';
import { cookieAttributes, sessionCookieName } from '#core/session-cookie.ts';
import { openSession as openToken, sessionKeyRing } from '#core/session-token.ts';
import type { SignInInput } from '#core/sign-in.ts';
import { environment } from '#server/env.ts';
import { logFault } from '#server/log.ts';

/**
 * Signs in with a password through Auth.js and sets the session cookie: the Server Action and
 * `POST /api/sign-in` alike. A refusal comes back as the door gave it.
 */
export async function openSession(
  input: SignInInput,
): Promise<Outcome<{ user: PublicUser; session: SessionView }>> {
  try {
    await signIn('credentials', {
      redirect: false,
      redirectTo: '/account',
      email: input.email.email,
      password: input.password,
      rememberMe: String(input.rememberMe),
    });
  } catch (error) {
    if (error instanceof SignInRefused) return { ok: false, refusal: error.refusal };
    if (!(error instanceof AuthError)) throw error;
    logFault(error);
    return refuse('authentication_error');
  }
  return readOpened();
}

/** What the fresh cookie says; one that shall end with the browser loses its expiry. */
async function readOpened() {
  const { secrets, isHttps } = environment();
  const jar = await cookies();
  const name = sessionCookieName(isHttps);
  const token = jar.get(name)?.value;
  const claims = await openToken(token, await sessionKeyRing(secrets), new Date());
  if (!claims || !token) return refuse('authentication_error');
  if (!claims.rem) jar.set(name, token, cookieAttributes(isHttps));
  return accept({ user: userOf(claims), session: sessionView(claims) });
}
