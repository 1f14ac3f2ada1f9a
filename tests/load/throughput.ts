import { createRevocationNews } from '#core/revocation-news.ts';
import { createSessionCheck } from '#core/session-check.ts';
import { openSession, sessionKeyRing } from '#core/session-token.ts';
import { ownSecret } from '#tests/support/own-site.ts';
import type { Asker } from './asker.ts';
import { median } from './figures.ts';
import type { LoadSession } from './load-sessions.ts';
import { inPace } from './pace.ts';

/** Two kinds of work, measured in blocks that alternate, so that noise strikes both alike. */
export type Comparison = {
  /** Medians of the blocks: requests a second, or openings in a second of this process's own time. */
  first: number;
  second: number;
  /** First to second in one pair of blocks: the median, and the least and the greatest. */
  ratio: number;
  least: number;
  greatest: number;
};

const requestsPerBlock = 100;
const pairsOfRequests = 6;
const opensPerBlock = 200;
const pairsOfOpens = 60;
/** Endings in the map that a check looks into: as many as one every two thirds of a second makes. */
const heardEndings = 1000;

/** A page of the signed-in against a page that checks no session, in requests. */
export function comparePages(
  asker: Asker,
  site: string,
  { token }: LoadSession,
): Promise<Comparison> {
  const ask = async (path: string, cookie: string | null) => {
    const answer = await asker.ask('GET', site + path, cookie);
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status}`);
  };
  const block = Array.from({ length: requestsPerBlock }, (_, at) => at);
  return compare(
    { pairs: pairsOfRequests, perBlock: requestsPerBlock, clock: () => performance.now() },
    () => inPace(block, { atOnce: 8 }, () => ask('/account', token)),
    () => inPace(block, { atOnce: 8 }, () => ask('/sign-in', null)),
  );
}

/**
 * Opening a young token and checking its session against opening it alone, in this process. Only
 * its own time on the processors counts, so that a busy machine does not blur it.
 */
export async function compareCheck({ token }: LoadSession): Promise<Comparison> {
  const ring = await sessionKeyRing([ownSecret]);
  const endings = Array.from({ length: heardEndings }, (_, at): [string, number] => [
    `an-ended-session-${at}`,
    Date.now(),
  ]);
  const news = createRevocationNews(async () => endings, Date.now);
  const silent = async () => {
    throw new Error('a young token was held against the registry');
  };
  const records = { look: silent, wasLive: silent };
  const check = createSessionCheck({ clock: { now: () => new Date() }, news, records });
  const open = async () => {
    const claims = await openSession(token, ring, new Date());
    if (!claims) throw new Error('the token does not open');
    return claims;
  };
  const openAndCheck = async () => {
    if (!(await check(await open(), 'ordinary'))) throw new Error('the session has ended');
  };
  const clock = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  return compare(
    { pairs: pairsOfOpens, perBlock: opensPerBlock, clock },
    () => times(opensPerBlock, openAndCheck),
    () => times(opensPerBlock, open),
  );
}

/** Both kinds in turn; the first pair warms up and does not count. */
async function compare(
  { pairs, ...block }: Block & { pairs: number },
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<Comparison> {
  const rates: [first: number, second: number][] = [];
  for (let pair = 0; pair <= pairs; pair += 1) {
    const isTurned = pair % 2 === 1;
    const one = await rateOf(block, isTurned ? second : first);
    const other = await rateOf(block, isTurned ? first : second);
    if (pair > 0) rates.push(isTurned ? [other, one] : [one, other]);
  }
  const ratios = rates.map(([a, b]) => a / b);
  return {
    first: median(rates.map(([rate]) => rate)),
    second: median(rates.map(([, rate]) => rate)),
    ratio: median(ratios),
    least: Math.min(...ratios),
    greatest: Math.max(...ratios),
  };
}

/** How much work one block is, and the clock that times it, in milliseconds. */
type Block = { perBlock: number; clock: () => number };

async function rateOf({ perBlock, clock }: Block, run: () => Promise<unknown>): Promise<number> {
  const startedAt = clock();
  await run();
  return (perBlock * 1000) / (clock() - startedAt);
}

async function times(count: number, run: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < count; done += 1) await run();
}
