import { newsLifetimeMilliseconds } from '#core/revocation-news.ts';
import type { Revocations } from '#core/session-ports.ts';
import { type EdgeRedis, redisCommand } from './edge-redis.ts';
import { liveKey, newsKey, rememberedSeconds } from './edge-session-check.ts';
import { logEvent } from './log.ts';

const timeoutMilliseconds = 700;
/** Endings told by one command. */
const mostAtOnce = 256;

/**
 * Makes the port that tells every instance which sessions have ended. The moment of telling is by
 * the clock of Redis, so that no instance's own clock can hide an ending from a reader.
 */
export function createRevocations(redis: EdgeRedis): Revocations {
  async function tell(sessionIds: readonly string[]): Promise<void> {
    const keys = [newsKey, ...sessionIds.map(liveKey)];
    const command = ['EVAL', script, keys.length, ...keys, newsLifetimeMilliseconds, ...sessionIds];
    const answer = await redisCommand(redis, command, timeoutMilliseconds);
    if (!answer) logEvent('revocation.untold', { count: sessionIds.length }, 'warn');
  }

  return {
    async announce(sessionIds) {
      for (let at = 0; at < sessionIds.length; at += mostAtOnce) {
        await tell(sessionIds.slice(at, at + mostAtOnce));
      }
    },
    async noteOpened(sid) {
      const command = ['SET', liveKey(sid), 1, 'EX', rememberedSeconds];
      await redisCommand(redis, command, timeoutMilliseconds);
    },
  };
}

/** KEYS: the set, then each session's key; ARGV: the lifetime in milliseconds, then each id. */
const script = `
local told = redis.call('TIME')
local now = told[1] * 1000 + math.floor(told[2] / 1000)
for at = 2, #KEYS do
  redis.call('ZADD', KEYS[1], 'NX', now, ARGV[at])
  redis.call('DEL', KEYS[at])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. (now - ARGV[1]))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return now`;
