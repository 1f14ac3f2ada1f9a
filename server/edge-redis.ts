/** Where Redis answers over Upstash's REST protocol. */
export type EdgeRedis = { url: string; token: string };

/**
 * One Redis command by a bare fetch, for the middleware: the client library would cost it 18 KB.
 * Null when Redis gives no answer within the time; never throws.
 */
export async function redisCommand(
  redis: EdgeRedis,
  command: readonly (string | number)[],
  timeoutMilliseconds: number,
): Promise<{ result: unknown } | null> {
  try {
    const answer = await fetch(redis.url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${redis.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(command),
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    return answer.ok ? ((await answer.json()) as { result: unknown }) : null;
  } catch {
    return null;
  }
}
