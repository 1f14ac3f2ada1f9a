import { expect, test } from 'vitest';
import { type Provider, providers } from '#core/provider-identity.ts';
import { createVault } from '#server/vault.ts';
import { sweepLetters } from '#tests/support/faults.ts';
import { currentOf, member, stale } from '#tests/support/held-sessions.ts';
import { withIssuerFault } from '#tests/support/issuer-faults.ts';
import { letterAfter } from '#tests/support/letters.ts';
import {
  connectAt,
  runConnectionAction,
  signInAt,
  whereTo,
} from '#tests/support/provider-journey.ts';
import { cloud, cloudUrl, freshAddress, Visitor } from '#tests/support/site.ts';
import { siteSecret } from '#tests/support/site-secrets.ts';

const someone = () => ({ email: freshAddress() });
const refused = (code: string) => [302, '/auth/error', code];

const waysOf = (userId: string) =>
  cloud.sql('select provider from accounts where user_id = $1 order by provider', [userId]);

const eventsOf = (userId: string, kind: string) =>
  cloud.sql(
    'select result, method, actor_id from audit_events where subject_id = $1 and kind = $2 order by at',
    [userId, kind],
  );

/** The access token of a connection, as only the site can open it. */
async function accessTokenOf(userId: string, provider: Provider): Promise<string> {
  const [row] = await cloud.sql(
    'select access_token_sealed as sealed from accounts where user_id = $1 and provider = $2',
    [userId, provider],
  );
  const place = { userId, provider, field: 'access_token' as const };
  const token = await createVault([siteSecret('AUTH_SECRET')]).open(String(row?.sealed), place);
  if (!token) throw new Error('there is no token');
  return token;
}

const profiles = { google: '/google/v1/userinfo', github: '/github/user' };

/** What the issuer says to a token. */
async function statusAt(provider: 'google' | 'github', token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'user-agent': 'test' };
  return (await fetch(cloudUrl + profiles[provider], { headers })).status;
}

const dueAtOnce = (userId: string) =>
  cloud.sql(
    'update provider_revocations set due_at = created_at, leased_until = null where user_id = $1',
    [userId],
  );

const waiting = (userId: string) =>
  cloud.sql('select attempts from provider_revocations where user_id = $1 order by attempts', [
    userId,
  ]);

test('who has an identity, or another one of the provider, is told so, and nothing is connected', async () => {
  for (const provider of providers) {
    const [theirs, mine] = [someone(), someone()];
    const owner = await member();
    await connectAt(owner.visitor, provider, theirs);
    const { visitor, user } = await member();
    expect(whereTo(await connectAt(visitor, provider, theirs))).toEqual(refused('identity_taken'));
    expect(await waysOf(user.id)).toEqual([]);
    await connectAt(visitor, provider, mine);
    const second = await connectAt(visitor, provider, someone());
    expect(whereTo(second)).toEqual(refused('provider_connected'));
    // The same once more is no fault: it is how a consent is given again.
    expect(whereTo(await connectAt(visitor, provider, mine))[1]).toBe('/account/connections');
    expect(await waysOf(user.id)).toEqual([{ provider }]);
    expect((await currentOf(visitor)).user.id).toBe(user.id);
  }
});

test('a disconnected provider is no way in; its owner is told by letter, and the audit too', async () => {
  const { visitor, user, email } = await member();
  const there = someone();
  await connectAt(visitor, 'github', there);
  await letterAfter(email, 0);
  expect(await runConnectionAction(visitor, 'disconnectProvider', 'github')).toContain(
    '"disconnected"',
  );
  const letter = await letterAfter(email, 1);
  expect([letter.to, letter.subject]).toEqual([[email], expect.stringMatching(/disconnected/i)]);
  expect(await cloud.inbox(there.email)).toEqual([]);
  expect(await waysOf(user.id)).toEqual([]);
  expect(await eventsOf(user.id, 'connection_remove')).toEqual([
    { result: 'unlinked', method: 'github', actor_id: user.id },
  ]);
  const again = new Visitor();
  await signInAt(again, 'github', there);
  expect((await currentOf(again)).user.id).not.toBe(user.id);
  expect(await runConnectionAction(visitor, 'disconnectProvider', 'github')).toContain(
    '"not_connected"',
  );
});

test.each(providers)('LINK-10 %s, the last way in, stays, and works on', async (provider) => {
  const there = someone();
  const visitor = new Visitor();
  await signInAt(visitor, provider, there);
  const { user } = await currentOf(visitor);
  const last = await runConnectionAction(visitor, 'disconnectProvider', provider);
  expect(last).toContain('"last_way_in"');
  expect(await waysOf(user.id)).toEqual([{ provider }]);
  const again = new Visitor();
  await signInAt(again, provider, there);
  expect((await currentOf(again)).user.id).toBe(user.id);
  // With another way in it goes; then that one is the last.
  const other = provider === 'github' ? 'google' : 'github';
  await connectAt(again, other, there);
  expect(await runConnectionAction(again, 'disconnectProvider', provider)).toContain(
    '"disconnected"',
  );
  expect(await runConnectionAction(again, 'disconnectProvider', other)).toContain('"last_way_in"');
  expect(await waysOf(user.id)).toEqual([{ provider: other }]);
});

test('LINK-10 of two ways that are disconnected at once, one stays', async () => {
  const visitor = new Visitor();
  const there = someone();
  await signInAt(visitor, 'google', there);
  await connectAt(visitor, 'github', there);
  const answers = await Promise.all(
    (['google', 'github'] as const).map((provider) =>
      runConnectionAction(visitor, 'disconnectProvider', provider),
    ),
  );
  expect(answers.filter((text) => text.includes('"disconnected"'))).toHaveLength(1);
  expect(answers.filter((text) => text.includes('"last_way_in"'))).toHaveLength(1);
  expect(await waysOf((await currentOf(visitor)).user.id)).toHaveLength(1);
});

test('LINK-06 disconnecting asks for a fresh sign-in', async () => {
  const { visitor, user } = await member();
  await connectAt(visitor, 'google', someone());
  const old = await stale(visitor);
  const answer = await runConnectionAction(old, 'disconnectProvider', 'google');
  expect(answer).toContain('"to":"/reauthenticate?returnTo=%2Faccount%2Fconnections"');
  expect(await waysOf(user.id)).toEqual([{ provider: 'google' }]);
});

test.each(['google', 'github'] as const)(
  'what %s handed out is revoked there after a disconnecting, also when it was down at first',
  async (provider) => {
    const { visitor, user } = await member();
    await connectAt(visitor, provider, someone());
    const token = await accessTokenOf(user.id, provider);
    expect(await statusAt(provider, token)).toBe(200);
    await runConnectionAction(visitor, 'disconnectProvider', provider);
    const owed = await waiting(user.id);
    expect(owed.length).toBeGreaterThan(0);
    await withIssuerFault(provider, { mode: 'down' }, async () => {
      await dueAtOnce(user.id);
      expect((await sweepLetters()).status).toBe(200);
    });
    expect(await waiting(user.id)).toEqual(owed.map(() => ({ attempts: 1 })));
    expect(await statusAt(provider, token)).toBe(200);
    await dueAtOnce(user.id);
    await sweepLetters();
    expect(await statusAt(provider, token)).toBe(401);
    expect(await waiting(user.id)).toEqual([]);
  },
);
