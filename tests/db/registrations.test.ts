import { expect } from 'vitest';
import {
  aDigest,
  afterNoon,
  anAddress,
  aRegistration,
  aToken,
  inParallel,
  noon,
  onEveryEngine,
  tally,
  visitor,
} from './world.ts';

onEveryEngine(
  'a registration writes user, token, letter and audit event together',
  async ({ ports, look }) => {
    const email = anAddress();
    const registration = aRegistration(email);
    expect(await ports.registrations.store(registration)).toBe('created');

    const [user] = await look('select * from users where email_normalised = $1', email);
    expect(user).toMatchObject({
      id: registration.userId,
      email,
      name: 'Pat',
      role: 'user',
      email_verified_at: null,
      password_hash: registration.passwordHash,
    });
    expect(
      await look('select * from one_time_tokens where user_id = $1', registration.userId),
    ).toMatchObject([
      {
        id: registration.token.id,
        purpose: 'verify_email',
        token_digest: registration.token.tokenDigest,
        password_hash: registration.passwordHash,
        tries: 0,
      },
    ]);
    expect(await look('select * from outbox where recipient_normalised = $1', email)).toMatchObject(
      [
        {
          id: registration.verificationLetter.id,
          recipient: email,
          props_sealed: registration.verificationLetter.propsSealed,
          attempts: 0,
        },
      ],
    );
    expect(
      await look('select * from audit_events where subject_id = $1', registration.userId),
    ).toMatchObject([
      { kind: 'registration', result: 'created', ip: '192.0.2.7', request_id: 'request-1' },
    ]);
  },
);

onEveryEngine('REG-02 two spellings of one address are one account', async ({ ports, look }) => {
  const email = anAddress();
  const shouted = email.toUpperCase();
  await ports.registrations.store(aRegistration(shouted));
  await ports.registrations.store(aRegistration(email, afterNoon(120)));
  const found = await look('select email from users where email_normalised = $1', email);
  expect(found).toEqual([{ email }]);
});

onEveryEngine(
  'RACE-01 fifty registrations of one address at once make one row and one letter',
  async ({ ports, look }) => {
    for (let repeat = 0; repeat < 5; repeat += 1) {
      const email = anAddress();
      const results = await inParallel(50, () => ports.registrations.store(aRegistration(email)));
      expect(tally(results)).toEqual({ created: 1, quiet: 49 });
      const found = await look(
        `select u.id, u.password_hash = t.password_hash as same
         from users u join one_time_tokens t on t.user_id = u.id
         where u.email_normalised = $1`,
        email,
      );
      expect(found).toMatchObject([{ same: true }]);
      expect(
        await look('select id from outbox where recipient_normalised = $1', email),
      ).toHaveLength(1);
    }
  },
);

onEveryEngine(
  'RACE-01 fifty registrations of an unverified address at once renew it once',
  async ({ ports, look }) => {
    const email = anAddress();
    await ports.registrations.store(aRegistration(email));
    const results = await inParallel(50, () =>
      ports.registrations.store(aRegistration(email, afterNoon(120))),
    );
    expect(tally(results)).toEqual({ renewed: 1, quiet: 49 });
    expect(await look('select id from outbox where recipient_normalised = $1', email)).toHaveLength(
      2,
    );
  },
);

onEveryEngine(
  'a later registration of an unverified address brings its own password and letter',
  async ({ ports, look }) => {
    const email = anAddress();
    const first = aRegistration(email);
    const second = aRegistration(email, afterNoon(61), { name: null });
    await ports.registrations.store(first);
    expect(await ports.registrations.store(second)).toBe('renewed');

    const [user] = await look(
      'select id, name, password_hash from users where id = $1',
      first.userId,
    );
    expect(user).toMatchObject({ name: 'Pat', password_hash: second.passwordHash });
    const tokens = await look(
      'select password_hash from one_time_tokens where user_id = $1 order by created_at',
      first.userId,
    );
    expect(tokens).toEqual([
      { password_hash: first.passwordHash },
      { password_hash: second.passwordHash },
    ]);
  },
);

onEveryEngine('nothing is written while a letter is on its way', async ({ ports, look }) => {
  const email = anAddress();
  const first = aRegistration(email);
  await ports.registrations.store(first);
  expect(await ports.registrations.store(aRegistration(email, afterNoon(59)))).toBe('quiet');
  expect(await look('select password_hash from users where id = $1', first.userId)).toEqual([
    { password_hash: first.passwordHash },
  ]);
  expect(
    await look('select id from one_time_tokens where user_id = $1', first.userId),
  ).toHaveLength(1);
});

onEveryEngine(
  'REG-01 the owner of a verified address gets a letter at the address as stored, and nothing changes',
  async ({ ports, look }) => {
    const email = anAddress();
    const first = aRegistration(email);
    await ports.registrations.store(first);
    await ports.oneTimeTokens.verifyEmailByToken(first.token.tokenDigest, noon, visitor);

    const stranger = aRegistration(email.toUpperCase(), afterNoon(5));
    expect(await ports.registrations.store(stranger)).toBe('known');
    expect(await ports.registrations.store(aRegistration(email, afterNoon(6)))).toBe('quiet');
    expect(
      await look('select password_hash, email from users where id = $1', first.userId),
    ).toEqual([{ password_hash: first.passwordHash, email }]);
    expect(
      await look(
        `select id, recipient from outbox
         where recipient_normalised = $1 and template = 'existing-account'`,
        email,
      ),
    ).toEqual([{ id: stranger.existingAccountLetter.id, recipient: email }]);
    expect(
      await look('select id from one_time_tokens where user_id = $1', first.userId),
    ).toHaveLength(1);
  },
);

onEveryEngine(
  'a registration that fails half way leaves nothing behind',
  async ({ ports, look }) => {
    const tokenDigest = aDigest();
    await ports.registrations.store(
      aRegistration(anAddress(), noon, { token: aToken({ tokenDigest }) }),
    );
    const email = anAddress();
    const failing = aRegistration(email, noon, { token: aToken({ tokenDigest }) });
    await expect(ports.registrations.store(failing)).rejects.toMatchObject({
      service: 'database',
      code: '23505',
    });
    expect(await look('select id from users where email_normalised = $1', email)).toEqual([]);
    expect(await look('select id from outbox where recipient_normalised = $1', email)).toEqual([]);
    expect(await look('select id from audit_events where subject_id = $1', failing.userId)).toEqual(
      [],
    );
  },
);

onEveryEngine(
  'a registration and a verification at once leave the password that was verified',
  async ({ ports, look }) => {
    for (let repeat = 0; repeat < 10; repeat += 1) {
      const email = anAddress();
      const first = aRegistration(email);
      await ports.registrations.store(first);
      const strangers = inParallel(5, () =>
        ports.registrations.store(aRegistration(email, afterNoon(120))),
      );
      const use = ports.oneTimeTokens.verifyEmailByToken(
        first.token.tokenDigest,
        afterNoon(120),
        visitor,
      );
      expect((await use).result).toBe('used');
      await strangers;
      expect(
        await look(
          'select password_hash, email_verified_at is not null as verified from users where id = $1',
          first.userId,
        ),
      ).toEqual([{ password_hash: first.passwordHash, verified: true }]);
    }
  },
);
