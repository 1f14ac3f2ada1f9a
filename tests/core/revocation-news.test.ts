import { expect, test } from 'vitest';
import {
  createRevocationNews,
  newsIntervalMilliseconds,
  newsLifetimeMilliseconds,
  type ReadNews,
  retryMilliseconds,
} from '#core/revocation-news.ts';

/** A store that tests write and silence, a clock that they move, and an instance over both. */
function world() {
  const store = {
    now: 1_000_000,
    told: [] as [string, number][],
    isSilent: false,
    readings: [] as [since: number, limit: number][],
    waits: [] as (() => void)[],
    isHeld: false,
  };
  const read: ReadNews = async (since, limit) => {
    store.readings.push([since, limit]);
    if (store.isHeld) await new Promise<void>((resolve) => store.waits.push(resolve));
    if (store.isSilent) return null;
    return store.told.filter(([, toldAt]) => toldAt >= since).slice(0, limit);
  };
  return { store, read, news: createRevocationNews(read, () => store.now) };
}

test('an ending is heard when the news are two seconds old, and not asked for before', async () => {
  const { store, news } = world();
  expect(await news.hasEnded('one')).toBe(false);
  store.told.push(['one', 5000]);
  store.now += newsIntervalMilliseconds - 1;
  expect(await news.hasEnded('one')).toBe(false);
  expect(store.readings).toHaveLength(1);
  store.now += 1;
  expect(await news.hasEnded('one')).toBe(true);
  expect(await news.hasEnded('another')).toBe(false);
  expect(store.readings).toHaveLength(2);
});

test('twenty who come at once wait for one reading', async () => {
  const { store, news } = world();
  store.told.push(['one', 5000]);
  store.isHeld = true;
  const answers = Promise.all(Array.from({ length: 20 }, () => news.hasEnded('one')));
  await Promise.resolve();
  for (const go of store.waits) go();
  expect(await answers).toEqual(Array(20).fill(true));
  expect(store.readings).toHaveLength(1);
});

test('a reading begins five seconds before the newest ending that was heard', async () => {
  const { store, news } = world();
  store.told.push(['one', 50_000]);
  await news.hasEnded('one');
  store.now += newsIntervalMilliseconds;
  store.told.push(['late', 46_000]);
  expect(await news.hasEnded('late')).toBe(true);
  expect(store.readings.map(([since]) => since)).toEqual([0, 45_000]);
});

test('more endings than a page holds are read to the last one', async () => {
  const { store, news } = world();
  for (let at = 0; at < 12_000; at += 1) store.told.push([`s${at}`, 10_000 + at]);
  expect(await news.hasEnded('s11999')).toBe(true);
  expect(await news.hasEnded('s4999')).toBe(true);
  expect(store.readings.length).toBeLessThanOrEqual(4);
});

test('a page full of one moment does not hold the reading up', async () => {
  const { store, news } = world();
  for (let at = 0; at < 5000; at += 1) store.told.push([`s${at}`, 10_000]);
  store.told.push(['after', 10_001]);
  expect(await news.hasEnded('after')).toBe(true);
});

test('a silent store is waited for by one caller in a second, and what was heard still holds', async () => {
  const { store, news } = world();
  store.told.push(['one', 5000]);
  expect(await news.hasEnded('one')).toBe(true);
  store.isSilent = true;
  store.now += newsIntervalMilliseconds;
  expect(await news.hasEnded('one')).toBe(true);
  store.isHeld = true;
  store.now += retryMilliseconds;
  const waiting = news.hasEnded('one');
  expect(await news.hasEnded('one')).toBe(true);
  expect(await news.hasEnded('two')).toBe(false);
  for (const go of store.waits) go();
  expect(await waiting).toBe(true);
  expect(store.readings).toHaveLength(3);
});

test('what was told meanwhile is heard once the store speaks again', async () => {
  const { store, news } = world();
  store.isSilent = true;
  expect(await news.hasEnded('one')).toBe(false);
  store.told.push(['one', 5000]);
  store.isSilent = false;
  store.now += retryMilliseconds - 1;
  expect(await news.hasEnded('one')).toBe(false);
  store.now += 1;
  expect(await news.hasEnded('one')).toBe(true);
});

test('an ending outlives every token that was checked before it, and is forgotten then', async () => {
  const { store, news } = world();
  store.told.push(['one', 5000]);
  await news.hasEnded('one');
  store.told.length = 0;
  store.now += newsLifetimeMilliseconds;
  expect(await news.hasEnded('one')).toBe(true);
  store.now += newsIntervalMilliseconds;
  expect(await news.hasEnded('one')).toBe(false);
});

test('each instance hears for itself', async () => {
  const { store, read, news } = world();
  const other = createRevocationNews(read, () => store.now);
  await news.hasEnded('one');
  store.told.push(['one', 5000]);
  expect(await news.hasEnded('one')).toBe(false);
  expect(await other.hasEnded('one')).toBe(true);
});
