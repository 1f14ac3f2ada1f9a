import { availableParallelism } from 'node:os';
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
  // With cores to spare the three that take longest run at once; with two they would only be in each
  // other's way, and what is raced and timed with them.
  const together = availableParallelism() > 2 ? atOnce : inTurn;
  const sum = await inTurn(
    // A build writes types too: they are made and checked before.
    () => runSteps(checks.quick),
    () =>
      together(
        () => runSteps([...checks.tests, ...nodejsSteps(root, environment)]),
        () =>
          inTurn(
            () => runSteps(edge.build),
            () =>
              together(
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
