import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { countPlaywright } from '#local/checks/playwright-step.ts';
import { atOnce, closingLine, inTurn, oneResult, runSteps } from '#local/checks/steps.ts';
import { testEnvironment } from '#local/checks/test-environment.ts';
import { countVitest } from '#local/checks/vitest-step.ts';

const inNode = async (source: string) =>
  (
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source])
  ).stdout.trim();

function vitestReport(passed: number, failed: number, files: [string, string[]][]): string {
  const testResults = files.map(([status, tests]) => ({
    status,
    assertionResults: tests.map((one) => ({ status: one })),
  }));
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 0,
    testResults,
  });
}

test('steps go on after a failure, and what throws has failed', async () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const sum = await runSteps([
    { name: 'one', run: async () => oneResult(true, '') },
    { name: 'two', run: async () => Promise.reject(new Error('the second broke')) },
    { name: 'three', run: async () => ({ passed: 40, failed: 2, report: 'which two' }) },
    { name: 'four', run: async () => oneResult(true, '') },
  ]);
  expect(closingLine(sum)).toBe('42 passed, 3 failed');
  expect(lines.join('\n')).toContain('the second broke');
  expect(lines.join('\n')).toContain('which two');
  expect(lines.at(-1)).toContain('four');
});

test('what runs in turn waits, what runs at once does not, and all of it is summed', async () => {
  const order: string[] = [];
  const run = (name: string, waits: number) => async () => {
    order.push(`${name} begins`);
    for (let turn = 0; turn < waits; turn += 1) await Promise.resolve();
    order.push(`${name} ends`);
    return { passed: 2, failed: 1 };
  };
  expect(await inTurn(run('a', 9), () => atOnce(run('b', 9), run('c', 0)))).toEqual({
    passed: 6,
    failed: 3,
  });
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'c begins', 'c ends', 'b ends']);
});

test.each([
  [
    'tests that passed and failed',
    vitestReport(3, 1, [['failed', ['passed', 'failed']]]),
    1,
    [3, 1],
  ],
  [
    'a file that cannot be loaded',
    vitestReport(3, 0, [
      ['passed', ['passed']],
      ['failed', []],
    ]),
    1,
    [3, 1],
  ],
  ['an error outside of any test', vitestReport(3, 0, [['passed', ['passed']]]), 1, [3, 1]],
  ['a suite without a test', vitestReport(0, 0, []), 0, [0, 1]],
  ['a suite whose tests are all skipped', vitestReport(0, 0, [['passed', ['skipped']]]), 0, [0, 1]],
  ['a run that wrote no report', '', 1, [0, 1]],
  ['a good run', vitestReport(5, 0, [['passed', ['passed']]]), 0, [5, 0]],
] as const)('%s is counted', (_, report, code, [passed, failed]) => {
  expect(countVitest(report, code, '')).toMatchObject({ passed, failed });
});

test.each([
  ['a good run', { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, 0, [4, 0]],
  ['a failure', { expected: 4, unexpected: 2, flaky: 0, skipped: 0 }, 1, [4, 2]],
  ['a flaky journey', { expected: 4, unexpected: 0, flaky: 1, skipped: 0 }, 0, [4, 1]],
  ['nothing but skipped journeys', { expected: 0, unexpected: 0, flaky: 0, skipped: 3 }, 0, [0, 1]],
  [
    'an error outside of any journey',
    { expected: 4, unexpected: 0, flaky: 0, skipped: 0 },
    1,
    [4, 1],
  ],
] as const)('%s in the browser is counted', (_, stats, code, [passed, failed]) => {
  expect(countPlaywright(JSON.stringify({ errors: [], stats }), code, '')).toMatchObject({
    passed,
    failed,
  });
});

test('no address or secret of the user reaches a test', () => {
  vi.stubEnv('DATABASE_URL', 'postgresql://real.example.com/site');
  vi.stubEnv('AUTH_SECRET', 'the real one');
  vi.stubEnv('KV_REST_API_TOKEN', 'the real one');
  vi.stubEnv('VERCEL_ENV', 'production');
  const text = JSON.stringify(testEnvironment());
  expect(text).not.toContain('real');
  expect(text).not.toContain('production');
  expect(testEnvironment({ DATABASE_URL: 'a test’s own' }).DATABASE_URL).toBe('a test’s own');
  vi.unstubAllEnvs();
});

const lockModule = JSON.stringify(join(process.cwd(), 'local', 'complete-lock.mjs'));

test('platform binaries that the lock file lacks are found and get an entry', async () => {
  const packages = {
    '': { name: 'tree' },
    'node_modules/tool': {
      version: '1.0.0',
      optionalDependencies: { '@tool/cli-linux-x64': '1.0.0', '@tool/cli-darwin-arm64': '1.0.0' },
    },
    'node_modules/@tool/cli-linux-x64': { version: '1.0.0' },
    'node_modules/tool/node_modules/inner': {
      version: '3.0.0',
      optionalDependencies: { 'inner-win32-x64': '^3.0.0' },
    },
  };
  const source = `import { missingOptional, placeholder } from ${lockModule};
    console.log(JSON.stringify([...missingOptional(${JSON.stringify(packages)})].map(([path, wanted]) => [path, placeholder(wanted)])));`;
  expect(JSON.parse(await inNode(source))).toEqual([
    [
      'node_modules/@tool/cli-darwin-arm64',
      { version: '1.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
    ],
    [
      'node_modules/inner-win32-x64',
      { version: '3.0.0', optional: true, os: ['win32'], cpu: ['x64'] },
    ],
  ]);
});

const scriptsModule = JSON.stringify(join(process.cwd(), 'local', 'inline-scripts.mjs'));

test('each inline script of a static page is hashed once, and scripts with a source are not', async () => {
  const server = mkdtempSync(join(tmpdir(), 'gatehouse-pages-'));
  mkdirSync(join(server, 'app', 'deep'), { recursive: true });
  const page =
    '<script src="/a.js" async=""></script><script>one()</script><script id="x">two("é")</script>';
  writeFileSync(join(server, 'app', 'index.html'), page);
  writeFileSync(
    join(server, 'app', 'deep', 'other.html'),
    '<SCRIPT>one()</SCRIPT><script data-src="no">three()</script>',
  );
  writeFileSync(join(server, 'app', 'deep', 'data.rsc'), '<script>never()</script>');
  const source = `import { inlineScriptHashes } from ${scriptsModule}; console.log(JSON.stringify(inlineScriptHashes(${JSON.stringify(server)})));`;
  const wanted = await Promise.all(['one()', 'two("é")', 'three()'].map(hashOf));
  expect(JSON.parse(await inNode(source))).toEqual(wanted.sort());
  rmSync(server, { recursive: true });
});

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return `sha256-${Buffer.from(digest).toString('base64')}`;
}

test('the continuous integration runs the tests and nothing else', () => {
  const lines = readFileSync('.ci/run', 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  expect(lines.at(-1)).toBe('exec npm test');
});
