import { expect } from 'vitest';
import {
  afterNoon,
  anAddress,
  aPasswordHash,
  aRegistration,
  noon,
  onEveryEngine,
} from './world.ts';

onEveryEngine('a user is found by the normalised address alone', async ({ ports }) => {
  const email = anAddress();
  const registration = aRegistration(email);
  await ports.registrations.store(registration);
  expect(await ports.users.findForSignIn(email, noon)).toEqual({
    id: registration.userId,
    email,
    name: 'Pat',
    image: null,
    role: 'user',
    emailVerified: false,
    passwordHash: registration.passwordHash,
    isDisabled: false,
    passwordCheckedAt: null,
    passwordBreachedAt: null,
  });
  expect(await ports.users.findForSignIn(email.toUpperCase(), noon)).toBeNull();
  expect(await ports.users.findForSignIn(anAddress(), noon)).toBeNull();
});

onEveryEngine('a disablement holds for good or until its moment', async ({ ports, look }) => {
  const email = anAddress();
  await ports.registrations.store(aRegistration(email));
  const isDisabledAt = async (now: Date) =>
    (await ports.users.findForSignIn(email, now))?.isDisabled;
  await look(
    `update users set disabled_at = $2, disabled_reason = 'spam', disabled_until = $3
     where email_normalised = $1`,
    email,
    noon,
    afterNoon(60),
  );
  expect(await isDisabledAt(afterNoon(59))).toBe(true);
  expect(await isDisabledAt(afterNoon(60))).toBe(false);
  await look('update users set disabled_until = null where email_normalised = $1', email);
  expect(await isDisabledAt(afterNoon(1e6))).toBe(true);
});

onEveryEngine('a rehash never undoes a change of password', async ({ ports }) => {
  const email = anAddress();
  const registration = aRegistration(email);
  await ports.registrations.store(registration);
  const { userId, passwordHash: old } = registration;
  const hashNow = async () => (await ports.users.findForSignIn(email, noon))?.passwordHash;
  const [rehashed, late] = [aPasswordHash(), aPasswordHash()];
  await ports.users.replacePasswordHash(userId, old, rehashed, noon);
  expect(await hashNow()).toBe(rehashed);
  await ports.users.replacePasswordHash(userId, old, late, noon);
  expect(await hashNow()).toBe(rehashed);
  await ports.users.replacePasswordHash('not-a-uuid', rehashed, late, noon);
  expect(await hashNow()).toBe(rehashed);
});

onEveryEngine(
  'what a look-up found is noted of the password that was proved',
  async ({ ports }) => {
    const email = anAddress();
    const registration = aRegistration(email, noon, { passwordCheckedAt: noon });
    await ports.registrations.store(registration);
    const { userId, passwordHash: hash } = registration;
    const noted = async () => {
      const user = await ports.users.findForSignIn(email, noon);
      return [user?.passwordCheckedAt, user?.passwordBreachedAt];
    };
    const note = (isBreached: boolean, second: number, proved = hash, id = userId) =>
      ports.users.notePasswordCheck({
        userId: id,
        hash: proved,
        isBreached,
        now: afterNoon(second),
      });
    expect(await noted()).toEqual([noon, null]);
    await note(true, 1, aPasswordHash());
    await note(true, 1, hash, 'not-a-uuid');
    expect(await noted()).toEqual([noon, null]);
    await note(true, 2);
    await note(true, 3);
    expect(await noted()).toEqual([afterNoon(3), afterNoon(2)]);
    await note(false, 4);
    expect(await noted()).toEqual([afterNoon(4), null]);
  },
);
