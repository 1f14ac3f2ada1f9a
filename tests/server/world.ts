import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, onTestFinished, test, vi } from 'vitest';
import type { LimitVerdict } from '#core/ports.ts';
import { createDatabase } from '#db/client.ts';
import { migrateDatabase } from '#db/migrate.ts';
import { parseEnvironment } from '#server/env.ts';
import { buildHouse, type House } from '#server/ports.ts';
import { type Engine, engines, startTestCloud, type TestCloud } from '#tests/support/cloud.ts';

/** The house plugged into a cloud with a migrated database; `build` makes another instance of it. */
export type World = { house: House; build(): House; cloud: TestCloud };

const worlds = new Map<Engine, Promise<World>>();

/** Registers a test for each engine; the tests of one file share an engine's cloud. */
export function onEveryEngine(sentence: string, body: (world: World) => Promise<void>): void {
  for (const engine of engines) {
    test(`${sentence} (${engine})`, async () => {
      const world = await worldOf(engine);
      // An outage that one test made is not remembered in the next.
      await body({ ...world, house: world.build() });
    });
  }
}

function worldOf(engine: Engine): Promise<World> {
  const world = worlds.get(engine) ?? startWorld(engine);
  worlds.set(engine, world);
  return world;
}

async function startWorld(engine: Engine): Promise<World> {
  const cloud = await startTestCloud(engine);
  const settings = parseEnvironment({
    ...cloud.environment,
    AUTH_URL: 'http://localhost:3000',
    AUTH_SECRET: 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E',
    MAIL_FROM: 'Gatehouse <no-reply@example.com>',
  });
  const { url, endpoint } = settings.database;
  const patient = { url, endpoint: endpoint ?? undefined, timeoutMilliseconds: 30_000 };
  await migrateDatabase(createDatabase(patient));
  const build = () => buildHouse(settings);
  return { house: build(), build, cloud };
}

beforeAll(async () => {
  for (const engine of engines) await worldOf(engine);
});

afterAll(async () => {
  for (const world of worlds.values()) await (await world).cloud.stop();
});

/** Stands the clock still, so that no window ends while a test runs. */
export function standStill(moment: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(moment) });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

/** Moves a clock that stands still. */
export function moveOn(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

/** Keeps what the test logs and returns the lines as they come. */
export function collectLog(): string[] {
  const lines: string[] = [];
  for (const method of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: unknown) => {
      lines.push(String(line));
    });
  }
  return lines;
}

/** Something that no other test counts by. */
export const aKey = () => `key-${randomBytes(8).toString('hex')}`;

/** How many of these verdicts allow. */
export const countAllowed = (verdicts: readonly LimitVerdict[]) =>
  verdicts.filter(({ allowed }) => allowed).length;

/** So many calls at once. */
export const inParallel = <Answer>(count: number, call: (index: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: count }, (_, index) => call(index)));

/** The same in rounds of twenty: 200 at once would starve an engine that shares this process. */
export async function inRounds<Answer>(
  count: number,
  call: (index: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < count; from += 20) {
    const size = Math.min(20, count - from);
    answers.push(...(await inParallel(size, (index) => call(from + index))));
  }
  return answers;
}
