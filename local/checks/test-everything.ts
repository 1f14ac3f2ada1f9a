import { duration } from '#local/launcher/terminal.ts';
import { checkSteps } from './check-steps.ts';
import { edgeSteps, nodejsSteps } from './site-steps.ts';
import { type Count, closingLine, runSteps } from './steps.ts';
import { testEnvironment } from './test-environment.ts';
import { startTestServers } from './test-servers.ts';

/** Runs every test there is and sets the exit code; the last line is the sum. */
export async function testEverything(root: string): Promise<void> {
  const startedAt = Date.now();
  const servers = await startTestServers();
  const environment = testEnvironment(servers.environment);
  const groups = [
    checkSteps(root, environment),
    edgeSteps(root, environment),
    nodejsSteps(root, environment),
  ];
  const sum: Count = { passed: 0, failed: 0 };
  for (const steps of groups) {
    const { passed, failed } = await runSteps(steps);
    sum.passed += passed;
    sum.failed += failed;
  }
  await servers.stop();
  console.log(`All of it took ${duration(Date.now() - startedAt)}.`);
  console.log(closingLine(sum));
  process.exit(sum.failed === 0 ? 0 : 1);
}
