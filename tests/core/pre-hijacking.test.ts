import { expect, test } from 'vitest';
import { after, days } from '#core/clock.ts';
import { listConnections } from '#core/connections.ts';
import { digestToken } from '#core/one-time-token.ts';
import { register, registerInput } from '#core/register.ts';
import { verifyEmail } from '#core/verify-email.ts';
import { seedUser } from '#tests/support/memory.ts';
import { password, signInTo, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { comeBy, personaAt, signInBy } from '#tests/support/memory-provider-visits.ts';

// The five attacks of Sudhodanan and Paverd, "Pre-hijacked accounts" (USENIX Security 2022). The
// attacker prepares an account under the victim's address, the victim comes later.

const victimAtGoogle = personaAt('google', 'victim@x.test');

const prepareAccount = ({ ports, caller }: World, email = 'victim@x.test') =>
  register(ports, registerInput.parse({ email, password, name: 'Attacker' }), caller);

test('LINK-01 classic-federated merge: the victim has the account, the attacker’s password opens nothing', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  await prepareAccount(world);
  const props = await ports.secrets.openLetterProps(memory.letters[0]?.propsSealed ?? '');
  const link = props && 'link' in props ? props.link : '';

  const victim = await signInBy(world, victimAtGoogle);

  expect(memory.users).toMatchObject([
    { id: victim.sub, email: 'victim@x.test', emailVerified: true, passwordHash: null },
  ]);
  await expect(signInTo(world, 'victim@x.test')).rejects.toThrow('invalid_credentials');
  // Nor does the letter of that registration bring the password back.
  const token = new URL(link).searchParams.get('token') ?? '';
  expect(await verifyEmail(ports, { token }, caller)).toMatchObject({
    refusal: { code: 'token_invalid' },
  });
  await prepareAccount(world);
  await expect(signInTo(world, 'victim@x.test')).rejects.toThrow('invalid_credentials');
});

test('LINK-02 unexpired session: what the attacker keeps signed in ends when the victim comes', async () => {
  const world = memoryWorld();
  const { memory, caller } = world;
  await prepareAccount(world);
  const [account] = memory.users;
  // No door opens such a session: the account is not verified. Should one be there, it ends.
  memory.sessions.push({
    ...{ id: 'of the attacker', userId: account?.id ?? '', method: 'password' },
    ...{ createdAt: memory.now, lastSeenAt: memory.now, ip: caller.ip, place: null },
    ...{ absoluteExpiresAt: after(memory.now, days(30)), userAgent: null },
    ...{ endedAt: null, endReason: null, endedBy: null },
  });
  await expect(signInTo(world, 'victim@x.test')).rejects.toThrow('email_not_verified');

  const victim = await signInBy(world, victimAtGoogle);

  expect(memory.sessions.map(({ id, endedAt }) => [id, endedAt !== null])).toEqual([
    ['of the attacker', true],
    [victim.sid, false],
  ]);
  expect(memory.told).toEqual(['of the attacker']);
});

test('trojan identifier: the attacker’s own identity is no way into the account that the victim takes', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await prepareAccount(world);
  const [account] = memory.users;
  const trojan = personaAt('github', 'attacker@x.test');
  // No door connects it either: that asks for a session, which asks for a verified address.
  memory.connections.push({
    ...{ userId: account?.id ?? '', provider: 'github', accountId: trojan.accountId },
    ...{ email: trojan.email, connectedAt: memory.now, lastUsedAt: null, version: 1 },
    ...{ accessTokenSealed: null, refreshTokenSealed: null, expiresAt: null, scope: null },
    consentNeededAt: null,
  });

  const victim = await signInBy(world, victimAtGoogle);
  const attacker = await signInBy(world, trojan);

  expect(victim.sub).toBe(account?.id);
  expect(await listConnections(ports, victim)).toMatchObject([{ provider: 'google' }]);
  expect(attacker.sub).not.toBe(victim.sub);
  expect(attacker.email).toBe('attacker@x.test');
});

test('unexpired e-mail change: a change that the attacker began moves nothing once the victim is in', async () => {
  const world = memoryWorld();
  const { ports, memory } = world;
  await prepareAccount(world);
  const [account] = memory.users;
  const tokenDigest = await digestToken('the link in the attacker’s inbox');
  memory.tokens.push({
    ...{ id: crypto.randomUUID(), purpose: 'change_email', tokenDigest, codeDigest: null },
    ...{ expiresAt: after(memory.now, days(1)), userId: account?.id ?? '' },
    ...{ emailNormalised: 'attacker@x.test', passwordHash: null, tries: 0, isSpent: false },
  });
  expect(await ports.oneTimeTokens.peek(tokenDigest, 'change_email', memory.now)).toBe('live');

  const victim = await signInBy(world, victimAtGoogle);

  expect(await ports.oneTimeTokens.peek(tokenDigest, 'change_email', memory.now)).toBe('invalid');
  expect(memory.users).toMatchObject([{ id: victim.sub, email: 'victim@x.test' }]);
});

test('non-verifying provider: an address that nobody has verified makes no account and opens none', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const claimed = personaAt('microsoft', 'victim@x.test', { isEmailVerified: false });
  const refused = { ok: false, refusal: { code: 'provider_email_unverified' } };

  expect(await comeBy(world, claimed)).toEqual(refused);
  expect(memory.users).toEqual([]);

  const victim = seedUser(memory, 'victim@x.test', password);
  expect(await comeBy(world, claimed)).toEqual(refused);
  expect(await comeBy(world, { ...claimed, isEmailVerified: true })).toMatchObject({
    refusal: { code: 'account_exists' },
  });
  expect(memory.connections).toEqual([]);
  expect(memory.sessions).toEqual([]);
  expect(await signInTo(world, 'victim@x.test')).toMatchObject({ sub: victim.id });
});
