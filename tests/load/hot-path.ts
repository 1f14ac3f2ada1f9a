import { newsIntervalMilliseconds } from '#core/revocation-news.ts';
import type { CloudControl } from '#tests/support/cloud-control.ts';
import type { Asker } from './asker.ts';
import type { LoadSession } from './load-sessions.ts';
import { inPace } from './pace.ts';

/** What one kind of request cost at the services of the local cloud. */
export type Cost = {
  what: string;
  requests: number;
  database: number;
  redis: number;
  seconds: number;
  /** How many requests to each service are allowed at most; null where nothing is promised. */
  most: { database: number; redis: number } | null;
};

type Request = { method: string; path: string; token: string | null };

type Expected = {
  status: number;
  /** How many functions with news of their own such a request passes, where those alone may cost. */
  functions: number | null;
};

const atOnce = 25;

/** Counts what every kind of request costs, one kind after the other. */
export async function countCosts(
  asker: Asker,
  control: CloudControl,
  site: string,
  sessions: Record<'staying' | 'due' | 'ending', readonly LoadSession[]>,
): Promise<Cost[]> {
  const { staying, due, ending } = sessions;
  const costs: Cost[] = [];
  const count = async (what: string, requests: Request[], expected: Expected) =>
    costs.push(await costOf(asker, control, site, what, requests, expected));
  const free = (functions: number) => ({ status: 200, functions });
  const paid = { status: 200, functions: null };
  await count('`GET /account`, young tokens', getInTurn(2000, '/account', staying), free(2));
  await count('`GET /api/current`, young', getInTurn(2000, '/api/current', staying), free(2));
  await count('`GET /`', getInTurn(500, '/', staying), free(0));
  await count('`GET /account`, due: the first page', getInTurn(due.length, '/account', due), paid);
  await count('`GET /account`, due: the same again', getInTurn(due.length, '/account', due), paid);
  await count('`GET /admin`, strict', getInTurn(200, '/admin', staying), paid);
  const endings = ending.map(({ id, ownerToken: token }) => ({
    ...{ method: 'DELETE', path: `/api/sessions/${id}`, token },
  }));
  await count('`DELETE /api/sessions/{id}`', endings, { status: 204, functions: null });
  return costs;
}

/**
 * Sends requests to an instance and counts what they cost the database and Redis. Throws when an
 * answer has another status than the expected one.
 */
export async function costOf(
  asker: Asker,
  control: CloudControl,
  site: string,
  what: string,
  requests: readonly Request[],
  { status, functions }: Expected,
): Promise<Cost> {
  await control.resetCounters();
  const startedAt = performance.now();
  await inPace(requests, { atOnce }, async ({ method, path, token }) => {
    const answer = await asker.ask(method, site + path, token);
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status}`);
  });
  const milliseconds = performance.now() - startedAt;
  const { database, redis } = await control.counters();
  const readings = Math.floor(milliseconds / newsIntervalMilliseconds) + 1;
  return {
    what,
    requests: requests.length,
    database: database.requests,
    redis: redis.requests,
    seconds: milliseconds / 1000,
    most: functions === null ? null : { database: 0, redis: functions * readings },
  };
}

/** So many GET requests, with the tokens of sessions in turn. */
export function getInTurn(
  count: number,
  path: string,
  sessions: readonly LoadSession[],
): Request[] {
  return Array.from({ length: count }, (_, at) => ({
    method: 'GET',
    path,
    token: sessions[at % sessions.length]?.token ?? null,
  }));
}

/** Costs that are higher than what is promised, as sentences. */
export function brokenCosts(costs: readonly Cost[]): string[] {
  return costs.flatMap(({ what, database, redis, most }) => [
    ...(most && database > most.database ? [`${what}: ${database} requests to the database`] : []),
    ...(most && redis > most.redis
      ? [`${what}: ${redis} requests to Redis, more than ${most.redis}`]
      : []),
  ]);
}
