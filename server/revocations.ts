import { newsLifetimeMilliseconds } from '#core/revocation-news.ts';
import type { DeferredEnding, Revocations } from '#core/session-ports.ts';
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
    async defer(ending) {
      const command = ['RPUSH', deferredKey, textOf(ending)];
      const answer = await redisCommand(redis, command, timeoutMilliseconds);
      if (!answer) logEvent('revocation.lost', { sessionId: ending.sid }, 'error');
    },
    async deferred(limit) {
      const command = ['LRANGE', deferredKey, 0, limit - 1];
      const answer = await redisCommand(redis, command, timeoutMilliseconds);
      const kept = Array.isArray(answer?.result) ? answer.result : [];
      return kept.map(readEnding);
    },
    async settle(ending) {
      const command = ['LREM', deferredKey, 1, textOf(ending)];
      await redisCommand(redis, command, timeoutMilliseconds);
    },
    async noteOpened(sid) {
      const command = ['SET', liveKey(sid), 1, 'EX', rememberedSeconds];
      await redisCommand(redis, command, timeoutMilliseconds);
    },
  };
}

/** The list of sign-outs that the registry did not hear. */
const deferredKey = 'revocations:deferred';

function textOf({ sid, sub, at }: DeferredEnding): string {
  return `${sid} ${sub} ${at.toISOString()}`;
}

function readEnding(text: unknown): DeferredEnding {
  const [sid = '', sub = '', at = ''] = String(text).split(' ');
  return { sid, sub, at: new Date(at) };
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
