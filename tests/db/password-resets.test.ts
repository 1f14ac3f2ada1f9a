import { expect } from 'vitest';
import { aReset, aResetRequest, askedReset } from './recovery-world.ts';
import { aPerson, endOf, eventsOf, liveIds, openedAt } from './session-world.ts';
import {
  afterNoon,
  anAddress,
  aRegistration,
  aToken,
  inParallel,
  noon,
  onEveryEngine,
  tally,
  visitor,
  type World,
} from './world.ts';

const hashOf = async ({ look }: World, userId: string) => {
  const [row] = await look('select password_hash from users where id = $1', userId);
  return row?.password_hash;
};

onEveryEngine(
  'a reset sets the password, ends every session and tells the owner',
  async (world) => {
    const { ports, look } = world;
    const person = await aPerson(world);
    const sessions = [await openedAt(world, person, 1), await openedAt(world, person, 2)];
    const digest = await askedReset(world, person.email, 100);
    const reset = aReset(digest, 200);

    const answer = await ports.passwordResets.reset(reset, visitor);

    expect(answer).toEqual({
      result: 'used',
      emailNormalised: person.email,
      endedIds: expect.arrayContaining(sessions),
    });
    expect(await hashOf(world, person.id)).toBe(reset.passwordHash);
    expect(await liveIds(world, person.id)).toEqual([]);
    expect(await endOf(world, sessions[0] ?? '')).toBe('password_reset');
    expect(
      await look(
        `select recipient from outbox where recipient_normalised = $1 and template = 'password-reset'`,
        person.email,
      ),
    ).toEqual([{ recipient: person.email }]);
    expect(await eventsOf(world, person.id)).toEqual(
      expect.arrayContaining(['password_reset_request sent', 'password_reset used']),
    );
  },
);

onEveryEngine(
  'TOKEN-01 TOKEN-03 a link resets once, and looking at it uses nothing',
  async (world) => {
    const { passwordResets } = world.ports;
    const person = await aPerson(world);
    const digest = await askedReset(world, person.email);
    const found = await inParallel(5, () => passwordResets.find(digest, afterNoon(1)));
    expect(tally(found.map(({ result }) => result))).toEqual({ live: 5 });
    expect(found[0]).toMatchObject({ owner: { address: { email: person.email }, name: 'Pat' } });
    expect((await passwordResets.reset(aReset(digest), visitor)).result).toBe('used');
    expect(await passwordResets.find(digest, afterNoon(61))).toEqual({ result: 'invalid' });
    expect(await passwordResets.reset(aReset(digest), visitor)).toEqual({ result: 'invalid' });
  },
);

onEveryEngine('TOKEN-02 a link lives an hour and not a second longer', async (world) => {
  const { passwordResets } = world.ports;
  const person = await aPerson(world);
  const digest = await askedReset(world, person.email);
  expect((await passwordResets.find(digest, afterNoon(3599))).result).toBe('live');
  expect(await passwordResets.find(digest, afterNoon(3600))).toEqual({ result: 'expired' });
  const late = await passwordResets.reset(aReset(digest, 3600), visitor);
  expect(late).toEqual({ result: 'expired' });
  expect(await hashOf(world, person.id)).toBe(person.passwordHash);
});

onEveryEngine('TOKEN-04 a link of another purpose resets nothing', async (world) => {
  const { passwordResets, oneTimeTokens } = world.ports;
  const registration = aRegistration(anAddress());
  await world.ports.registrations.store(registration);
  const { tokenDigest } = registration.token;
  expect(await passwordResets.find(tokenDigest, noon)).toEqual({ result: 'invalid' });
  expect(await passwordResets.reset(aReset(tokenDigest), visitor)).toEqual({ result: 'invalid' });
  const digest = await askedReset(world, registration.email, 1);
  const used = await oneTimeTokens.verifyEmailByToken(digest, afterNoon(2), visitor);
  expect(used).toEqual({ result: 'invalid' });
});

onEveryEngine('a newer link ends the older one, of its own account alone', async (world) => {
  const { passwordResets } = world.ports;
  const [person, other] = [await aPerson(world), await aPerson(world)];
  const others = await askedReset(world, other.email);
  const older = await askedReset(world, person.email);
  const newer = await askedReset(world, person.email, 61);
  expect(await passwordResets.reset(aReset(older, 62), visitor)).toEqual({ result: 'invalid' });
  expect((await passwordResets.find(others, afterNoon(62))).result).toBe('live');
  expect((await passwordResets.reset(aReset(newer, 62), visitor)).result).toBe('used');
});

onEveryEngine('a request that the caps hold back leaves the older link alive', async (world) => {
  const { passwordResets } = world.ports;
  const person = await aPerson(world);
  const digest = await askedReset(world, person.email);
  expect(await passwordResets.request(aResetRequest(person.email, 59))).toBe('quiet');
  expect((await passwordResets.find(digest, afterNoon(60))).result).toBe('live');
});

onEveryEngine('TOKEN-14 who gets which letter', async (world) => {
  const { ports, look } = world;
  const [known, providersOnly, neither, disabled] = [
    await aPerson(world),
    await aPerson(world),
    await aPerson(world),
    await aPerson(world),
  ];
  await look(
    'update users set password_hash = null where id in ($1, $2)',
    providersOnly.id,
    neither.id,
  );
  await look(
    `insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oidc', 'google', $2)`,
    providersOnly.id,
    providersOnly.id,
  );
  await look(
    `update users set disabled_at = $2, disabled_reason = 'A reason' where id = $1`,
    disabled.id,
    noon,
  );
  const unverified = aRegistration(anAddress());
  await ports.registrations.store(unverified);
  const ask = (email: string) => ports.passwordResets.request(aResetRequest(email, 10));

  expect(await ask(known.email)).toBe('sent');
  expect(await ask(providersOnly.email)).toBe('no_password');
  expect(await ask(neither.email)).toBe('sent');
  expect(await ask(disabled.email)).toBe('quiet');
  expect(await ask(unverified.email)).toBe('sent');
  expect(await ask(anAddress())).toBe('quiet');
  const letters = await look(
    `select template from outbox
     where recipient_normalised in ($1, $2, $3) and created_at = $4 order by template`,
    known.email,
    providersOnly.email,
    disabled.email,
    afterNoon(10),
  );
  expect(letters).toEqual([{ template: 'no-password' }, { template: 'reset-password' }]);
  expect(
    await look(
      'select id from one_time_tokens where user_id = $1 and purpose = $2',
      providersOnly.id,
      'reset_password',
    ),
  ).toEqual([]);
});

onEveryEngine('a link of an account that is disabled since resets nothing', async (world) => {
  const { ports, look } = world;
  const person = await aPerson(world);
  const digest = await askedReset(world, person.email);
  await look(
    `update users set disabled_at = $2, disabled_until = $3, disabled_reason = 'A reason' where id = $1`,
    person.id,
    noon,
    afterNoon(600),
  );
  const { passwordResets } = ports;
  expect(await passwordResets.find(digest, afterNoon(60))).toEqual({ result: 'invalid' });
  expect(await passwordResets.reset(aReset(digest), visitor)).toEqual({ result: 'invalid' });
  expect((await passwordResets.reset(aReset(digest, 601), visitor)).result).toBe('used');
});

onEveryEngine('a link resets no account that took another address since', async (world) => {
  const { ports, look } = world;
  const person = await aPerson(world);
  const digest = await askedReset(world, person.email);
  await look(
    'update users set email = $2, email_normalised = $2 where id = $1',
    person.id,
    anAddress(),
  );
  expect(await ports.passwordResets.reset(aReset(digest), visitor)).toEqual({ result: 'invalid' });
});

onEveryEngine(
  'LINK-02 a reset by the owner of a mailbox leaves nothing to whoever registered it before',
  async (world) => {
    const { ports, look } = world;
    const email = anAddress();
    const attacker = aRegistration(email);
    await ports.registrations.store(attacker);
    const person = { id: attacker.userId, email, passwordHash: attacker.passwordHash };
    // A session and a connection of a time when the address was another one.
    await look('update users set email_verified_at = $2 where id = $1', person.id, noon);
    const session = await openedAt(world, person, 1);
    await look('update users set email_verified_at = null where id = $1', person.id);
    await look(
      `insert into accounts (user_id, type, provider, provider_account_id) values ($1, 'oidc', 'google', $2)`,
      person.id,
      person.id,
    );
    const digest = await askedReset(world, email, 10);
    const reset = aReset(digest);

    const answer = await ports.passwordResets.reset(reset, visitor);

    expect(answer).toMatchObject({ result: 'used', endedIds: [session] });
    const [user] = await look(
      'select password_hash, email_verified_at is not null as verified from users where id = $1',
      person.id,
    );
    expect(user).toEqual({ password_hash: reset.passwordHash, verified: true });
    expect(await look('select provider from accounts where user_id = $1', person.id)).toEqual([]);
    const late = await ports.oneTimeTokens.verifyEmailByToken(
      attacker.token.tokenDigest,
      afterNoon(70),
      visitor,
    );
    expect(late).toEqual({ result: 'invalid' });
    expect(await hashOf(world, person.id)).toBe(reset.passwordHash);
  },
);

onEveryEngine(
  'a reset ends a change of address on its way, and no way to undo one',
  async (world) => {
    const { ports, look } = world;
    const person = await aPerson(world);
    const open = [aToken(), aToken(), aToken()];
    const purposes = ['change_email', 'undo_email_change', 'disown_activity'];
    for (const [at, purpose] of purposes.entries()) {
      const { id = '', tokenDigest = '' } = open[at] ?? {};
      await look(
        `insert into one_time_tokens
         (id, user_id, purpose, email_normalised, token_digest, created_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
        ...[id, person.id, purpose, person.email, tokenDigest, noon, afterNoon(86_400)],
      );
    }
    const digest = await askedReset(world, person.email);
    await ports.passwordResets.reset(aReset(digest), visitor);
    const rows = await look(
      `select purpose from one_time_tokens
     where user_id = $1 and id in ($2, $3, $4) and superseded_at is not null`,
      person.id,
      ...open.map(({ id }) => id),
    );
    expect(rows).toEqual([{ purpose: 'change_email' }]);
  },
);

onEveryEngine(
  'RACE-03 fifty uses of one link at once have one winner and one password',
  async (world) => {
    for (let repeat = 0; repeat < 5; repeat += 1) {
      const person = await aPerson(world);
      const session = await openedAt(world, person, 1);
      const digest = await askedReset(world, person.email, 10);
      const resets = Array.from({ length: 50 }, () => aReset(digest));
      const answers = await inParallel(50, async (at) =>
        world.ports.passwordResets.reset(resets[at] ?? aReset(digest), visitor),
      );
      expect(tally(answers.map(({ result }) => result))).toEqual({ used: 1, invalid: 49 });
      const winner = answers.findIndex(({ result }) => result === 'used');
      expect(answers[winner]).toMatchObject({ endedIds: [session] });
      expect(await hashOf(world, person.id)).toBe(resets[winner]?.passwordHash);
      const notices = await world.look(
        `select id from outbox where recipient_normalised = $1 and template = 'password-reset'`,
        person.email,
      );
      expect(notices).toHaveLength(1);
    }
  },
);

onEveryEngine('RACE-14 fifty requests at once send one letter and keep one link', async (world) => {
  const person = await aPerson(world);
  const requests = Array.from({ length: 50 }, () => aResetRequest(person.email, 10));
  const answers = await inParallel(50, async (at) =>
    world.ports.passwordResets.request(requests[at] ?? aResetRequest(person.email, 10)),
  );
  expect(tally(answers)).toEqual({ sent: 1, quiet: 49 });
  const kept = requests[answers.indexOf('sent')];
  expect(
    await world.look(
      `select token_digest from one_time_tokens where user_id = $1 and purpose = 'reset_password'`,
      person.id,
    ),
  ).toEqual([{ token_digest: kept?.token.tokenDigest }]);
});

onEveryEngine(
  'resets and requests of one account at once wait for each other in no circle',
  async (world) => {
    for (let repeat = 0; repeat < 5; repeat += 1) {
      const person = await aPerson(world);
      const digest = await askedReset(world, person.email);
      const answers = await inParallel(40, async (at) =>
        at % 2 === 0
          ? (await world.ports.passwordResets.reset(aReset(digest, 100), visitor)).result
          : world.ports.passwordResets.request(aResetRequest(person.email, 100)),
      );
      const { used = 0, sent = 0 } = tally(answers);
      expect(used).toBeLessThanOrEqual(1);
      expect(sent).toBe(1);
    }
  },
);

onEveryEngine(
  'TOKEN-07 the database holds a digest of the link, and no secret of the letter',
  async (world) => {
    const person = await aPerson(world);
    await askedReset(world, person.email);
    const [row] = await world.look(
      `select code_digest, password_hash, email from one_time_tokens
     where user_id = $1 and purpose = 'reset_password'`,
      person.id,
    );
    expect(row).toEqual({ code_digest: null, password_hash: null, email: null });
    expect(await world.ports.passwordResets.find('\0', noon)).toEqual({ result: 'invalid' });
    expect(await world.ports.passwordResets.request(aResetRequest('a\0@example.test'))).toBe(
      'quiet',
    );
  },
);

onEveryEngine('the letter goes to the spelling that is stored', async (world) => {
  const email = anAddress();
  const shouted = email.toUpperCase();
  await world.ports.registrations.store(aRegistration(shouted));
  await askedReset(world, email, 10);
  expect(
    await world.look(
      `select recipient from outbox where recipient_normalised = $1 and template = 'reset-password'`,
      email,
    ),
  ).toEqual([{ recipient: shouted }]);
});
