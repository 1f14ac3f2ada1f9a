import { cpus } from 'node:os';
import { duration } from '#local/launcher/terminal.ts';
import { markdownTable, percentile } from './figures.ts';
import { brokenCosts, type Cost } from './hot-path.ts';
import type { Pace } from './pace.ts';
import { type Door, promisedMilliseconds, type Revocation } from './revocations.ts';
import type { Comparison } from './throughput.ts';

/** Everything that one run found. */
export type Measured = {
  pace: Pace;
  engines: string;
  revocations: Revocation[];
  /** Requests with ended sessions that either instance let in at the end. */
  resurrected: number;
  costs: Cost[];
  pages: Comparison;
  checks: Comparison;
  /** How many tasks wanted a core, by the system's average of a minute: at the beginning, the end. */
  systemLoad: [atFirst: number, atLast: number];
  tookMilliseconds: number;
};

/** The machine and the tables of a run, in Markdown. */
export function describeRun(measured: Measured): string {
  const { pace, engines, revocations, resurrected, costs, pages, checks } = measured;
  const [atFirst, atLast] = measured.systemLoad;
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model.trim()}), Node ${process.versions.node}`;
  const comparisons: [string, Comparison][] = [
    ['`GET /account` with a session, `GET /sign-in` without', pages],
    ['a young token opened and checked, opened alone', checks],
  ];
  return [
    '',
    `${revocations.length} revocations on two instances, one begun every ${pace.everyMilliseconds} ms, at most ${pace.atOnce} on their way.`,
    `${machine}, ${engines}. Load of the machine ${atFirst.toFixed(1)} at the beginning, ${atLast.toFixed(1)} at the end. It took ${duration(measured.tookMilliseconds)}.`,
    '',
    timesTable(revocations),
    '',
    countsTable(revocations, resurrected),
    '',
    costTable(costs),
    '',
    comparisonTable(comparisons),
    '',
  ].join('\n');
}

/** The bounds that a run has broken, as sentences. */
export function brokenBounds({ revocations, resurrected, costs }: Measured): string[] {
  const late = lateRevocations(revocations);
  const letIn = letInAfterDenial(revocations) + resurrected;
  const strict = letInStrictly(revocations);
  return [
    ...(late > 0 ? [`${late} sessions were denied later than 5 s after their end, or never`] : []),
    ...(letIn > 0 ? [`${letIn} requests were let in after a denial`] : []),
    ...(strict > 0 ? [`${strict} strict requests were let in after the end`] : []),
    ...brokenCosts(costs),
  ];
}

/**
 * Revocations that came late: the watched door denied them later than promised, or either door let
 * in a request that was sent later than that, or one of them never denied.
 */
export function lateRevocations(all: readonly Revocation[]): number {
  return all.filter(({ answeredAt, deniedAt, otherDeniedAt, lastLetInAt }) => {
    const until = answeredAt + promisedMilliseconds;
    if (deniedAt === null || otherDeniedAt === null) return true;
    return deniedAt > until || (lastLetInAt ?? 0) > until;
  }).length;
}

/** Requests that a door let in after it had denied their session. */
export function letInAfterDenial(all: readonly Revocation[]): number {
  return all.reduce((total, one) => total + one.letInAfterDenial, 0);
}

/** Strict requests, sent after an ending was answered, that were let in. */
export function letInStrictly(all: readonly Revocation[]): number {
  return all.flatMap(({ strictPage, strictCall }) => [strictPage, strictCall]).filter(isNull)
    .length;
}

function timesTable(all: readonly Revocation[]): string {
  const spread = (what: string, values: readonly number[]) => [
    what,
    ...[50, 95, 99, 100].map((percent) =>
      values.length > 0 ? Math.round(percentile(values, percent)) : '–',
    ),
  ];
  const took = all.map(({ askedAt, answeredAt }) => answeredAt - askedAt);
  const gapsOf = (door: Door) => all.flatMap((one) => (one.door === door ? one.gaps : []));
  return markdownTable(
    ['milliseconds', 'p50', 'p95', 'p99', 'max'],
    [
      spread('page, from the answer', delays(all, 'page', 'answeredAt')),
      spread('page, from the call', delays(all, 'page', 'askedAt')),
      spread('endpoint, from the answer', delays(all, 'endpoint', 'answeredAt')),
      spread('endpoint, from the call', delays(all, 'endpoint', 'askedAt')),
      spread('strict page: its first answer', withoutNull(all.map((one) => one.strictPage))),
      spread('strict call: its first answer', withoutNull(all.map((one) => one.strictCall))),
      spread('the call that ends a session', took),
      spread('between two requests to the page', gapsOf('page')),
      spread('between two requests to the endpoint', gapsOf('endpoint')),
    ],
  );
}

function countsTable(all: readonly Revocation[], resurrected: number): string {
  return markdownTable(
    ['of all revocations', 'how many'],
    [
      ['ended', all.length],
      ['denied later than 5 s, or never', lateRevocations(all)],
      ['let in after a denial', letInAfterDenial(all)],
      ['let in by either instance at the end of the run', resurrected],
      ['let in by a strict page or call', letInStrictly(all)],
    ],
  );
}

function costTable(costs: readonly Cost[]): string {
  const head = ['requests', 'how many', 'seconds', 'database', 'Redis', 'Redis at most'];
  return markdownTable(
    [...head, 'database each', 'Redis each'],
    costs.map(({ what, requests, seconds, database, redis, most }) => [
      ...[what, requests, rounded(seconds, 1), database, redis, most ? String(most.redis) : '–'],
      ...[rounded(database / requests, 3), rounded(redis / requests, 3)],
    ]),
  );
}

function comparisonTable(named: readonly [what: string, found: Comparison][]): string {
  return markdownTable(
    ['compared', 'a second', 'other, a second', 'ratio', 'least', 'greatest'],
    named.map(([what, { first, second, ratio, least, greatest }]) => [
      ...[what, Math.round(first), Math.round(second)],
      ...[rounded(ratio, 3), rounded(least, 3), rounded(greatest, 3)],
    ]),
  );
}

/** From the answer that a session has ended, or from the call, to its first denial. */
function delays(all: readonly Revocation[], door: Door, from: 'askedAt' | 'answeredAt'): number[] {
  const watched = all.filter((one) => one.door === door);
  return withoutNull(watched.map((one) => one.deniedAt && one.deniedAt - one[from]));
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function withoutNull(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function isNull(value: unknown): boolean {
  return value === null;
}
