import { cookies, headers } from 'next/headers';
import { ServiceFault } from '#core/fault.ts';
import { cookieAttributes, sessionCookieName } from '#core/session-cookie.ts';
import { signOut } from '#core/sign-out.ts';
import { callerOf } from '#server/caller.ts';
import { openedClaims } from '#server/current-session.ts';
import { environment } from '#server/env.ts';
import { logFault } from '#server/log.ts';
import { ports } from '#server/ports.ts';

/**
 * Ends this request's session: in the registry first, then the cookie. Idempotent. When the
 * registry cannot be reached the cookie goes all the same: this browser is signed out.
 */
export async function closeSession(): Promise<void> {
  const requestHeaders = await headers();
  const caller = callerOf(requestHeaders);
  try {
    await signOut(ports(), await openedClaims(requestHeaders), caller);
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    logFault(error, { requestId: caller.requestId });
  }
  await forgetSession();
}

/** Clears the session cookie of this browser, whose session has ended. */
export async function forgetSession(): Promise<void> {
  const { isHttps } = environment();
  const attributes = { ...cookieAttributes(isHttps), maxAge: 0 };
  (await cookies()).set(sessionCookieName(isHttps), '', attributes);
}
