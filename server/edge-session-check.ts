import { createRevocationNews } from '#core/revocation-news.ts';
import { createSessionCheck, type SessionCheck } from '#core/session-check.ts';
import { renewAfterSeconds } from '#core/session-token.ts';
import { readSessionLook, sessionLookParameters, sessionLookQuery } from '#db/session-look.ts';
import { databaseRows, type EdgeDatabase } from './edge-database.ts';
import { type EdgeRedis, redisCommand } from './edge-redis.ts';

/** How long a reading of Redis may take, in milliseconds: pages wait for it. */
const redisMilliseconds = 300;
/** How long Redis remembers that a session was live, in seconds. */
export const rememberedSeconds = 3600;

/** The sorted set of endings: session ids by the moment at which they were told. */
export const newsKey = 'revocations';
/** The key that says a session was live when its cookie was last made. */
export const liveKey = (sid: string) => `session:${sid}`;

export type EdgeServices = {
  redis: EdgeRedis;
  database: EdgeDatabase;
  /** Sessions that were not seen for so long have ended; null: there is no such limit. */
  idleMilliseconds: number | null;
};

/**
 * Makes the check of sessions of this instance over bare fetches: middleware, and the functions
 * of pages, actions and endpoints, each have their own with its own memory.
 */
export function createEdgeSessionCheck({
  redis,
  database,
  idleMilliseconds,
}: EdgeServices): SessionCheck {
  const clock = { now: () => new Date() };
  const news = createRevocationNews(async (since, limit) => {
    const command = ['ZRANGE', newsKey, since, '+inf', 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES'];
    const answer = await redisCommand(redis, command, redisMilliseconds);
    return answer && pairsOf(answer.result);
  }, Date.now);
  return createSessionCheck({
    clock,
    news,
    records: {
      async look(session, now) {
        const idleSince =
          idleMilliseconds === null ? null : new Date(now.getTime() - idleMilliseconds);
        const parameters = sessionLookParameters(session, now, idleSince);
        const [row] = await databaseRows(database, sessionLookQuery, parameters);
        return readSessionLook(row);
      },
      async wasLive(sid) {
        const answer = await redisCommand(redis, ['EXISTS', liveKey(sid)], redisMilliseconds);
        return answer?.result === 1;
      },
    },
  });
}

/**
 * Decides which of many requests renews a session's cookie: true for one in ten minutes, and never
 * for a session whose end was told meanwhile. Redis notes at once that the session is live.
 * Without Redis nobody renews.
 */
export async function winsRenewal(redis: EdgeRedis, sid: string): Promise<boolean> {
  const times = [rememberedSeconds, rememberedSeconds - renewAfterSeconds];
  const command = ['EVAL', renewalScript, 2, liveKey(sid), newsKey, sid, ...times];
  return (await redisCommand(redis, command, redisMilliseconds))?.result === 1;
}

const renewalScript = `if redis.call('ZSCORE',KEYS[2],ARGV[1]) or redis.call('TTL',KEYS[1])>tonumber(ARGV[3]) then return 0 end
redis.call('SET',KEYS[1],1,'EX',ARGV[2]) return 1`;

/** Redis lists members and scores in turn; anything else is no answer. */
function pairsOf(list: unknown): [string, number][] | null {
  if (!Array.isArray(list)) return null;
  const pairs: [string, number][] = [];
  for (let at = 0; at + 1 < list.length; at += 2) {
    pairs.push([String(list[at]), Number(list[at + 1])]);
  }
  return pairs;
}
