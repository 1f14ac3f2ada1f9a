import { loadavg } from 'node:os';
import { reportSteps } from '#local/launcher/progress.ts';
import { createShutdown, type Shutdown } from '#local/launcher/shutdown.ts';
import { createAsker } from './asker.ts';
import { countCosts } from './hot-path.ts';
import { openLoadSessions } from './load-sessions.ts';
import { readOptions } from './options.ts';
import { brokenBounds, describeRun, type Measured } from './report.ts';
import { countResurrected, revokeAll } from './revocations.ts';
import { compareCheck, comparePages } from './throughput.ts';
import { type Build, buildWhenNeeded, startLoadCloud, startTwoInstances } from './two-instances.ts';

/**
 * 113 is prime and divides no 2,000: the moments of ending fall evenly on the two seconds between
 * one reading of the news and the next, and never in step with it.
 */
const pace = { atOnce: 25, everyMilliseconds: 113 };
/** Sessions for each of the three things that are counted besides: staying, due, ending. */
const sessionsOfAKind = 100;

/**
 * Runs the whole measurement, prints its tables, stops everything and sets the exit code: 0 when
 * every bound held, 1 when one was broken or something failed, 2 for words that mean nothing.
 */
export async function measure({ words, ...build }: Build & { words: string[] }): Promise<void> {
  const options = readOptions(words);
  if ('help' in options) return console.log(options.help);
  if ('refusal' in options) {
    console.error(options.refusal);
    process.exit(2);
  }
  process.chdir(build.root);
  const shutdown = createShutdown();
  let exitCode = 1;
  try {
    const measured = await run(build, options.revocations, shutdown);
    const broken = brokenBounds(measured);
    console.log(describeRun(measured));
    for (const sentence of broken) console.error(`Broken: ${sentence}.`);
    exitCode = broken.length === 0 ? 0 : 1;
  } catch (error) {
    // What fails while everything is being stopped has failed because of that.
    if (shutdown.signal.aborted) return;
    console.error(error);
  }
  await shutdown.stop();
  process.exit(exitCode);
}

async function run(build: Build, count: number, shutdown: Shutdown): Promise<Measured> {
  const step = reportSteps(process.stderr);
  await step('Building the site', () => buildWhenNeeded(build, shutdown.signal));
  const startedAt = performance.now();
  const [loadAtFirst = 0] = loadavg();
  const { cloud, isKept, engines } = await step('Starting the local cloud', () =>
    startLoadCloud(build.root, shutdown),
  );
  const at = await step('Starting two instances', () =>
    startTwoInstances(build.root, cloud, shutdown),
  );
  const asker = createAsker();
  shutdown.defer(asker.close);
  const { sessions, makeDue, remove } = await step('Opening sessions', () =>
    openLoadSessions(cloud, count + 3 * sessionsOfAKind),
  );
  if (isKept) shutdown.defer(remove);
  const take = () => sessions.splice(0, sessionsOfAKind);
  const others = { staying: take(), due: await makeDue(take()), ending: take() };
  const [one] = others.staying;
  if (!one) throw new Error('no session was opened');
  return {
    pace,
    engines,
    revocations: await step(`Ending ${count} sessions`, () => revokeAll(asker, at, sessions, pace)),
    resurrected: await step('Asking once more for each of them', () =>
      countResurrected(asker, at, sessions),
    ),
    costs: await step('Counting what requests cost', () =>
      countCosts(asker, cloud.control, at.there, others),
    ),
    pages: await step('Comparing pages', () => comparePages(asker, at.there, one)),
    checks: await step('Comparing checks', () => compareCheck(one)),
    systemLoad: [loadAtFirst, loadavg()[0] ?? 0],
    tookMilliseconds: performance.now() - startedAt,
  };
}
