import { ServiceFault } from '#core/fault.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { currentSession } from '#server/current-session.ts';

/** The live session of a browser that needs none; null without one, or when nobody could say. */
export async function ownSession(headers: Headers): Promise<SessionClaims | null> {
  try {
    return (await currentSession(headers, 'strict')).claims;
  } catch (error) {
    if (error instanceof ServiceFault) return null;
    throw error;
  }
}
