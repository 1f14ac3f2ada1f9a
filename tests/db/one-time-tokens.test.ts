import { expect } from 'vitest';
import type { TokenUse } from '#core/ports.ts';
import type { DatabasePorts } from '#db/ports.ts';
import {
  aDigest,
  afterNoon,
  aLetter,
  anAddress,
  aRegistration,
  aToken,
  inParallel,
  noon,
  onEveryEngine,
  tally,
  visitor,
} from './world.ts';

const results = (uses: TokenUse[]) => tally(uses.map(({ result }) => result));

/** Registers an address once for each moment, a minute and more apart. */
async function registered(ports: DatabasePorts, email: string, moments = [noon]) {
  const registrations = moments.map((at) => aRegistration(email, at));
  for (const registration of registrations) await ports.registrations.store(registration);
  return registrations.map(({ token, passwordHash, userId }) => ({
    userId,
    passwordHash,
    tokenDigest: token.tokenDigest,
    codeDigest: token.codeDigest ?? '',
  }));
}

const tryCode = (ports: DatabasePorts, emailNormalised: string, codeDigest: string, now = noon) =>
  ports.oneTimeTokens.verifyEmailByCode(
    {
      emailNormalised,
      codeDigests: [codeDigest],
      maximumTries: 10,
      now,
    },
    visitor,
  );

onEveryEngine('TOKEN-01 a link is used once', async ({ ports, look }) => {
  const email = anAddress();
  const [one] = await registered(ports, email);
  if (!one) throw new Error('nothing was registered');
  const verify = () =>
    ports.oneTimeTokens.verifyEmailByToken(one.tokenDigest, afterNoon(5), visitor);
  expect(await verify()).toEqual({
    result: 'used',
    userId: one.userId,
    email,
    isPasswordNeeded: false,
  });
  expect(await verify()).toEqual({ result: 'invalid' });
  expect(
    await look(
      'select email_verified_at = $2::timestamptz as at from users where id = $1',
      one.userId,
      afterNoon(5),
    ),
  ).toEqual([{ at: true }]);
  expect(
    await look(
      `select result from audit_events where kind = 'email_verification' and subject_id = $1`,
      one.userId,
    ),
  ).toEqual([{ result: 'used' }]);
});

onEveryEngine('TOKEN-02 an expired link says so and verifies nothing', async ({ ports, look }) => {
  const [one] = await registered(ports, anAddress());
  if (!one) throw new Error('nothing was registered');
  const { oneTimeTokens } = ports;
  const late = afterNoon(86_400);
  expect(await oneTimeTokens.peek(one.tokenDigest, 'verify_email', late)).toBe('expired');
  expect(await oneTimeTokens.verifyEmailByToken(one.tokenDigest, late, visitor)).toEqual({
    result: 'expired',
  });
  expect(await look('select email_verified_at from users where id = $1', one.userId)).toEqual([
    { email_verified_at: null },
  ]);
});

onEveryEngine('TOKEN-03 looking at a link does not use it', async ({ ports }) => {
  const [one] = await registered(ports, anAddress());
  if (!one) throw new Error('nothing was registered');
  const { oneTimeTokens } = ports;
  const looks = await inParallel(5, () =>
    oneTimeTokens.peek(one.tokenDigest, 'verify_email', noon),
  );
  expect(tally(looks)).toEqual({ live: 5 });
  const use = await oneTimeTokens.verifyEmailByToken(one.tokenDigest, noon, visitor);
  expect(use.result).toBe('used');
  expect(await oneTimeTokens.peek(one.tokenDigest, 'verify_email', noon)).toBe('invalid');
});

onEveryEngine('TOKEN-04 a token of another purpose verifies nothing', async ({ ports, look }) => {
  const [one] = await registered(ports, anAddress());
  if (!one) throw new Error('nothing was registered');
  const { oneTimeTokens } = ports;
  await look(
    `update one_time_tokens set purpose = 'reset_password' where token_digest = $1`,
    one.tokenDigest,
  );
  expect(await oneTimeTokens.peek(one.tokenDigest, 'verify_email', noon)).toBe('invalid');
  expect(await oneTimeTokens.verifyEmailByToken(one.tokenDigest, noon, visitor)).toEqual({
    result: 'invalid',
  });
});

onEveryEngine('a token verifies no address that its user took since', async ({ ports, look }) => {
  const [one] = await registered(ports, anAddress());
  if (!one) throw new Error('nothing was registered');
  const other = anAddress();
  await look('update users set email = $2, email_normalised = $2 where id = $1', one.userId, other);
  const use = await ports.oneTimeTokens.verifyEmailByToken(one.tokenDigest, noon, visitor);
  expect(use).toEqual({ result: 'invalid' });
});

onEveryEngine('RACE-04 fifty uses of one link at once have one winner', async ({ ports, look }) => {
  for (let repeat = 0; repeat < 5; repeat += 1) {
    const [one] = await registered(ports, anAddress());
    if (!one) throw new Error('nothing was registered');
    const uses = await inParallel(50, () =>
      ports.oneTimeTokens.verifyEmailByToken(one.tokenDigest, noon, visitor),
    );
    expect(results(uses)).toEqual({ used: 1, invalid: 49 });
    expect(
      await look(
        `select id from audit_events
         where kind = 'email_verification' and subject_id = $1 and result = 'used'`,
        one.userId,
      ),
    ).toHaveLength(1);
  }
});

onEveryEngine('RACE-04 fifty uses of one code at once have one winner', async ({ ports }) => {
  const email = anAddress();
  const [one] = await registered(ports, email);
  if (!one) throw new Error('nothing was registered');
  const uses = await inParallel(50, () => tryCode(ports, email, one.codeDigest));
  expect(results(uses)).toEqual({ used: 1, invalid: 49 });
});

onEveryEngine(
  'RACE-04 the links of one user used at once have one winner and no deadlock',
  async ({ ports }) => {
    for (let repeat = 0; repeat < 10; repeat += 1) {
      const moments = [noon, afterNoon(61), afterNoon(122), afterNoon(183)];
      const tokens = await registered(ports, anAddress(), moments);
      const uses = await inParallel(20, (index) =>
        ports.oneTimeTokens.verifyEmailByToken(
          tokens[index % tokens.length]?.tokenDigest ?? '',
          afterNoon(200),
          visitor,
        ),
      );
      expect(results(uses)).toEqual({ used: 1, invalid: 19 });
    }
  },
);

onEveryEngine(
  'the password that came with the token becomes the password of the user',
  async ({ ports, look }) => {
    const email = anAddress();
    const [first, second] = await registered(ports, email, [noon, afterNoon(61)]);
    if (!first || !second) throw new Error('nothing was registered');
    const now = afterNoon(90);
    const use = await ports.oneTimeTokens.verifyEmailByToken(first.tokenDigest, now, visitor);
    expect(use.result).toBe('used');
    expect(await look('select password_hash from users where id = $1', first.userId)).toEqual([
      { password_hash: first.passwordHash },
    ]);
    const sibling = await ports.oneTimeTokens.verifyEmailByToken(second.tokenDigest, now, visitor);
    expect(sibling).toEqual({ result: 'invalid' });
    expect(await tryCode(ports, email, second.codeDigest, now)).toEqual({ result: 'invalid' });
  },
);

onEveryEngine(
  'a password that came with a token is not taken for one that was looked up',
  async ({ ports, look }) => {
    const emails = [anAddress(), anAddress()];
    const checked = { passwordCheckedAt: noon };
    const [first, other, later] = [
      aRegistration(String(emails[0]), noon, checked),
      aRegistration(String(emails[1]), noon, { passwordCheckedAt: null }),
      aRegistration(String(emails[1]), afterNoon(61), checked),
    ];
    for (const one of [first, other, later]) await ports.registrations.store(one);
    const checkedAtAfter = async ({ userId, token }: typeof first) => {
      await ports.oneTimeTokens.verifyEmailByToken(token.tokenDigest, afterNoon(90), visitor);
      const [row] = await look('select password_checked_at from users where id = $1', userId);
      return row?.password_checked_at && new Date(String(row.password_checked_at));
    };
    expect(await checkedAtAfter(first)).toEqual(noon);
    expect(await checkedAtAfter(other)).toBeNull();
  },
);

onEveryEngine(
  'a token never changes the password of an address that is verified already',
  async ({ ports, look }) => {
    const [first, second] = await registered(ports, anAddress(), [noon, afterNoon(61)]);
    if (!first || !second) throw new Error('nothing was registered');
    await look('update users set email_verified_at = $2 where id = $1', first.userId, noon);
    const now = afterNoon(90);
    await ports.oneTimeTokens.verifyEmailByToken(first.tokenDigest, now, visitor);
    expect(await look('select password_hash from users where id = $1', first.userId)).toEqual([
      { password_hash: second.passwordHash },
    ]);
  },
);

onEveryEngine('a code verifies, and ends the other tokens', async ({ ports, look }) => {
  const email = anAddress();
  const [first, second] = await registered(ports, email, [noon, afterNoon(61)]);
  if (!first || !second) throw new Error('nothing was registered');
  expect(await tryCode(ports, email, first.codeDigest, afterNoon(90))).toEqual({
    result: 'used',
    userId: first.userId,
    email,
    isPasswordNeeded: false,
  });
  const tokens = await look(
    `select used_at is not null as used, superseded_at is not null as superseded, tries
     from one_time_tokens where user_id = $1 order by created_at`,
    first.userId,
  );
  expect(tokens).toEqual([
    { used: true, superseded: false, tries: 1 },
    { used: false, superseded: true, tries: 1 },
  ]);
});

onEveryEngine('a code is right under any of the secrets that still open', async ({ ports }) => {
  const { verifyEmailByCode } = ports.oneTimeTokens;
  const emailNormalised = anAddress();
  const [one] = await registered(ports, emailNormalised);
  const rest = { emailNormalised, maximumTries: 10, now: noon };
  const none = await verifyEmailByCode({ ...rest, codeDigests: [] }, visitor);
  expect(none).toEqual({ result: 'invalid' });
  const codeDigests = [aDigest(), one?.codeDigest ?? '', aDigest()];
  expect((await verifyEmailByCode({ ...rest, codeDigests }, visitor)).result).toBe('used');
});

onEveryEngine('a code of another address is wrong', async ({ ports }) => {
  const email = anAddress();
  const [one] = await registered(ports, email);
  const [other] = await registered(ports, anAddress());
  expect(await tryCode(ports, email, other?.codeDigest ?? '')).toEqual({ result: 'invalid' });
  expect(await tryCode(ports, anAddress(), one?.codeDigest ?? '')).toEqual({ result: 'invalid' });
});

onEveryEngine('an expired code says so, a wrong one does not', async ({ ports }) => {
  const email = anAddress();
  const [one] = await registered(ports, email);
  const late = afterNoon(86_401);
  expect(await tryCode(ports, email, one?.codeDigest ?? '', late)).toEqual({ result: 'expired' });
  expect(await tryCode(ports, email, aDigest(), late)).toEqual({ result: 'invalid' });
});

onEveryEngine(
  'fifty wrong codes at once count ten tries, then the right code is refused and the link works',
  async ({ ports, look }) => {
    const email = anAddress();
    const [one] = await registered(ports, email);
    if (!one) throw new Error('nothing was registered');
    const guesses = await inParallel(50, () => tryCode(ports, email, aDigest()));
    expect(results(guesses)).toEqual({ invalid: 50 });
    expect(await look('select tries from one_time_tokens where user_id = $1', one.userId)).toEqual([
      { tries: 10 },
    ]);
    expect(await tryCode(ports, email, one.codeDigest)).toEqual({ result: 'invalid' });
    const use = await ports.oneTimeTokens.verifyEmailByToken(one.tokenDigest, noon, visitor);
    expect(use.result).toBe('used');
  },
);

onEveryEngine('TOKEN-07 the database holds digests and nothing to sign in with', async (world) => {
  const { ports, look } = world;
  const [one] = await registered(ports, anAddress());
  const stored = await look('select * from one_time_tokens where user_id = $1', one?.userId ?? '');
  expect(Object.keys(stored[0] ?? {}).sort()).toEqual(
    [
      'code_digest',
      'created_at',
      'email',
      'email_normalised',
      'expires_at',
      'id',
      'password_hash',
      'purpose',
      'superseded_at',
      'token_digest',
      'tries',
      'used_at',
      'user_id',
    ].sort(),
  );
  await expect(
    ports.registrations.store(
      aRegistration(anAddress(), noon, { token: aToken({ codeDigest: '12345678' }) }),
    ),
  ).rejects.toMatchObject({ code: '23514' });
});

onEveryEngine(
  'fifty requests for a letter at once send one, to the address as stored',
  async ({ ports, look }) => {
    const email = anAddress();
    const shouted = email.toUpperCase();
    const [one] = await registered(ports, shouted);
    const request = (seconds: number) => {
      const token = aToken({ expiresAt: afterNoon(90_000) });
      return ports.oneTimeTokens.requestVerification({
        emailNormalised: email,
        now: afterNoon(seconds),
        token,
        letter: aLetter(email),
        audit: visitor,
      });
    };
    expect(await request(30)).toBe('quiet');
    expect(tally(await inParallel(50, () => request(61)))).toEqual({ sent: 1, quiet: 49 });
    expect(
      await look(
        'select recipient from outbox where recipient_normalised = $1 order by created_at',
        email,
      ),
    ).toEqual([{ recipient: shouted }, { recipient: shouted }]);
    expect(
      await look(
        `select password_hash from one_time_tokens where user_id = $1 order by created_at desc limit 1`,
        one?.userId ?? '',
      ),
    ).toEqual([{ password_hash: null }]);
  },
);

onEveryEngine(
  'a request for a letter is quiet for unknown and for verified addresses',
  async ({ ports, look }) => {
    const verified = anAddress();
    const unknown = anAddress();
    const [one] = await registered(ports, verified);
    await ports.oneTimeTokens.verifyEmailByToken(one?.tokenDigest ?? '', noon, visitor);
    for (const email of [verified, unknown]) {
      const answer = await ports.oneTimeTokens.requestVerification({
        emailNormalised: email,
        now: afterNoon(600),
        token: aToken({ expiresAt: afterNoon(90_000) }),
        letter: aLetter(email),
        audit: visitor,
      });
      expect(answer).toBe('quiet');
    }
    expect(
      await look(
        'select id from outbox where recipient_normalised in ($1, $2) and created_at > $3::timestamptz',
        verified,
        unknown,
        noon,
      ),
    ).toEqual([]);
  },
);

onEveryEngine(
  'a NUL character in a digest or an address is answered, not a fault',
  async ({ ports }) => {
    const { oneTimeTokens, users, sessions } = ports;
    expect(await oneTimeTokens.peek('\0', 'verify_email', noon)).toBe('invalid');
    expect(await oneTimeTokens.verifyEmailByToken('\0', noon, visitor)).toEqual({
      result: 'invalid',
    });
    expect(await tryCode(ports, 'a\0@example.test', aDigest())).toEqual({ result: 'invalid' });
    expect(await users.findForSignIn('a\0@example.test', noon)).toBeNull();
    const which = { userId: '00000000-0000-4000-8000-000000000002', only: '\0' };
    expect(await sessions.end(which, 'signed_out', noon, visitor)).toEqual([]);
  },
);
