import * as z from 'zod';
import type { Caller } from './actors.ts';
import { auditContext } from './caller.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { SessionEndReason, SessionsToEnd } from './session-ports.ts';
import type { SessionClaims } from './session-token.ts';
import { plainText } from './text-input.ts';

type EndingPorts = Pick<Ports, 'clock' | 'sessions' | 'revocations'>;

/** What ending one session takes. */
export const endSessionInput = z.strictObject({ sessionId: plainText });

/** Whose sessions end: of all other browsers, or of this one too. */
export const endSessionsScope = z.enum(['others', 'all']);

/** Ends one of a user's own sessions; another one's is as unknown as one that there is not. */
export async function endSession(
  ports: EndingPorts,
  claims: SessionClaims,
  sessionId: string,
  caller: Caller,
): Promise<Outcome<{ endedId: string }, 'not_found'>> {
  const which = { userId: claims.sub, only: sessionId };
  const [endedId] = await end(ports, which, 'ended_by_user', claims.sub, caller);
  return endedId === undefined ? refuse('not_found') : accept({ endedId });
}

/** Ends all of a user's other sessions, or all of them. */
export async function endSessions(
  ports: EndingPorts,
  claims: SessionClaims,
  scope: z.output<typeof endSessionsScope>,
  caller: Caller,
): Promise<Outcome<{ endedIds: string[] }, never>> {
  const which = { userId: claims.sub, except: scope === 'others' ? claims.sid : null };
  return accept({ endedIds: await end(ports, which, 'ended_by_user', claims.sub, caller) });
}

/**
 * Ends the sessions of an account that has changed, for changes whose own statement does not:
 * a reset, another address, a deletion. `except` is the session that brought the change about.
 */
export async function endSessionsOf(
  ports: EndingPorts,
  userId: string,
  why: SessionEndReason,
  caller: Caller,
  except: string | null = null,
): Promise<string[]> {
  return end(ports, { userId, except }, why, null, caller);
}

/** The registry first, which is the truth; then the news. */
async function end(
  ports: EndingPorts,
  which: SessionsToEnd,
  why: SessionEndReason,
  actorId: string | null,
  caller: Caller,
): Promise<string[]> {
  const audit = auditContext(caller, actorId);
  const endedIds = await ports.sessions.end(which, why, ports.clock.now(), audit);
  await ports.revocations.announce(endedIds);
  return endedIds;
}
