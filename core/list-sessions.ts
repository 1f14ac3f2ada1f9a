import type { SessionMethod } from './actors.ts';
import { after } from './clock.ts';
import type { Ports } from './ports.ts';
import { idleSince } from './session-policy.ts';
import type { RegisteredSession } from './session-ports.ts';
import type { SessionClaims } from './session-token.ts';

/** One of a user's sessions as they see it; moments are ISO 8601 texts. */
export type ListedSession = {
  id: string;
  method: SessionMethod;
  createdAt: string;
  lastSeenAt: string;
  /** When it ends if it is not seen again. */
  expiresAt: string;
  absoluteExpiresAt: string;
  ip: string | null;
  place: string | null;
  userAgent: string | null;
  isCurrent: boolean;
};

/** Lists a user's live sessions: the one that asks first, then as they were last seen. */
export async function listSessions(
  ports: Pick<Ports, 'clock' | 'sessions' | 'policy'>,
  claims: SessionClaims,
): Promise<ListedSession[]> {
  const now = ports.clock.now();
  const found = await ports.sessions.list(claims.sub, now, idleSince(ports.policy, now));
  const { idleMilliseconds } = ports.policy;
  const views = found.map((session) => viewOf(session, claims.sid, idleMilliseconds));
  return [...views.filter((view) => view.isCurrent), ...views.filter((view) => !view.isCurrent)];
}

function viewOf(
  session: RegisteredSession,
  currentId: string,
  idleMilliseconds: number | null,
): ListedSession {
  const { id, method, createdAt, lastSeenAt, absoluteExpiresAt, ip, place, userAgent } = session;
  const idleEnd = idleMilliseconds === null ? null : after(lastSeenAt, idleMilliseconds);
  const expiresAt = idleEnd && idleEnd < absoluteExpiresAt ? idleEnd : absoluteExpiresAt;
  return {
    id,
    method,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    absoluteExpiresAt: absoluteExpiresAt.toISOString(),
    ip,
    place,
    userAgent,
    isCurrent: id === currentId,
  };
}
