import { duration } from '#local/launcher/terminal.ts';
import { checkSteps } from './check-steps.ts';
import { edgeSteps, nodejsSteps } from './site-steps.ts';
import { atOnce, closingLine, inTurn, runSteps } from './steps.ts';
import { testEnvironment } from './test-environment.ts';
import { startTestServers } from './test-servers.ts';

/** Runs every test there is and sets the exit code; the last line is the sum. */
export async function testEverything(root: string): Promise<void> {
  const startedAt = Date.now();
  const servers = await startTestServers();
  const environment = testEnvironment(servers.environment);
  const checks = checkSteps(root, environment);
  const edge = edgeSteps(root, environment);
  // Types are made and checked before a build writes them too; then what waits most runs at once.
  const sum = await inTurn(
    () => runSteps(checks.quick),
    () =>
      atOnce(
        () => runSteps([...checks.tests, ...nodejsSteps(root, environment)]),
        () =>
          inTurn(
            () => runSteps(edge.build),
            () =>
              atOnce(
                () => runSteps(edge.http),
                () => runSteps(edge.browser),
              ),
          ),
      ),
  );
  await servers.stop();
  console.log(`All of it took ${duration(Date.now() - startedAt)}.`);
  console.log(closingLine(sum));
  process.exit(sum.failed === 0 ? 0 : 1);
}
