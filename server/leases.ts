import type { Leases } from '#core/provider-ports.ts';
import { type EdgeRedis, redisCommand } from './edge-redis.ts';

const timeoutMilliseconds = 700;
/** How long the count of a name is kept after its last taking: far longer than any lease. */
const fenceSeconds = 86_400;

/**
 * Makes the port of leases. Redis counts the time, so that the lease of a holder who died ends by
 * itself, whatever the clocks of the instances say.
 */
export function createLeases(redis: EdgeRedis): Leases {
  return {
    async acquire(name, milliseconds) {
      const keys = [leaseKey(name), fenceKey(name)];
      const command = ['EVAL', acquireScript, keys.length, ...keys, milliseconds, fenceSeconds];
      const answer = await redisCommand(redis, command, timeoutMilliseconds);
      if (typeof answer?.result !== 'number') return 'silent';
      return answer.result > 0 ? { fence: answer.result } : 'taken';
    },

    async release(name, fence) {
      const command = ['EVAL', releaseScript, 1, leaseKey(name), fence];
      await redisCommand(redis, command, timeoutMilliseconds);
    },
  };
}

const leaseKey = (name: string) => `lease:${name}`;
const fenceKey = (name: string) => `fence:${name}`;

/** KEYS: the lease and its count; ARGV: its milliseconds, and the seconds that the count is kept. */
const acquireScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local fence = redis.call('INCR', KEYS[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
redis.call('SET', KEYS[1], fence, 'PX', ARGV[1])
return fence`;

/** KEYS: the lease; ARGV: the fence under which it is given back. */
const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;
