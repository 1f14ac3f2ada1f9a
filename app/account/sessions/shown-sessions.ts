import { ServiceFault } from '#core/fault.ts';
import { listSessions } from '#core/list-sessions.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { deviceOf } from '#server/device.ts';
import { logFault } from '#server/log.ts';
import { ports } from '#server/ports.ts';

/** The sessions of a viewer with their devices named; null while the registry is silent. */
export async function shownSessions(claims: SessionClaims) {
  try {
    const sessions = await listSessions(ports(), claims);
    return sessions.map((session) => ({ ...session, device: deviceOf(session.userAgent) }));
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    logFault(error);
    return null;
  }
}
