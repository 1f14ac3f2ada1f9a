import { expect } from 'vitest';
import type { ClaimedLetter } from '#core/letters.ts';
import {
  afterNoon,
  anAddress,
  aRegistration,
  inParallel,
  noon,
  onEveryEngine,
  type World,
} from './world.ts';

/** Empties the outbox and puts so many letters into it. */
async function lettersIn({ ports, look }: World, count: number): Promise<string[]> {
  await look('delete from outbox');
  const registrations = Array.from({ length: count }, () => aRegistration(anAddress()));
  for (const registration of registrations) await ports.registrations.store(registration);
  return registrations.map(({ verificationLetter }) => verificationLetter.id);
}

const idsOf = (letters: ClaimedLetter[]) => letters.map(({ id }) => id);

onEveryEngine('thirty claims at once give each letter to one of them', async (world) => {
  const ids = await lettersIn(world, 60);
  const { outbox } = world.ports;
  for (let repeat = 0; repeat < 5; repeat += 1) {
    const now = afterNoon(repeat * 60);
    const claims = await inParallel(30, () => outbox.claimDue(3, now, afterNoon(repeat * 60 + 60)));
    expect(claims.flatMap(idsOf).sort()).toEqual([...ids].sort());
    expect(await outbox.claimDue(60, afterNoon(repeat * 60 + 59), now)).toEqual([]);
  }
});

onEveryEngine('a claim gives what is needed to send, and counts the attempt', async (world) => {
  await world.look('delete from outbox');
  const registration = aRegistration(anAddress());
  await world.ports.registrations.store(registration);
  const { outbox } = world.ports;
  expect(await outbox.claimDue(5, noon, afterNoon(60))).toEqual([
    { ...registration.verificationLetter, attempts: 1, isSuppressed: false },
  ]);
  expect(await outbox.claimDue(5, afterNoon(60), afterNoon(120))).toEqual([
    { ...registration.verificationLetter, attempts: 2, isSuppressed: false },
  ]);
});

onEveryEngine('a letter that is not due yet is not claimed', async (world) => {
  const [id = ''] = await lettersIn(world, 1);
  const { outbox } = world.ports;
  expect(await outbox.claimDue(5, afterNoon(-1), noon)).toEqual([]);
  await outbox.claimDue(5, noon, afterNoon(60));
  await outbox.postpone(id, 'http_429', afterNoon(30));
  expect(await outbox.claimDue(5, afterNoon(29), afterNoon(90))).toEqual([]);
  expect(idsOf(await outbox.claimDue(5, afterNoon(30), afterNoon(90)))).toEqual([id]);
  expect(
    await world.look('select last_error_code, attempts from outbox where id = $1', id),
  ).toEqual([{ last_error_code: 'http_429', attempts: 2 }]);
});

onEveryEngine('a sent letter forgets its secrets and is never undone', async (world) => {
  const [id = ''] = await lettersIn(world, 1);
  const { outbox } = world.ports;
  await outbox.claimDue(5, noon, afterNoon(60));
  await outbox.markSent(id, 'provider-1', afterNoon(1));
  await outbox.markSent(id, 'provider-2', afterNoon(2));
  await outbox.postpone(id, 'http_500', afterNoon(3));
  await outbox.bury(id, 'http_422', afterNoon(4));
  expect(
    await world.look(
      'select provider_id, props_sealed, buried_at, last_error_code from outbox where id = $1',
      id,
    ),
  ).toEqual([
    { provider_id: 'provider-1', props_sealed: null, buried_at: null, last_error_code: null },
  ]);
  expect(await outbox.claimDue(5, afterNoon(600), afterNoon(700))).toEqual([]);
});

onEveryEngine('a buried letter stays visible without its secrets', async (world) => {
  const [id = ''] = await lettersIn(world, 1);
  const { outbox } = world.ports;
  await outbox.bury(id, 'invalid_recipient', afterNoon(4));
  await outbox.postpone(id, 'http_500', afterNoon(5));
  expect(
    await world.look(
      'select props_sealed, last_error_code, buried_at is not null as buried from outbox where id = $1',
      id,
    ),
  ).toEqual([{ props_sealed: null, last_error_code: 'invalid_recipient', buried: true }]);
  expect(await outbox.claimDue(5, afterNoon(600), afterNoon(700))).toEqual([]);
});

onEveryEngine('what the provider took counts as sent even after a burial', async (world) => {
  const [id = ''] = await lettersIn(world, 1);
  const { outbox } = world.ports;
  await outbox.bury(id, 'attempts_used_up', afterNoon(4));
  await outbox.markSent(id, 'provider-1', afterNoon(5));
  expect(await world.look('select provider_id, buried_at from outbox where id = $1', id)).toEqual([
    { provider_id: 'provider-1', buried_at: null },
  ]);
});

onEveryEngine('a letter of a malformed id is nobody’s', async (world) => {
  const { outbox } = world.ports;
  await expect(outbox.markSent('junk', 'provider-1', noon)).resolves.toBeUndefined();
  await expect(outbox.postpone('junk', 'http_500', noon)).resolves.toBeUndefined();
  await expect(outbox.bury('junk', 'http_500', noon)).resolves.toBeUndefined();
});
