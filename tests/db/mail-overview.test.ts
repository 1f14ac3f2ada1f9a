import { expect } from 'vitest';
import type { LetterPlace, WatchedState } from '#core/mail-ports.ts';
import { afterNoon, anAddress, aRegistration, noon, onEveryEngine, type World } from './world.ts';

/** Empties the outbox and puts so many letters into it, a minute apart; gives their ids. */
async function lettersIn({ ports, look }: World, count: number): Promise<string[]> {
  await look('delete from outbox');
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const registration = aRegistration(anAddress(), afterNoon(at * 60));
    await ports.registrations.store(registration);
    ids.push(registration.verificationLetter.id);
  }
  return ids;
}

async function walk({ ports }: World, state: WatchedState, limit: number): Promise<string[]> {
  const ids: string[] = [];
  let place: LetterPlace | null = null;
  for (;;) {
    const page = await ports.mailOverview.list(state, limit, place);
    ids.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (!last || page.length < limit) return ids;
    place = { at: last.buriedAt ?? last.createdAt, id: last.id };
  }
}

onEveryEngine('a page of letters says which, to whom, when and why, and no more', async (world) => {
  const { ports } = world;
  const [buried = '', waiting = ''] = await lettersIn(world, 2);
  await ports.outbox.bury(buried, 'http_422_validation_error', afterNoon(90));
  await ports.outbox.claimDue(5, afterNoon(100), afterNoon(160));
  await ports.outbox.postpone(waiting, 'http_429', afterNoon(300));

  const base = { template: 'verify-email', recipient: expect.stringContaining('@') };
  expect(await ports.mailOverview.list('buried', 5, null)).toEqual([
    {
      ...base,
      id: buried,
      createdAt: noon,
      dueAt: null,
      buriedAt: afterNoon(90),
      attempts: 0,
      errorCode: 'http_422_validation_error',
    },
  ]);
  expect(await ports.mailOverview.list('waiting', 5, null)).toEqual([
    {
      ...base,
      id: waiting,
      createdAt: afterNoon(60),
      dueAt: afterNoon(300),
      buriedAt: null,
      attempts: 1,
      errorCode: 'http_429',
    },
  ]);
});

onEveryEngine(
  'letters are walked page by page, each once, those of one moment too',
  async (world) => {
    const ids = await lettersIn(world, 12);
    for (const id of ids.slice(0, 7)) await world.ports.outbox.bury(id, 'timeout', afterNoon(3600));

    expect(await walk(world, 'buried', 3)).toEqual(ids.slice(0, 7).sort().reverse());
    expect(await walk(world, 'waiting', 2)).toEqual(ids.slice(7));
    expect(await walk(world, 'waiting', 100)).toEqual(ids.slice(7));
  },
);

onEveryEngine('letters are counted by what became of them, and since when', async (world) => {
  const { ports, look } = world;
  const [sent = '', sentBefore = '', buried = '', buriedBefore = ''] = await lettersIn(world, 8);
  await look('delete from mail_suppressions');
  await ports.outbox.markSent(sent, 'p-1', afterNoon(1000));
  await ports.outbox.markSent(sentBefore, 'p-2', afterNoon(999));
  await ports.outbox.bury(buried, 'timeout', afterNoon(1000));
  await ports.outbox.bury(buriedBefore, 'timeout', afterNoon(999));
  await look(
    "insert into mail_suppressions (email_normalised, reason, created_at) values ('a@b.example', 'bounced', now())",
  );

  const since = { recent: afterNoon(1000), long: afterNoon(6 * 60) };
  expect(await ports.mailOverview.count(since)).toEqual({
    waiting: 4,
    waitingLong: 2,
    sent: 1,
    buried: 1,
    suppressed: 1,
  });
});
