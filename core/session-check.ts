import { noticesOf } from './account-notices.ts';
import { type Clock, seconds } from './clock.ts';
import type { RevocationNews, SessionRecord, SessionRecords } from './session-ports.ts';
import {
  isRenewalDue,
  renewAfterSeconds,
  type SessionClaims,
  withNotices,
} from './session-token.ts';

/** Whether the news will do while the token is young, or the registry is asked each time. */
export type Strictness = 'ordinary' | 'strict';

/**
 * Decides whether an opened token speaks of a live session. Answers with its claims, as the
 * registry has them when it was asked (`iat` is the moment of that); null when the session has
 * ended. Throws a ServiceFault when it had to ask and nobody could answer.
 */
export type SessionCheck = (
  claims: SessionClaims,
  strictness: Strictness,
) => Promise<SessionClaims | null>;

/** How many sessions an instance remembers to have looked up. */
const mostLooks = 5000;
/** How long an instance does without a registry that was silent, where something stands in for it. */
const silenceMilliseconds = seconds(2);

/**
 * Makes the check of one instance: the one rule for middleware, `auth()`, pages, endpoints and
 * actions. A token whose last check is younger than ten minutes is held against the news alone;
 * an older one against the registry, once in ten minutes for each instance; a strict one always.
 */
export function createSessionCheck({
  clock,
  news,
  records,
}: {
  clock: Clock;
  news: RevocationNews;
  records: SessionRecords;
}): SessionCheck {
  const looks = new Map<string, Look>();
  let silentUntil = 0;

  function lookUp(claims: SessionClaims, now: Date): Look {
    const look = { at: now.getTime(), record: records.look(claims, now) };
    looks.delete(claims.sid);
    looks.set(claims.sid, look);
    look.record.catch(() => {
      if (looks.get(claims.sid) === look) looks.delete(claims.sid);
    });
    const [oldest] = looks.keys();
    if (looks.size > mostLooks && oldest !== undefined) looks.delete(oldest);
    return look;
  }

  async function recheck(claims: SessionClaims, now: Date): Promise<SessionClaims | null> {
    const known = looks.get(claims.sid);
    const isKnown = known && now.getTime() - known.at < seconds(renewAfterSeconds);
    return judge(claims, isKnown ? known : lookUp(claims, now));
  }

  return async (claims, strictness) => {
    const now = clock.now();
    if (strictness === 'strict') return judge(claims, lookUp(claims, now));
    if (await news.hasEnded(claims.sid)) return null;
    if (!isRenewalDue(claims, now)) return claims;
    const isSilent = now.getTime() < silentUntil;
    if (isSilent && (await records.wasLive(claims.sid))) return claims;
    try {
      return await recheck(claims, now);
    } catch (error) {
      silentUntil = now.getTime() + silenceMilliseconds;
      if (await records.wasLive(claims.sid)) return claims;
      throw error;
    }
  };
}

type Look = { at: number; record: Promise<SessionRecord | null> };

/** A session whose user has another role or address by now has ended, whoever changed it. */
async function judge(claims: SessionClaims, { at, record }: Look): Promise<SessionClaims | null> {
  const found = await record;
  if (!found || found.role !== claims.role || found.email !== claims.email) return null;
  const now = { ...claims, name: found.name, picture: found.image, iat: Math.floor(at / 1000) };
  return withNotices(now, noticesOf(found));
}
