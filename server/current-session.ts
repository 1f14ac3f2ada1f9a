import type { SessionCheck, Strictness } from '#core/session-check.ts';
import { readCookie, sessionCookieName } from '#core/session-cookie.ts';
import { openSession, type SessionClaims, sessionKeyRing } from '#core/session-token.ts';
import { createEdgeSessionCheck } from './edge-session-check.ts';
import { environment } from './env.ts';

/** What a request's cookie says: nothing, a session that has ended, or a live one. */
export type CurrentSession =
  | { state: 'none'; claims: null }
  | { state: 'ended'; claims: null }
  | { state: 'live'; claims: SessionClaims };

/**
 * Reads the session of a request and decides whether it is live: the one way for `auth()`, pages,
 * actions and endpoints. Throws a ServiceFault when that could not be decided.
 */
export async function currentSession(
  headers: Headers,
  strictness: Strictness = 'ordinary',
): Promise<CurrentSession> {
  const opened = await openedClaims(headers);
  if (!opened) return { state: 'none', claims: null };
  const claims = await sessionCheck()(opened, strictness);
  return claims ? { state: 'live', claims } : { state: 'ended', claims: null };
}

/** Opens the session token of a request without asking whether its session is live still. */
export async function openedClaims(headers: Headers): Promise<SessionClaims | null> {
  return openToken(readCookie(headers.get('cookie'), sessionCookieName(environment().isHttps)));
}

/** Opens a session token with the site's secrets; null when anything about it is wrong or over. */
export async function openToken(token: string | null | undefined): Promise<SessionClaims | null> {
  return openSession(token, await sessionKeyRing(environment().secrets), new Date());
}

let check: SessionCheck | null = null;

/** The check of sessions of this instance, made at the first call. */
export function sessionCheck(): SessionCheck {
  const { redis, database, sessions } = environment();
  const { idleMilliseconds } = sessions;
  check ??= createEdgeSessionCheck({ redis, database, idleMilliseconds });
  return check;
}
