/** How many at once, and how much time there is at least between two beginnings. */
export type Pace = { atOnce: number; everyMilliseconds?: number };

/**
 * Does something for each item: the n-th begins n intervals after the first, or when one of those
 * on their way has ended. Answers in the order of the items; throws what the first failure threw.
 */
export async function inPace<Item, Value>(
  items: readonly Item[],
  { atOnce, everyMilliseconds = 0 }: Pace,
  run: (item: Item, at: number) => Promise<Value>,
): Promise<Value[]> {
  const startedAt = performance.now();
  const waiting = [...items.entries()];
  const values: Value[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, item] = next;
      await sleep(startedAt + at * everyMilliseconds - performance.now());
      values[at] = await run(item, at);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  } finally {
    waiting.length = 0;
  }
  return values;
}

/** Waits for so many milliseconds; not at all for none or fewer. */
export async function sleep(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
