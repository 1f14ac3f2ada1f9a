import { readCookie, sessionCookieName } from '#core/session-cookie.ts';
import { openSession, type SessionClaims, sessionKeyRing } from '#core/session-token.ts';
import { environment } from './env.ts';

/**
 * Opens the session of a request: the one way for `auth()`, pages, actions and endpoints. Null
 * for visitors and for a token that is wrong or over.
 */
export async function currentClaims(headers: Headers): Promise<SessionClaims | null> {
  const { secrets, isHttps } = environment();
  const token = readCookie(headers.get('cookie'), sessionCookieName(isHttps));
  return openSession(token, await sessionKeyRing(secrets), new Date());
}

/** Decides whether a request carries a session cookie at all, open or dead. */
export function hasSessionCookie(headers: Headers): boolean {
  return readCookie(headers.get('cookie'), sessionCookieName(environment().isHttps)) !== null;
}
