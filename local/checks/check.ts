import { checkSteps } from './check-steps.ts';
import { closingLine, runSteps } from './steps.ts';
import { testEnvironment } from './test-environment.ts';

/** Runs the fast checks and sets the exit code. */
export async function check(root: string): Promise<void> {
  const { quick, tests } = checkSteps(root, testEnvironment());
  const sum = await runSteps([...quick, ...tests]);
  console.log(closingLine(sum));
  process.exit(sum.failed === 0 ? 0 : 1);
}
