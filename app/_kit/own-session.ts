import { ServiceFault } from '#core/fault.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { type CurrentSession, currentSession } from '#server/current-session.ts';
import { forgetSession } from './close-session.ts';

/** The live session of a browser that needs none; null without one, or when nobody could say. */
export async function ownSession(headers: Headers): Promise<SessionClaims | null> {
  return (await lookUp(headers))?.claims ?? null;
}

/**
 * Takes away the cookie of a session that has ended just now, so that the browser in which somebody
 * ended all of them does not show its pages until the news are heard.
 */
export async function forgetOwnEnded(headers: Headers): Promise<void> {
  if ((await lookUp(headers))?.state === 'ended') await forgetSession();
}

async function lookUp(headers: Headers): Promise<CurrentSession | null> {
  try {
    return await currentSession(headers, 'strict');
  } catch (error) {
    if (error instanceof ServiceFault) return null;
    throw error;
  }
}
