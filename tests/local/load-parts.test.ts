import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { markdownTable, median, percentile } from '#tests/load/figures.ts';
import { readOptions } from '#tests/load/options.ts';
import { inPace, sleep } from '#tests/load/pace.ts';
import { brokenBounds, describeRun, type Measured } from '#tests/load/report.ts';
import type { Revocation } from '#tests/load/revocations.ts';

test('a percentile is one of the values, the smallest that so many do not exceed', () => {
  const values = [30, 10, 20, 40, 50];
  expect([0, 20, 21, 50, 99, 100].map((percent) => percentile(values, percent))).toEqual([
    10, 10, 20, 30, 50, 50,
  ]);
  expect(values).toEqual([30, 10, 20, 40, 50]);
  expect([median([7]), median([2, 1])]).toEqual([7, 1]);
});

test('there is no percentile of nothing, and none above a hundred', () => {
  for (const [values, percent] of [
    [[], 50],
    [[1], 101],
    [[1], Number.NaN],
    [[1], -1],
  ] as const) {
    expect(() => percentile(values, percent)).toThrow(RangeError);
  }
});

test('a table sets words to the left and figures to the right', () => {
  const table = markdownTable(
    ['what', 'how many'],
    [
      ['a | b', 1234],
      ['c', 0.025],
    ],
  );
  expect(table.split('\n')).toEqual([
    '| what   | how many |',
    '| ------ | -------: |',
    '| a \\| b |    1,234 |',
    '| c      |    0.025 |',
  ]);
});

test('a run takes its number of revocations, and no word that means nothing', () => {
  expect(readOptions([])).toEqual({ revocations: 1000 });
  expect(readOptions(['--revocations', '40'])).toEqual({ revocations: 40 });
  expect(readOptions(['--revocations=40'])).toEqual({ revocations: 40 });
  expect(readOptions(['--help'])).toMatchObject({ help: expect.stringContaining('test:load') });
  expect(readOptions(['--revocation', '40'])).toEqual({
    refusal: 'test:load takes --revocations N and --help, and no "--revocation".',
  });
  for (const word of ['', '0', '-1', '1e3', 'many', '5001']) {
    const refusal = `--revocations takes a number from 1 to 5000, not ${JSON.stringify(word)}.`;
    expect(readOptions([`--revocations=${word}`]), word).toEqual({ refusal });
  }
  expect(readOptions(['--revocations'])).toMatchObject({ refusal: expect.any(String) });
  expect(readOptions(['40'])).toMatchObject({ refusal: expect.any(String) });
});

test('the script refuses wrong words before it starts anything', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tests/load/run.mjs', '--fast'], {
    encoding: 'utf8',
  });
  const refusal = 'test:load takes --revocations N and --help, and no "--fast".';
  expect([status, stdout, stderr]).toEqual([2, '', `${refusal}\n`]);
});

test('a pace is kept: beginnings lie apart, and no more are on their way than may be', async () => {
  const begun: number[] = [];
  let onTheirWay = 0;
  let most = 0;
  const startedAt = performance.now();
  const answers = await inPace([1, 2, 3, 4, 5], { atOnce: 2, everyMilliseconds: 20 }, async (n) => {
    begun.push(performance.now() - startedAt);
    onTheirWay += 1;
    most = Math.max(most, onTheirWay);
    await sleep(30);
    onTheirWay -= 1;
    return n * n;
  });
  expect(answers).toEqual([1, 4, 9, 16, 25]);
  expect(most).toBe(2);
  begun.forEach((at, turn) => {
    expect(at).toBeGreaterThanOrEqual(turn * 20 - 2);
  });
});

test('a failure ends a pace: nothing more begins', async () => {
  const begun: number[] = [];
  const failing = inPace([1, 2, 3, 4], { atOnce: 1 }, async (n) => {
    begun.push(n);
    if (n === 2) throw new Error('no more');
  });
  await expect(failing).rejects.toThrow('no more');
  await sleep(10);
  expect(begun).toEqual([1, 2]);
});

const denied: Revocation = {
  ...{ askedAt: 1000, answeredAt: 1020, door: 'page', deniedAt: 2000, otherDeniedAt: 2100 },
  ...{ lastLetInAt: 1900, letInAfterDenial: 0, strictPage: 9, strictCall: 8, gaps: [110, 115] },
};

function runWith(change: Partial<Revocation>, more: Partial<Measured> = {}): Measured {
  const compared = { first: 2, second: 4, ratio: 0.5, least: 0.4, greatest: 0.6 };
  return {
    pace: { atOnce: 25, everyMilliseconds: 113 },
    engines: 'some engines',
    revocations: [denied, { ...denied, door: 'endpoint', ...change }],
    resurrected: 0,
    costs: [],
    pages: compared,
    checks: compared,
    systemLoad: [0.5, 1.5],
    tookMilliseconds: 1000,
    ...more,
  };
}

test('a run within its bounds breaks none, and shows its times from the call and from the answer', () => {
  const run = runWith({});
  expect(brokenBounds(run)).toEqual([]);
  const rows = describeRun(run)
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const row = (title: string) => rows.find(([, first]) => first === title)?.slice(2, -1);
  expect(row('page, from the answer')).toEqual(['980', '980', '980', '980']);
  expect(row('endpoint, from the call')).toEqual(['1,000', '1,000', '1,000', '1,000']);
  expect(row('ended')).toEqual(['2']);
});

test('every bound that a run can break is named', () => {
  const cost = { what: 'a page', requests: 10, database: 0, redis: 2, seconds: 1 };
  const most = { database: 0, redis: 2 };
  const broken: [Measured, string][] = [
    [
      runWith({ deniedAt: 6021 }),
      '1 sessions were denied later than 5 s after their end, or never',
    ],
    [
      runWith({ otherDeniedAt: null }),
      '1 sessions were denied later than 5 s after their end, or never',
    ],
    [
      runWith({ lastLetInAt: 6021, otherDeniedAt: 7000 }),
      '1 sessions were denied later than 5 s after their end, or never',
    ],
    [runWith({ letInAfterDenial: 2 }), '2 requests were let in after a denial'],
    [runWith({}, { resurrected: 1 }), '1 requests were let in after a denial'],
    [runWith({ strictCall: null }), '1 strict requests were let in after the end'],
    [
      runWith({}, { costs: [{ ...cost, most, database: 1 }] }),
      'a page: 1 requests to the database',
    ],
    [
      runWith({}, { costs: [{ ...cost, most, redis: 3 }] }),
      'a page: 3 requests to Redis, more than 2',
    ],
  ];
  for (const [run, sentence] of broken) expect(brokenBounds(run)).toEqual([sentence]);
  expect(brokenBounds(runWith({ deniedAt: 6020 }, { costs: [{ ...cost, most }] }))).toEqual([]);
  expect(brokenBounds(runWith({}, { costs: [{ ...cost, most: null, database: 9 }] }))).toEqual([]);
});
