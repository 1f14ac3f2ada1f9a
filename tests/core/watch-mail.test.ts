import { expect, test } from 'vitest';
import { minutes } from '#core/clock.ts';
import { countMail, watchedLettersInput, watchLetters } from '#core/watch-mail.ts';
import { passTime, postLetter } from '#tests/support/memory.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

/** A world with so many letters, a minute apart; every other one was given up. */
function someLetters(count: number) {
  const { ports, memory } = memoryWorld();
  for (let at = 0; at < count; at += 1) {
    const id = crypto.randomUUID();
    const letter = { template: 'verify-email', language: 'en', propsSealed: 'x' } as const;
    postLetter(memory, { ...letter, id, to: `user${at}@x.test` });
    if (at % 2 === 1) Object.assign(memory.letters[at] ?? {}, { state: 'buried' });
    passTime(memory, minutes(1));
  }
  return { ports, memory };
}

async function walk(state: 'buried' | 'waiting', limit: number, count: number) {
  const { ports } = someLetters(count);
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await watchLetters(ports, { state, cursor, limit });
    if (!page.ok) throw new Error(page.refusal.code);
    pages.push(page.value.letters.map(({ recipient }) => recipient.replace('@x.test', '')));
    cursor = page.value.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return pages;
}

test('given up letters are walked newest first, waiting ones oldest first, each once', async () => {
  expect(await walk('buried', 2, 10)).toEqual([['user9', 'user7'], ['user5', 'user3'], ['user1']]);
  expect(await walk('waiting', 2, 8)).toEqual([
    ['user0', 'user2'],
    ['user4', 'user6'],
  ]);
  expect(await walk('waiting', 5, 0)).toEqual([[]]);
});

test('what is counted waits, has waited for more than ten minutes, or is of today', async () => {
  const { ports } = someLetters(24);

  expect(await countMail(ports)).toEqual({
    waiting: 12,
    waitingLong: 7,
    sent: 0,
    buried: 12,
    suppressed: 0,
  });
});

test.each([
  'junk',
  '',
  '%00',
  btoa('2026-01-01T00:00:00.000Z nope'),
  btoa('2026-99-01T00:00:00.000Z 00000000-0000-0000-0000-000000000000'),
])('the cursor %j is none', async (cursor) => {
  const { ports } = memoryWorld();

  expect(await watchLetters(ports, { state: 'buried', cursor, limit: 5 })).toMatchObject({
    ok: false,
    refusal: { code: 'invalid_request' },
  });
});

test('a query is read with its usual values, and refused with wrong ones', () => {
  const isRead = (query: object) => watchedLettersInput.safeParse(query).success;

  expect(watchedLettersInput.parse({})).toEqual({ state: 'buried', limit: 25 });
  expect(watchedLettersInput.parse({ state: 'waiting', limit: '100' }).limit).toBe(100);
  expect(
    [{ limit: '101' }, { limit: '0' }, { limit: '1e1' }, { limit: '' }].filter(isRead),
  ).toEqual([]);
  expect([{ state: 'sent' }, { state: ['buried'] }, { props: '1' }].filter(isRead)).toEqual([]);
});
