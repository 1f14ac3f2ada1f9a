import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import {
  aConnectedUser,
  aConnection,
  anIdentity,
  anUnprovenUser,
  lettersTo,
  ownerOf,
  sealedTokens,
} from './connection-world.ts';
import { aPerson, endOf, eventsOf, openedAt } from './session-world.ts';
import {
  afterNoon,
  aLetter,
  aNotice,
  anAddress,
  aRegistration,
  noon,
  onEveryEngine,
  visitor,
} from './world.ts';

onEveryEngine(
  'a takeover leaves its registrant no way in, and the address verified',
  async (world) => {
    const { ports, look } = world;
    const registrant = await anUnprovenUser(world);
    const asked = await ports.oneTimeTokens.requestVerification({
      emailNormalised: registrant.email,
      now: afterNoon(120),
      token: {
        id: randomUUID(),
        purpose: 'verify_email',
        tokenDigest: 'q'.repeat(43),
        codeDigest: null,
        expiresAt: afterNoon(3600),
      },
      letter: aLetter(registrant.email),
      audit: visitor,
    });
    expect(asked).toBe('sent');
    // A session and a connection of a time when the address was another one.
    await look('update users set email_verified_at = $2 where id = $1', registrant.id, noon);
    const session = await openedAt(world, registrant, 0);
    const trojans = (['github', 'google'] as const).map((provider) => anIdentity({ provider }));
    const tokens = sealedTokens({ refreshTokenSealed: null });
    for (const trojan of trojans) {
      const link = aConnection(registrant.id, { identity: trojan, tokens });
      expect(await ports.connections.link(link, visitor)).toBe(true);
    }
    await look('update users set email_verified_at = null where id = $1', registrant.id);

    const identity = anIdentity({ email: registrant.email.toUpperCase() });
    const notice = aNotice(registrant.email, 'connection-added');
    const now = afterNoon(600);
    const connection = aConnection(registrant.id, { identity, notice, now });
    expect(await ports.connections.takeOver(connection, visitor)).toEqual([session]);

    const [user] = await look(
      'select password_hash, email_verified_at, email from users where id = $1',
      registrant.id,
    );
    expect(user).toMatchObject({ password_hash: null, email: registrant.email });
    expect(new Date(String(user?.email_verified_at))).toEqual(now);
    expect(await endOf(world, session)).toBe('password_changed');
    expect(await ownerOf(world, identity)).toBe(registrant.id);
    for (const trojan of trojans) expect(await ownerOf(world, trojan)).toBeUndefined();
    const left = await look(
      `select provider, field, token_sealed from provider_revocations
       where user_id = $1 order by provider`,
      registrant.id,
    );
    const sealed = { field: 'access_token', token_sealed: tokens.accessTokenSealed };
    expect(left).toEqual([
      { provider: 'github', ...sealed },
      { provider: 'google', ...sealed },
    ]);
    for (const digest of [registrant.tokenDigest, 'q'.repeat(43)]) {
      expect(await ports.oneTimeTokens.verifyEmailByToken(digest, now, visitor)).toEqual({
        result: 'invalid',
      });
    }
    expect(await lettersTo(world, registrant.email)).toContain('connection-added');
    expect(await eventsOf(world, registrant.id)).toEqual(
      expect.arrayContaining([
        'account_takeover taken_over',
        'connection_add linked',
        'session_end password_changed',
      ]),
    );
  },
);

onEveryEngine(
  'nothing is taken over that is proven, or by who has not proved it',
  async (world) => {
    const { takeOver } = world.ports.connections;
    const [verified, unproven] = [await aPerson(world), await anUnprovenUser(world)];
    const owner = await aConnectedUser(world);
    const refused = async (userId: string, more: Partial<ReturnType<typeof anIdentity>>) => {
      const identity = anIdentity({ email: unproven.email, ...more });
      expect(await takeOver(aConnection(userId, { identity }), visitor)).toBeNull();
    };
    await refused(verified.id, { email: verified.email });
    await refused(unproven.id, { isEmailVerified: false });
    await refused(unproven.id, { email: anAddress() });
    await refused(unproven.id, { email: null });
    await refused(unproven.id, { accountId: owner.identity.accountId });
    await refused('not-a-uuid', {});
    expect(
      await world.look(
        'select password_hash, email_verified_at from users where id = $1',
        unproven.id,
      ),
    ).toEqual([{ password_hash: unproven.passwordHash, email_verified_at: null }]);
    expect(await eventsOf(world, unproven.id)).toEqual([]);
    const { tokenDigest } = unproven;
    expect(
      await world.ports.oneTimeTokens.verifyEmailByToken(tokenDigest, afterNoon(1), visitor),
    ).toMatchObject({ result: 'used' });
  },
);

onEveryEngine('a registration after a takeover gives nobody a password', async (world) => {
  const registrant = await anUnprovenUser(world);
  const identity = anIdentity({ email: registrant.email });
  await world.ports.connections.takeOver(aConnection(registrant.id, { identity }), visitor);
  const again = aRegistration(registrant.email, afterNoon(600));
  expect(await world.ports.registrations.store(again)).toBe('known');
  expect(await world.look('select password_hash from users where id = $1', registrant.id)).toEqual([
    { password_hash: null },
  ]);
});
