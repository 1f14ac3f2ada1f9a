import { encode } from 'jose/base64url';
import { auditContext, networkPrefix } from './caller.ts';
import { after, days, hours } from './clock.ts';
import type { Caller, Ports, PublicUser, SessionMethod } from './ports.ts';
import type { OpenedSession } from './session-claims.ts';

/** How long a session lives at most: remembered, and one that ends with the browser. */
export const sessionLifetimes = { remembered: days(30), forBrowser: hours(12) } as const;

/**
 * Opens a session for someone who has proved who they are, by whatever method: always a new id of
 * 192 random bits, kept in the registry together with the attempt that succeeded.
 */
export async function openNewSession(
  ports: Pick<Ports, 'clock' | 'sessions' | 'secrets'>,
  opening: {
    user: PublicUser;
    emailNormalised: string;
    method: SessionMethod;
    isRemembered: boolean;
  },
  caller: Caller,
): Promise<OpenedSession> {
  const { user, method, isRemembered } = opening;
  const openedAt = ports.clock.now();
  const lifetime = isRemembered ? sessionLifetimes.remembered : sessionLifetimes.forBrowser;
  const absoluteExpiresAt = after(openedAt, lifetime);
  const id = encode(crypto.getRandomValues(new Uint8Array(24)));
  const audit = auditContext(caller, user.id);
  const { ip, userAgent } = audit;
  await ports.sessions.open(
    { id, userId: user.id, method, createdAt: openedAt, absoluteExpiresAt, ip, userAgent },
    {
      at: openedAt,
      userId: user.id,
      emailDigest: await ports.secrets.keyedDigest('email', opening.emailNormalised),
      method,
      result: 'succeeded',
      ipPrefix: networkPrefix(caller),
      userAgent,
    },
    audit,
  );
  return { id, method, openedAt, absoluteExpiresAt, isRemembered };
}
