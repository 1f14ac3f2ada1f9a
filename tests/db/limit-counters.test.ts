import { expect } from 'vitest';
import { aDigest, afterNoon, inParallel, noon, onEveryEngine } from './world.ts';

onEveryEngine('fifty points taken at once are all counted', async ({ ports }) => {
  const key = `sign-in-ip:${aDigest()}`;
  const counts = await inParallel(50, () => ports.limitCounters.take(key, noon));
  expect(counts.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

onEveryEngine('each key and each window counts for itself', async ({ ports }) => {
  const [one, other] = [aDigest(), aDigest()];
  expect(await ports.limitCounters.take(one, noon)).toBe(1);
  expect(await ports.limitCounters.take(one, noon)).toBe(2);
  expect(await ports.limitCounters.take(other, noon)).toBe(1);
  expect(await ports.limitCounters.take(one, afterNoon(900))).toBe(1);
});

onEveryEngine('a purge forgets the windows before a moment', async ({ ports, look }) => {
  await look('delete from limit_counters');
  const key = aDigest();
  await ports.limitCounters.take(key, noon);
  await ports.limitCounters.take(key, afterNoon(900));
  expect(await ports.limitCounters.purge(afterNoon(900))).toBe(1);
  expect(await ports.limitCounters.take(key, afterNoon(900))).toBe(2);
  expect(await ports.limitCounters.take(key, noon)).toBe(1);
});
