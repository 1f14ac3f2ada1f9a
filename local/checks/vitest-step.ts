import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from './child.ts';
import type { Step, StepResult } from './steps.ts';

/** What is read of vitest's JSON report. */
const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

/** One vitest project as a step; it fails too when it executed no test. */
export function vitestStep(
  root: string,
  project: string,
  environment: NodeJS.ProcessEnv,
  name = `tests: ${project}`,
): Step {
  return { name, run: () => runVitest(root, project, environment) };
}

async function runVitest(
  root: string,
  project: string,
  environment: NodeJS.ProcessEnv,
): Promise<StepResult> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-vitest-'));
  const file = join(directory, 'report.json');
  const { code, output } = await run(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      ...['--project', project, '--reporter=default', '--reporter=json', `--outputFile=${file}`],
    ],
    { cwd: root, environment },
  );
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  rmSync(directory, { recursive: true, force: true });
  return countVitest(text, code, output);
}

/**
 * Sums a report. A file that could not be loaded has no test to fail, and an error outside of any
 * test none to blame: each counts as one failure, and so does a run without a test.
 */
export function countVitest(text: string, code: number | null, output: string): StepResult {
  const parsed = text ? report.safeParse(JSON.parse(text)) : null;
  if (!parsed?.success) return { passed: 0, failed: 1, report: output };
  const { numPassedTests: passed, numFailedTests, numPendingTests, testResults } = parsed.data;
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length;
  const known = numFailedTests + brokenFiles;
  const failed = known === 0 && (code !== 0 || passed === 0) ? 1 : known;
  const why = passed + known === 0 ? 'No test was executed.\n' : '';
  const note = numPendingTests > 0 ? { note: `${numPendingTests} skipped` } : {};
  return { passed, failed, report: why + output, ...note };
}
