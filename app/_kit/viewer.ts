import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import type { PublicUser } from '#core/actors.ts';
import { ServiceFault } from '#core/fault.ts';
import type { Strictness } from '#core/session-check.ts';
import { type SessionView, sessionView, userOf } from '#core/session-claims.ts';
import { sessionCookieName } from '#core/session-cookie.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { currentSession, openToken, sessionCheck } from '#server/current-session.ts';
import { environment } from '#server/env.ts';

/** Who looks at a page: what it may show of them, and the claims that use cases ask for. */
export type Viewer = { user: PublicUser; session: SessionView; claims: SessionClaims };

/** The signed-in viewer of this request, or null; read once a request. */
export const currentViewer = cache(async (strictness: Strictness): Promise<Viewer | null> => {
  const claims = (await isVisit())
    ? (await currentSession(await headers(), strictness)).claims
    : await claimsAfterAction(strictness);
  return claims && { user: userOf(claims), session: sessionView(claims), claims };
});

/**
 * The viewer as the registry knows them, or null, where that decides on the way and not on what is
 * shown: a page that sends the signed-in on must not send on one whom the next page sends back.
 */
export async function certainViewer(): Promise<Viewer | null> {
  try {
    return await currentViewer('strict');
  } catch (error) {
    if (error instanceof ServiceFault) return null;
    throw error;
  }
}

/**
 * Decides whether a page is rendered for a visit, and not as the answer to one of its own forms.
 * An answer must not redirect (an edge page would answer 500 to a browser without JavaScript),
 * nor judge a one-time token that the form has just used.
 */
export async function isVisit(): Promise<boolean> {
  const asked = await headers();
  return !asked.has('next-action') && !asked.has('content-type');
}

/** An action may have put a new session in the old one's place: its cookie counts, not the header. */
async function claimsAfterAction(strictness: Strictness): Promise<SessionClaims | null> {
  const jar = await cookies();
  const claims = await openToken(jar.get(sessionCookieName(environment().isHttps))?.value);
  return claims && sessionCheck()(claims, strictness);
}
