import { Redis } from '@upstash/redis';
import { ServiceFault } from '#core/fault.ts';

/** How long one request to Redis may take, its answer read to the end, in milliseconds. */
export const redisTimeoutMilliseconds = 700;

/**
 * Makes the client of Redis over Upstash's REST protocol. Commands of one moment travel in one
 * request; each request has 700 ms and one try: whoever asks decides what an outage means.
 */
export function createRedis({ url, token }: { url: string; token: string }): Redis {
  return new Redis({
    url,
    token,
    // `retry: false` would still try twice.
    retry: { retries: 0 },
    signal: () => AbortSignal.timeout(redisTimeoutMilliseconds),
    enableTelemetry: false,
    latencyLogging: false,
  });
}

/** Answers when Redis does; throws a ServiceFault when it does not. */
export async function pingRedis(redis: Redis): Promise<void> {
  let answer: unknown;
  try {
    answer = await redis.ping();
  } catch (error) {
    throw redisFault(error);
  }
  if (answer !== 'PONG') throw new ServiceFault('redis', 'unreadable');
}

/**
 * Turns whatever the client threw into ServiceFault('redis', code): `timeout`, `unreachable`,
 * `unreadable` or `refused`. Its messages repeat the whole command, so they stay behind.
 */
export function redisFault(error: unknown): ServiceFault {
  if (error instanceof ServiceFault) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError') return new ServiceFault('redis', 'timeout');
  if (name === 'UpstashError') return new ServiceFault('redis', 'refused');
  if (name === 'UpstashJSONParseError') return new ServiceFault('redis', 'unreadable');
  return new ServiceFault('redis', 'unreachable');
}
