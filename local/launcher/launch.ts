import { LaunchRefusal } from './launch-refusal.ts';
import { reportSteps } from './progress.ts';
import { createShutdown } from './shutdown.ts';
import { type LaunchOptions, startEverything } from './start-everything.ts';
import { summary } from './summary.ts';
import { paint } from './terminal.ts';

/**
 * Brings up the local cloud and the site, shows where they are, and stays until it is asked to
 * stop or the site ends. Sets the exit code: 0 after a stop that was asked for.
 */
export async function launch(options: LaunchOptions): Promise<void> {
  const startedAt = Date.now();
  process.chdir(options.root);
  const shutdown = createShutdown();
  const progress = reportSteps();
  try {
    const { site, ...running } = await startEverything(options, shutdown, progress);
    shutdown.markReady();
    console.log(summary({ ...running, tookMilliseconds: Date.now() - startedAt }));
    site.showOutput();
    const why = await site.ended;
    if (shutdown.signal.aborted) return;
    console.error(paint('red', `The site has stopped by itself (${why}).`));
  } catch (error) {
    // What fails while everything is being stopped has failed because of that.
    if (shutdown.signal.aborted) return;
    explain(error);
  }
  await shutdown.stop();
  process.exit(1);
}

function explain(error: unknown): void {
  if (error instanceof LaunchRefusal) console.error(paint('red', error.message));
  else console.error(error);
}
