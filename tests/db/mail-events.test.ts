import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { MailEvent } from '#core/mail-ports.ts';
import {
  afterNoon,
  anAddress,
  aRegistration,
  inParallel,
  noon,
  onEveryEngine,
  tally,
  visitor,
  type World,
} from './world.ts';

/** A letter to a new address that the provider took. */
async function sentLetter({ ports }: World, email = anAddress()) {
  const registration = aRegistration(email);
  await ports.registrations.store(registration);
  const providerId = randomUUID();
  const { id } = registration.verificationLetter;
  await ports.outbox.markSent(id, providerId, noon);
  return { id, email, providerId, userId: registration.userId };
}

const anEvent = (more: Partial<MailEvent> & { providerId: string }): MailEvent => ({
  id: `msg_${randomUUID()}`,
  kind: 'bounced',
  to: null,
  suppresses: true,
  ...more,
});

const suppressionsOf = ({ look }: World, email: string) =>
  look('select reason from mail_suppressions where email_normalised = $1', email.toLowerCase());

onEveryEngine(
  'a bounce is noted at its letter, suppresses its recipient and is audited',
  async (world) => {
    const { ports, look } = world;
    const { id, email, providerId, userId } = await sentLetter(world);

    const event = anEvent({ providerId, to: 'somebody-else@example.com' });
    expect(await ports.mailEvents.note(event, afterNoon(5), visitor)).toBe('noted');

    expect(await suppressionsOf(world, email)).toEqual([{ reason: 'bounced' }]);
    expect(await suppressionsOf(world, 'somebody-else@example.com')).toEqual([]);
    expect(
      await look(
        `select bounced_at = $2 as bounced, delivered_at, complained_at from outbox where id = $1`,
        id,
        afterNoon(5).toISOString(),
      ),
    ).toEqual([{ bounced: true, delivered_at: null, complained_at: null }]);
    expect(
      await look(
        `select kind, result, subject_id, details from audit_events where kind = 'mail_suppression' and subject_id = $1`,
        userId,
      ),
    ).toEqual([
      { kind: 'mail_suppression', result: 'bounced', subject_id: userId, details: { letter: id } },
    ]);
  },
);

onEveryEngine('of one message heard fifty times at once, one counts', async (world) => {
  const { email, providerId } = await sentLetter(world);
  const event = anEvent({ providerId, kind: 'complained' });

  const answers = await inParallel(50, () => world.ports.mailEvents.note(event, noon, visitor));

  expect(tally(answers)).toEqual({ noted: 1, repeated: 49 });
  expect(await suppressionsOf(world, email)).toEqual([{ reason: 'complained' }]);
});

onEveryEngine(
  'news in any order leave all that was told, and a bounce stays a bounce',
  async (world) => {
    const { ports, look } = world;
    const { id, email, providerId } = await sentLetter(world);
    const tell = (kind: MailEvent['kind'], at: number, suppresses = kind !== 'delivered') =>
      ports.mailEvents.note(anEvent({ providerId, kind, suppresses }), afterNoon(at), visitor);

    await tell('bounced', 1);
    await tell('delivered', 2);
    await tell('bounced', 3);

    expect(await suppressionsOf(world, email)).toEqual([{ reason: 'bounced' }]);
    const [row] = await look(
      `select extract(epoch from delivered_at - $2::timestamptz)::int as delivered,
       extract(epoch from bounced_at - $2::timestamptz)::int as bounced from outbox where id = $1`,
      id,
      noon.toISOString(),
    );
    expect(row).toEqual({ delivered: 2, bounced: 1 });
    await tell('complained', 4);
    await tell('bounced', 5);
    expect(await suppressionsOf(world, email)).toEqual([{ reason: 'complained' }]);
  },
);

onEveryEngine('a bounce that may pass is noted and suppresses nobody', async (world) => {
  const { email, providerId, id } = await sentLetter(world);

  const event = anEvent({ providerId, suppresses: false });
  expect(await world.ports.mailEvents.note(event, noon, visitor)).toBe('noted');

  expect(await suppressionsOf(world, email)).toEqual([]);
  const rows = await world.look('select bounced_at is not null as b from outbox where id = $1', id);
  expect(rows).toEqual([{ b: true }]);
});

onEveryEngine('news of a letter that is none of ours change nothing', async (world) => {
  const { ports, look } = world;
  const before = await look('select count(*)::int as n from mail_suppressions');
  const event = anEvent({ providerId: randomUUID(), to: 'nobody@example.com' });

  expect(await ports.mailEvents.note(event, noon, visitor)).toBe('unknown');
  expect(await ports.mailEvents.note(event, noon, visitor)).toBe('repeated');
  expect(await look('select count(*)::int as n from mail_suppressions')).toEqual(before);
  expect(await ports.mailEvents.note({ ...event, id: 'nul\0' }, noon, visitor)).toBe('unknown');
});

onEveryEngine(
  'news that come before the sending is written down are early, until it is',
  async (world) => {
    const { ports } = world;
    await world.look('delete from outbox');
    const registration = aRegistration(anAddress());
    await ports.registrations.store(registration);
    await ports.outbox.claimDue(1, noon, afterNoon(60));
    const providerId = randomUUID();
    const event = anEvent({ providerId, to: registration.emailNormalised });

    expect(await ports.mailEvents.note(event, afterNoon(1), visitor)).toBe('early');
    expect(
      await ports.mailEvents.note({ ...event, to: 'b@example.com', id: 'msg_b' }, noon, visitor),
    ).toBe('unknown');
    await ports.outbox.markSent(registration.verificationLetter.id, providerId, afterNoon(2));
    expect(await ports.mailEvents.note(event, afterNoon(6), visitor)).toBe('noted');
    expect(await suppressionsOf(world, registration.email)).toEqual([{ reason: 'bounced' }]);
  },
);

onEveryEngine('letters to a suppressed address are claimed as such, in any case', async (world) => {
  await world.look('delete from outbox');
  const address = anAddress();
  const { providerId } = await sentLetter(world, address);
  await world.ports.mailEvents.note(anEvent({ providerId }), noon, visitor);
  await world.ports.registrations.store(aRegistration(address.toUpperCase(), afterNoon(120)));
  await world.ports.registrations.store(aRegistration(anAddress(), afterNoon(121)));

  const claimed = await world.ports.outbox.claimDue(5, afterNoon(200), afterNoon(260));

  expect(
    claimed.map(({ to, isSuppressed }) => [to.toLowerCase() === address, isSuppressed]),
  ).toEqual([
    [true, true],
    [false, false],
  ]);
});

onEveryEngine(
  'only the owner of a confirmed address finds and lifts its suppression',
  async (world) => {
    const { ports, look } = world;
    const { email, providerId, userId } = await sentLetter(world);
    const other = await sentLetter(world);
    await ports.mailEvents.note(anEvent({ providerId }), noon, visitor);

    expect(await ports.suppressions.find(userId)).toBeNull();
    expect(await ports.suppressions.lift(userId, noon, visitor)).toBe(false);
    await look('update users set email_verified_at = now() where id = any($1)', [
      userId,
      other.userId,
    ]);
    expect(await ports.suppressions.find(userId)).toEqual({ email, reason: 'bounced' });
    expect(await ports.suppressions.find(other.userId)).toBeNull();
    expect(await ports.suppressions.lift(other.userId, noon, visitor)).toBe(false);
    const audit = { ...visitor, actorId: userId };
    const lifts = await inParallel(10, () => ports.suppressions.lift(userId, noon, audit));
    expect(lifts.filter(Boolean)).toHaveLength(1);
    expect(await suppressionsOf(world, email)).toEqual([]);
    expect(
      await look(
        `select result, actor_id from audit_events where kind = 'mail_resumption' and subject_id = $1`,
        userId,
      ),
    ).toEqual([{ result: 'bounced', actor_id: userId }]);
    expect(await ports.suppressions.find('junk')).toBeNull();
    expect(await ports.suppressions.lift('junk', noon, visitor)).toBe(false);
  },
);

onEveryEngine('messages are forgotten after their time, not before', async (world) => {
  const { ports, look } = world;
  await look('delete from mail_events');
  for (const [id, at] of [
    ['old', -1],
    ['new', 1],
  ] as const) {
    const event = anEvent({ id, providerId: randomUUID() });
    await ports.mailEvents.note(event, afterNoon(at), visitor);
  }

  expect(await ports.mailEvents.purge(noon)).toBe(1);
  expect(await look('select id from mail_events')).toEqual([{ id: 'new' }]);
});
