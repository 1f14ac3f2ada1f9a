export type HashQueue = {
  /** Runs the work when its turn comes; `busy` at once when too many wait already. */
  run<Value>(work: () => Value | Promise<Value>): Promise<Value | 'busy'>;
};

/**
 * Makes a queue that runs one work at a time. A hash blocks its thread for some 70 ms, so between
 * two of them the event loop gets a turn: else ten sign-ins in a row would keep an innocent
 * request waiting for all of them. Work that throws fails its own caller and nobody else.
 */
export function createHashQueue({ waitingAtMost }: { waitingAtMost: number }): HashQueue {
  let last: Promise<unknown> = Promise.resolve();
  let unfinished = 0;

  return {
    async run(work) {
      // One runs, the others wait.
      if (unfinished > waitingAtMost) return 'busy';
      unfinished += 1;
      const turn = last.then(macrotask).then(work);
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        unfinished -= 1;
      }
    },
  };
}

/** The edge has no setImmediate. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
