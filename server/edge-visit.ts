import { decideAccess, ruleFor } from '#core/access.ts';
import type { SessionCheck } from '#core/session-check.ts';
import { readCookie, sessionCookieName } from '#core/session-cookie.ts';
import {
  isRenewalDue,
  openSession,
  type SessionClaims,
  sealSession,
  sessionKeyRing,
} from '#core/session-token.ts';
import {
  databaseSettings,
  idleMilliseconds,
  redisSettings,
  sessionSecrets,
  siteOrigin,
} from '#core/site-settings.ts';
import { createEdgeSessionCheck } from './edge-session-check.ts';

/** Who comes to the gate. */
export type Visit = {
  origin: string;
  isHttps: boolean;
  /** The session cookie as it came. */
  token: string | null;
  /** What it says: of a live session, where the path asks for one. */
  claims: SessionClaims | null;
  /** The token is sound, and its session has ended. */
  hasEnded: boolean;
  /** Nobody could say whether the session is live. */
  isUncertain: boolean;
  /** The token is old, and the registry has just confirmed its session. */
  isDue: boolean;
  now: Date;
  /** Seals the claims anew. */
  reseal(): Promise<string | null>;
};

/** Where clients that load no page have their session renewed. */
export const sessionEndpoint = '/api/auth/session';

let check: SessionCheck | null = null;

/**
 * Reads who comes to a path; null when the settings of the site do not do. Where everyone may go
 * the session is not checked, since nothing hangs on it there.
 */
export async function readVisit(
  cookies: string | null,
  path: string,
  settings: Readonly<Record<string, string | undefined>>,
): Promise<Visit | null> {
  const secrets = sessionSecrets(settings);
  const origin = siteOrigin(settings);
  if (secrets.length === 0 || origin === null) return null;
  const isHttps = origin.startsWith('https:');
  const token = readCookie(cookies, sessionCookieName(isHttps));
  const now = new Date();
  const ring = await sessionKeyRing(secrets);
  const opened = await openSession(token, ring, now);
  const visit = {
    ...{ origin, isHttps, token, now, hasEnded: false, isUncertain: false, isDue: false },
    claims: opened,
    reseal: async () => null,
  };
  const isChecked = decideAccess(path, null) !== 'allow' || path === sessionEndpoint;
  if (!opened || !isChecked) return visit;
  check ??= createEdgeSessionCheck({
    redis: redisSettings(settings),
    database: databaseSettings(settings),
    idleMilliseconds: idleMilliseconds(settings),
  });
  try {
    const claims = await check(opened, ruleFor(path)?.isStrict ? 'strict' : 'ordinary');
    if (!claims) return { ...visit, claims, hasEnded: true };
    const isDue = isRenewalDue(opened, now) && !isRenewalDue(claims, now);
    return { ...visit, claims, isDue, reseal: () => sealSession(claims, ring) };
  } catch {
    return { ...visit, claims: null, isUncertain: true };
  }
}
