export type HashQueue = {
  /** Runs the work when its turn comes; `busy` at once when too many wait already. */
  run<Value>(work: () => Value | Promise<Value>): Promise<Value | 'busy'>;
};

/** What the rest of the house gets of the thread's time after a work, as a part of the work's own. */
const restShare = 1 / 3;

/**
 * Makes a queue that runs one work at a time. A hash blocks its thread for some 70 ms, and whoever
 * else is being served needs many turns of the event loop: with one turn between two hashes, forty
 * sign-ins in a row kept an innocent request waiting for all of them. So the thread rests after
 * each work, in proportion to it. Work that throws fails its own caller and nobody else.
 */
export function createHashQueue({ waitingAtMost }: { waitingAtMost: number }): HashQueue {
  let last: Promise<unknown> = Promise.resolve();
  let unfinished = 0;
  let restsUntil = 0;

  async function takeTurn<Value>(work: () => Value | Promise<Value>): Promise<Value> {
    await pause(restsUntil - Date.now());
    const beganAt = Date.now();
    try {
      return await work();
    } finally {
      const endedAt = Date.now();
      restsUntil = endedAt + (endedAt - beganAt) * restShare;
    }
  }

  return {
    async run(work) {
      // One runs, the others wait.
      if (unfinished > waitingAtMost) return 'busy';
      unfinished += 1;
      const turn = last.then(() => takeTurn(work));
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } finally {
        unfinished -= 1;
      }
    },
  };
}

/** At least one turn of the event loop. */
function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)));
}
