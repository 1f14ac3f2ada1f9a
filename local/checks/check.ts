import { checkSteps } from './check-steps.ts';
import { closingLine, runSteps } from './steps.ts';
import { testEnvironment } from './test-environment.ts';

/** Runs the fast checks and sets the exit code. */
export async function check(root: string): Promise<void> {
  const sum = await runSteps(checkSteps(root, testEnvironment()));
  console.log(closingLine(sum));
  process.exit(sum.failed === 0 ? 0 : 1);
}
