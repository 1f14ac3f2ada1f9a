import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from './child.ts';
import type { StepResult } from './steps.ts';

/** What is read of Playwright's JSON report. */
const report = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

/** Runs the journeys in a browser against the site that the environment names. */
export async function runPlaywright(
  root: string,
  environment: NodeJS.ProcessEnv,
): Promise<StepResult> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-playwright-'));
  const file = join(directory, 'report.json');
  const { code, output } = await run(
    process.execPath,
    [join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
    { cwd: root, environment: { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
  );
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  rmSync(directory, { recursive: true, force: true });
  return countPlaywright(text, code, output);
}

/** Sums a report; a run that executed no test, or failed outside of any, counts as one failure. */
export function countPlaywright(text: string, code: number | null, output: string): StepResult {
  const parsed = text ? report.safeParse(JSON.parse(text)) : null;
  if (!parsed?.success) return { passed: 0, failed: 1, report: output };
  const { expected: passed, unexpected, flaky, skipped } = parsed.data.stats;
  const known = unexpected + flaky;
  const failed = known === 0 && (code !== 0 || passed === 0) ? 1 : known;
  const why = passed + known === 0 ? 'No test was executed.\n' : '';
  return {
    passed,
    failed,
    report: why + output,
    ...(skipped ? { note: `${skipped} skipped` } : {}),
  };
}
