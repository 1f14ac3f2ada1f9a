import { expect } from 'vitest';
import {
  aDigest,
  afterNoon,
  anAddress,
  aRegistration,
  aToken,
  noon,
  onEveryEngine,
  visitor,
  type World,
} from './world.ts';

const tokensOf = async ({ look }: World, userId: string) =>
  (await look('select id from one_time_tokens where user_id = $1', userId)).map(({ id }) => id);

onEveryEngine(
  'attempts to sign in are forgotten after their time, a thousand at once',
  async (world) => {
    const { ports, look } = world;
    await look('delete from sign_in_attempts');
    const attempt = {
      userId: null,
      emailDigest: aDigest(),
      method: 'password',
      result: 'invalid_credentials',
      ipPrefix: null,
      userAgent: null,
    } as const;
    await ports.attempts.record({ ...attempt, at: afterNoon(-1) }, visitor);
    await ports.attempts.record({ ...attempt, at: noon }, visitor);

    expect(await ports.oldRecords.purgeAttempts(noon)).toBe(1);
    expect(
      await look('select at = $1 as at_noon from sign_in_attempts', noon.toISOString()),
    ).toEqual([{ at_noon: true }]);
    await look(
      `insert into sign_in_attempts (at, email_digest, method, result)
     select $1::timestamptz, $2, 'password', 'invalid_credentials' from generate_series(1, 1200)`,
      afterNoon(-60).toISOString(),
      attempt.emailDigest,
    );
    expect(await ports.oldRecords.purgeAttempts(noon)).toBe(1000);
    expect(await ports.oldRecords.purgeAttempts(noon)).toBe(200);
    expect(await ports.oldRecords.purgeAttempts(noon)).toBe(0);
  },
);

onEveryEngine(
  'tokens that ended before are forgotten, used or not; live ones and young ones stay',
  async (world) => {
    const { ports, look } = world;
    const registration = aRegistration(anAddress());
    const { userId, token } = registration;
    await ports.registrations.store(registration);
    await ports.oneTimeTokens.verifyEmailByToken(token.tokenDigest, noon, visitor);
    const later = aToken({ purpose: 'reset_password', codeDigest: null });
    await look(
      `insert into one_time_tokens (id, user_id, purpose, email_normalised, token_digest, created_at, expires_at)
     values ($1, $2, 'reset_password', $3, $4, $5, $6)`,
      later.id,
      userId,
      registration.emailNormalised,
      later.tokenDigest,
      noon.toISOString(),
      afterNoon(86_401).toISOString(),
    );

    await ports.oldRecords.purgeTokens(token.expiresAt);
    expect((await tokensOf(world, userId)).sort()).toEqual([token.id, later.id].sort());
    await ports.oldRecords.purgeTokens(afterNoon(86_401));
    expect(await tokensOf(world, userId)).toEqual([later.id]);
  },
);

onEveryEngine('the tokens of a registration that is not confirmed are kept', async (world) => {
  const { ports, look } = world;
  const registration = aRegistration(anAddress());
  await ports.registrations.store(registration);
  const { userId, token } = registration;

  await ports.oldRecords.purgeTokens(afterNoon(10 * 86_400));
  expect(await tokensOf(world, userId)).toEqual([token.id]);
  await look(
    'update one_time_tokens set purpose = $2 where user_id = $1',
    userId,
    'reset_password',
  );
  await ports.oldRecords.purgeTokens(afterNoon(10 * 86_400));
  expect(await tokensOf(world, userId)).toEqual([]);
  expect(await look('select id from users where id = $1', userId)).toEqual([{ id: userId }]);
});
