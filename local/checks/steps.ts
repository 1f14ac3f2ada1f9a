import { duration, paint } from '#local/launcher/terminal.ts';

export type Count = { passed: number; failed: number };

/** What a step found; `report` is shown when something failed, `note` always. */
export type StepResult = Count & { report: string; note?: string };

export type Step = { name: string; run: () => Promise<StepResult> };

/**
 * Runs steps one after the other, tells of each with its time, goes on after a failure and gives
 * the sums. A step that throws has failed once.
 */
export async function runSteps(steps: readonly Step[]): Promise<Count> {
  const sum = { passed: 0, failed: 0 };
  for (const step of steps) {
    const startedAt = Date.now();
    const result = await runStep(step);
    sum.passed += result.passed;
    sum.failed += result.failed;
    tell(step.name, result, Date.now() - startedAt);
  }
  return sum;
}

type Run = () => Promise<Count>;

/** Runs one after the other, and sums. */
export async function inTurn(...runs: readonly Run[]): Promise<Count> {
  const counts: Count[] = [];
  for (const one of runs) counts.push(await one());
  return sumOf(counts);
}

/** Runs all at once, and sums. */
export async function atOnce(...runs: readonly Run[]): Promise<Count> {
  return sumOf(await Promise.all(runs.map((one) => one())));
}

function sumOf(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** A step that is one program: it passes when the program ends with 0. */
export function oneResult(isPassed: boolean, report: string): StepResult {
  return { passed: isPassed ? 1 : 0, failed: isPassed ? 0 : 1, report };
}

/** The closing line that people and programs read. */
export function closingLine({ passed, failed }: Count): string {
  return `${passed} passed, ${failed} failed`;
}

async function runStep(step: Step): Promise<StepResult> {
  try {
    return await step.run();
  } catch (error) {
    return oneResult(false, error instanceof Error ? (error.stack ?? error.message) : `${error}`);
  }
}

function tell(name: string, result: StepResult, milliseconds: number): void {
  const isPassed = result.failed === 0;
  const mark = isPassed ? paint('green', '✓') : paint('red', '✗');
  const count = result.passed + result.failed > 1 ? closingLine(result) : '';
  const note = [duration(milliseconds), count, result.note ?? ''].filter(Boolean).join(' · ');
  console.log(`${mark} ${name.padEnd(28)} ${paint('dim', note)}`);
  if (!isPassed) console.log(indent(result.report));
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
