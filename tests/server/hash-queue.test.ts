import { expect, it } from 'vitest';
import { createHashQueue } from '#server/hash-queue.ts';

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

it('runs one work at a time, in the order of asking', async () => {
  const queue = createHashQueue({ waitingAtMost: 10 });
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await pause(2);
    seen.push(`${name} ends`);
    return name;
  };
  const answers = await Promise.all([
    queue.run(work('a')),
    queue.run(work('b')),
    queue.run(work('c')),
  ]);
  expect(answers).toEqual(['a', 'b', 'c']);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

it('gives the event loop a turn between two works', async () => {
  const queue = createHashQueue({ waitingAtMost: 10 });
  const seen: string[] = [];
  const first = queue.run(() => {
    seen.push('first');
    // What waited for its turn while the first work blocked the thread.
    setTimeout(() => seen.push('innocent request'), 0);
  });
  const second = queue.run(() => seen.push('second'));
  await Promise.all([first, second]);
  expect(seen).toEqual(['first', 'innocent request', 'second']);
});

it('leaves the thread to others long enough for many turns of the event loop', async () => {
  const queue = createHashQueue({ waitingAtMost: 10 });
  const seen: string[] = [];
  const blocking = (name: string) => () => {
    const until = Date.now() + 90;
    while (Date.now() < until);
    seen.push(name);
  };
  const works = ['first', 'second', 'third', 'fourth'].map((name) => queue.run(blocking(name)));
  for (let turns = 0; turns < 8; turns += 1) await pause(1);
  seen.push('innocent request');
  await Promise.all(works);
  expect(seen.indexOf('innocent request')).toBeLessThanOrEqual(2);
  expect(seen.filter((name) => name !== 'innocent request')).toEqual([
    'first',
    'second',
    'third',
    'fourth',
  ]);
});

it('says busy at once when the queue is full, and takes work again afterwards', async () => {
  const queue = createHashQueue({ waitingAtMost: 2 });
  const begun = [1, 2, 3].map((value) => queue.run(() => value));
  let ran = false;
  const refused = await queue.run(() => {
    ran = true;
  });
  expect(refused).toBe('busy');
  expect(ran).toBe(false);
  expect(await Promise.all(begun)).toEqual([1, 2, 3]);
  expect(await queue.run(() => 'again')).toBe('again');
});

it('work that throws or rejects fails its own caller and does not jam the queue', async () => {
  const queue = createHashQueue({ waitingAtMost: 2 });
  const thrown = queue.run(() => {
    throw new Error('thrown');
  });
  const rejected = queue.run(() => Promise.reject(new Error('rejected')));
  const fine = queue.run(() => 'fine');
  await expect(thrown).rejects.toThrow('thrown');
  await expect(rejected).rejects.toThrow('rejected');
  expect(await fine).toBe('fine');
  expect(await Promise.all([1, 2, 3].map((value) => queue.run(() => value)))).toEqual([1, 2, 3]);
});
