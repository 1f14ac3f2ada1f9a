import { ServiceFault } from '#core/fault.ts';

/** Where Neon's HTTP protocol is spoken; `endpoint` is the local cloud's, null Neon's own. */
export type EdgeDatabase = { url: string; endpoint: string | null };

const timeoutMilliseconds = 2000;

/**
 * Asks the database one statement by a bare fetch of Neon's HTTP protocol, for the check of a
 * session, middleware's included: driver and query builder would cost it 40 KB. Rows come as
 * texts. Throws a ServiceFault when there is no answer within 2 s.
 */
export async function databaseRows(
  { url, endpoint }: EdgeDatabase,
  query: string,
  params: readonly (string | null)[],
): Promise<(string | null)[][]> {
  let code = 'unreachable';
  try {
    const answer = await fetch(endpoint ?? neonEndpoint(url), {
      method: 'POST',
      headers: {
        'Neon-Connection-String': url,
        'Neon-Raw-Text-Output': 'true',
        'Neon-Array-Mode': 'true',
      },
      body: JSON.stringify({ query, params }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    code = 'refused';
    const { rows } = (await answer.json()) as { rows?: unknown };
    if (answer.ok && Array.isArray(rows)) return rows;
  } catch {
    // What was thrown may hold the address; the code says enough.
  }
  throw new ServiceFault('database', code);
}

/** Neon answers HTTP on the host `api` beside the database's own. */
function neonEndpoint(url: string): string {
  return `https://${new URL(url).hostname.replace(/^[^.]+/, 'api')}/sql`;
}
