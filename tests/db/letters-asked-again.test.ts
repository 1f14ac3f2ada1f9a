import { expect } from 'vitest';
import {
  afterNoon,
  aLetter,
  anAddress,
  aRegistration,
  aToken,
  noon,
  onEveryEngine,
  visitor,
  type World,
} from './world.ts';

/** Registers an address at each moment, and asks for one more letter a minute after the last. */
async function askedAgain({ ports }: World, seconds: number[]) {
  const email = anAddress();
  const registrations = seconds.map((at) => aRegistration(email, afterNoon(at)));
  for (const registration of registrations) await ports.registrations.store(registration);
  const now = afterNoon((seconds.at(-1) ?? 0) + 61);
  const token = aToken({ expiresAt: afterNoon(86_400) });
  const letter = aLetter(email);
  const request = { emailNormalised: email, now, token, letter, audit: visitor };
  expect(await ports.oneTimeTokens.requestVerification(request)).toBe('sent');
  const userId = registrations[0]?.userId ?? '';
  return { email, userId, registrations, token };
}

const userOf = async ({ look }: World, userId: string) => {
  const [user] = await look(
    `select password_hash, password_checked_at, email_verified_at is not null as verified
     from users where id = $1`,
    userId,
  );
  return user;
};

onEveryEngine('it confirms the password of the one registration that there was', async (world) => {
  const { ports } = world;
  const { userId, registrations, token } = await askedAgain(world, [0]);
  const { verifyEmailByToken } = ports.oneTimeTokens;
  expect(await verifyEmailByToken(token.tokenDigest, afterNoon(100), visitor)).toMatchObject({
    result: 'used',
    isPasswordNeeded: false,
  });
  expect(await userOf(world, userId)).toMatchObject({
    password_hash: registrations[0]?.passwordHash,
    verified: true,
  });
});

onEveryEngine(
  'of several registrations it confirms none: the account has no password',
  async (world) => {
    const { ports } = world;
    const { userId, token } = await askedAgain(world, [0, 61]);
    const { verifyEmailByToken } = ports.oneTimeTokens;
    expect(await verifyEmailByToken(token.tokenDigest, afterNoon(200), visitor)).toMatchObject({
      result: 'used',
      isPasswordNeeded: true,
    });
    expect(await userOf(world, userId)).toEqual({
      password_hash: null,
      password_checked_at: null,
      verified: true,
    });
  },
);

onEveryEngine('its code confirms what its link does', async (world) => {
  const { ports } = world;
  const { email, userId, token } = await askedAgain(world, [0, 61]);
  const code = {
    emailNormalised: email,
    codeDigests: [token.codeDigest ?? ''],
    maximumTries: 10,
    now: afterNoon(200),
  };
  expect(await ports.oneTimeTokens.verifyEmailByCode(code, visitor)).toMatchObject({
    result: 'used',
    isPasswordNeeded: true,
  });
  expect(await userOf(world, userId)).toMatchObject({ password_hash: null, verified: true });
});

onEveryEngine(
  'the letter of a registration confirms its own password, however many there were',
  async (world) => {
    const { ports } = world;
    const { userId, registrations } = await askedAgain(world, [0, 61, 122]);
    const [, second] = registrations;
    const used = await ports.oneTimeTokens.verifyEmailByToken(
      second?.token.tokenDigest ?? '',
      afterNoon(200),
      visitor,
    );
    expect(used).toMatchObject({ result: 'used', isPasswordNeeded: false });
    expect(await userOf(world, userId)).toMatchObject({ password_hash: second?.passwordHash });
  },
);

onEveryEngine('it takes no password away from an address that is proven already', async (world) => {
  const { ports, look } = world;
  const { userId, registrations, token } = await askedAgain(world, [0, 61]);
  await look('update users set email_verified_at = $2 where id = $1', userId, noon);
  await ports.oneTimeTokens.verifyEmailByToken(token.tokenDigest, afterNoon(200), visitor);
  expect(await userOf(world, userId)).toMatchObject({
    password_hash: registrations[1]?.passwordHash,
  });
});
