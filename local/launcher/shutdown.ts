import { constants } from 'node:os';
import { watchNpm } from './watch-npm.ts';

export type Shutdown = {
  /** Registers what must be undone at the stop; the last one is undone first. */
  defer(undo: () => void | Promise<void>): void;
  /** Aborts when the stop begins. */
  signal: AbortSignal;
  /** The start is over: a stop that is asked for from now on is a success. */
  markReady(): void;
  /** Undoes everything once; every caller waits for the same end. */
  stop(): Promise<void>;
};

const patienceMilliseconds = 1_000;

/**
 * Listens for Ctrl-C, SIGTERM and SIGHUP, undoes what was deferred and ends the process. A second
 * signal, later than npm's echo of the first, ends it at once.
 */
export function createShutdown(): Shutdown {
  const undos: (() => void | Promise<void>)[] = [];
  const controller = new AbortController();
  let isReady = false;
  let stopping: Promise<void> | null = null;
  let askedAt = 0;

  const stop = () => {
    stopping ??= undoAll(undos, controller);
    return stopping;
  };

  const onSignal = async (name: NodeJS.Signals) => {
    const exitCode = isReady ? 0 : 128 + constants.signals[name];
    if (askedAt) {
      // npm passes the terminal's Ctrl-C on, so one keystroke arrives twice.
      if (Date.now() - askedAt > patienceMilliseconds) process.exit(exitCode || 1);
      return;
    }
    askedAt = Date.now();
    console.log('\nStopping …');
    await stop();
    process.exit(exitCode);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  const endWatch = watchNpm(() => void onSignal('SIGHUP'));

  return {
    signal: controller.signal,
    defer: (undo) => {
      if (controller.signal.aborted) void undo();
      else undos.push(undo);
    },
    markReady: () => {
      isReady = true;
    },
    stop: async () => {
      endWatch();
      await stop();
    },
  };
}

async function undoAll(
  undos: (() => void | Promise<void>)[],
  controller: AbortController,
): Promise<void> {
  controller.abort();
  for (let undo = undos.pop(); undo; undo = undos.pop()) {
    try {
      await undo();
    } catch (error) {
      // One thing that cannot be undone must not keep the others.
      console.error(error instanceof Error ? error.message : error);
    }
  }
}
