import { afterAll, test } from 'vitest';
import { type Engine, engines, startTestCloud, type TestCloud } from '#tests/support/cloud.ts';

const clouds = new Map<Engine, Promise<TestCloud>>();

/**
 * Registers a test for each engine. The tests of one file share an engine's cloud, so each makes
 * tables and keys of its own.
 */
export function onEveryEngine(sentence: string, body: (cloud: TestCloud) => Promise<void>): void {
  for (const engine of engines) {
    test(`${sentence} (${engine})`, async () => body(await cloudOf(engine)));
  }
}

/** The cloud that the tests of this file share on an engine. */
export function cloudOf(engine: Engine): Promise<TestCloud> {
  const known = clouds.get(engine);
  if (known) return known;
  const made = startTestCloud(engine);
  clouds.set(engine, made);
  return made;
}

afterAll(async () => {
  for (const cloud of clouds.values()) await (await cloud).stop();
  clouds.clear();
});
