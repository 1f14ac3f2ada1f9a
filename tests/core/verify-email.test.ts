import { expect, test } from 'vitest';
import type { Caller } from '#core/actors.ts';
import { hours, seconds } from '#core/clock.ts';
import { limits } from '#core/limits.ts';
import { digestToken, mintOneTimeToken } from '#core/one-time-token.ts';
import type { Ports } from '#core/ports.ts';
import { register, registerInput } from '#core/register.ts';
import { requestVerification, requestVerificationInput } from '#core/request-verification.ts';
import { signIn, signInInput } from '#core/sign-in.ts';
import { peekVerification, verifyEmail, verifyEmailInput } from '#core/verify-email.ts';
import { type Memory, passTime, seedUser } from '#tests/support/memory.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const password = 'lantern orbit velvet canyon';
type World = { ports: Ports; memory: Memory; caller: Caller };

const registerAs = ({ ports, caller }: World, email: string, chosen = password) =>
  register(ports, registerInput.parse({ email, password: chosen }), caller);

const resendTo = ({ ports, caller }: World, email: string) =>
  requestVerification(ports, requestVerificationInput.parse({ email }), caller);

const verifyWith = ({ ports, caller }: World, input: object) =>
  verifyEmail(ports, verifyEmailInput.parse(input), caller);

async function lastLetter({ ports, memory }: World): Promise<{ token: string; code: string }> {
  const props = await ports.secrets.openLetterProps(memory.letters.at(-1)?.propsSealed ?? '');
  if (!props || !('code' in props)) throw new Error('no verification letter');
  return { token: new URL(props.link).searchParams.get('token') ?? '', code: props.code };
}

const wrongCode = (code: string) => String((Number(code) + 1) % 1e8).padStart(8, '0');

test('a link confirms its address', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { token } = await lastLetter(world);

  expect(await verifyWith(world, { token })).toEqual({ ok: true, value: { status: 'verified' } });
  expect(world.memory.users[0]?.emailVerified).toBe(true);
});

test('a code confirms its address, in any spelling of it', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { code } = await lastLetter(world);

  expect(await verifyWith(world, { email: 'ADA@X.test', code })).toMatchObject({ ok: true });
});

test('ROTATE-01 a code that was sent before the secret changed still works', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { code } = await lastLetter(world);
  const keyedDigests: Ports['secrets']['keyedDigests'] = async (purpose, value) => [
    'the digest under the new secret',
    ...(await world.ports.secrets.keyedDigests(purpose, value)),
  ];
  const ports = { ...world.ports, secrets: { ...world.ports.secrets, keyedDigests } };

  expect(await verifyWith({ ...world, ports }, { email: 'ada@x.test', code })).toMatchObject({
    ok: true,
  });
});

test('TOKEN-01 a link works once, and ends the code of its letter', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { token, code } = await lastLetter(world);
  await verifyWith(world, { token });

  const again = await verifyWith(world, { token });
  const byCode = await verifyWith(world, { email: 'ada@x.test', code });

  expect(again).toEqual({ ok: false, refusal: { code: 'token_invalid' } });
  expect(byCode).toEqual({ ok: false, refusal: { code: 'token_invalid' } });
});

test('TOKEN-02 link and code live a day and not a second longer', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { token, code } = await lastLetter(world);
  passTime(world.memory, hours(24) - seconds(1));
  expect(await peekVerification(world.ports, token)).toBe('live');
  passTime(world.memory, seconds(2));

  expect(await peekVerification(world.ports, token)).toBe('expired');
  const expired = { ok: false, refusal: { code: 'token_expired' } };
  expect(await verifyWith(world, { token })).toEqual(expired);
  expect(await verifyWith(world, { email: 'ada@x.test', code })).toEqual(expired);
  expect(world.memory.users[0]?.emailVerified).toBe(false);
});

test('TOKEN-03 looking at a link never uses it', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { token } = await lastLetter(world);

  for (let look = 0; look < 5; look += 1) await peekVerification(world.ports, token);

  expect(await verifyWith(world, { token })).toMatchObject({ ok: true });
});

test('TOKEN-04 a token or code of another purpose is refused', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password, { emailVerified: false });
  const expiresAt = new Date(world.memory.now.getTime() + hours(1));
  const reset = await mintOneTimeToken(
    world.ports.secrets,
    'reset_password',
    'ada@x.test',
    expiresAt,
  );
  const rest = { userId: user.id, emailNormalised: 'ada@x.test', passwordHash: null };
  world.memory.tokens.push({ ...reset.record, ...rest, tries: 0, isSpent: false });
  // Even when the database held it under the other purpose, the digest of the code would differ.
  const relabelled = { ...reset.record, purpose: 'verify_email', tokenDigest: 'none' } as const;
  world.memory.tokens.push({ ...relabelled, ...rest, tries: 0, isSpent: false });

  const refused = { ok: false, refusal: { code: 'token_invalid' } };
  expect(await verifyWith(world, { token: reset.token })).toEqual(refused);
  expect(await verifyWith(world, { email: 'ada@x.test', code: reset.code })).toEqual(refused);
  expect(await peekVerification(world.ports, reset.token)).toBe('invalid');
});

test('TOKEN-04 a code of one address is refused for another', async () => {
  const world = memoryWorld();
  await registerAs(world, 'eve@x.test');
  const { code } = await lastLetter(world);
  await registerAs(world, 'ada@x.test');

  expect(await verifyWith(world, { email: 'ada@x.test', code })).toMatchObject({
    refusal: { code: 'token_invalid' },
  });
});

test('TOKEN-07 the digest that is kept is no token', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');

  const stolen = world.memory.tokens[0]?.tokenDigest ?? '';

  expect(await verifyWith(world, { token: stolen })).toMatchObject({ ok: false });
});

test('after ten wrong codes the right one is refused, and the link still works', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { code, token } = await lastLetter(world);
  for (let round = 0; round < 10; round += 1) {
    await verifyWith(world, { email: 'ada@x.test', code: wrongCode(code) });
  }

  expect(await verifyWith(world, { email: 'ada@x.test', code })).toEqual({
    ok: false,
    refusal: { code: 'token_invalid' },
  });
  expect(await verifyWith(world, { token })).toMatchObject({ ok: true });
});

test('the tenth try of a code is still taken', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { code } = await lastLetter(world);
  for (let round = 0; round < 9; round += 1) {
    await verifyWith(world, { email: 'ada@x.test', code: wrongCode(code) });
  }

  expect(await verifyWith(world, { email: 'ada@x.test', code })).toMatchObject({ ok: true });
});

test('known and unknown addresses get the same refusal for a wrong code, after the same calls', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  const { code } = await lastLetter(world);
  world.memory.calls.length = 0;

  const known = await verifyWith(world, { email: 'ada@x.test', code: wrongCode(code) });
  const work = world.memory.calls.splice(0);
  const unknown = await verifyWith(world, { email: 'bob@x.test', code: wrongCode(code) });

  expect(unknown).toEqual(known);
  expect(world.memory.calls).toEqual(work);
});

test('what cannot be a token is refused without a look into the database', async () => {
  const world = memoryWorld();

  for (const token of ['', 'x', 'x'.repeat(42), `${'x'.repeat(42)}=`, "' or 1=1 --"]) {
    expect(await verifyWith(world, { token })).toEqual({
      ok: false,
      refusal: { code: 'token_invalid' },
    });
    expect(await peekVerification(world.ports, token)).toBe('invalid');
  }
  expect(world.memory.calls.filter((call) => call.startsWith('oneTimeTokens'))).toEqual([]);
});

test('codes are limited by address and by network, links by network', async () => {
  const world = memoryWorld();
  const { memory, caller } = world;
  memory.limitCounts.set('verify-address ada@x.test', limits['verify-address'].quota);

  expect(await verifyWith(world, { email: 'ADA@x.test', code: '12345678' })).toMatchObject({
    refusal: { code: 'too_many_attempts', limit: { name: 'verify-address' } },
  });
  expect(await verifyWith(world, { token: 'x'.repeat(43) })).toMatchObject({
    refusal: { code: 'token_invalid' },
  });
  memory.limitCounts.set(`verify-ip ${caller.ip}`, limits['verify-ip'].quota);
  expect(await verifyWith(world, { token: 'x'.repeat(43) })).toMatchObject({
    refusal: { code: 'too_many_attempts', limit: { name: 'verify-ip' } },
  });
});

test('LINK-01 the password that counts is the one that came with the confirmed letter', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test', 'the attacker was here early');
  passTime(world.memory, seconds(61));
  await registerAs(world, 'ada@x.test', password);
  const { token } = await lastLetter(world);
  passTime(world.memory, seconds(61));
  await registerAs(world, 'ada@x.test', 'the attacker was here late');
  await verifyWith(world, { token });
  const email = 'ada@x.test';

  const signInWith = (typed: string) =>
    signIn(world.ports, signInInput.parse({ email, password: typed }), world.caller, null);
  const own = await signInWith(password);
  const foreign = await signInWith('the attacker was here late');

  expect(own.ok).toBe(true);
  expect(foreign).toMatchObject({ refusal: { code: 'invalid_credentials' } });
});

test('a letter is sent again after a minute, and both of its keys work', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test');
  passTime(world.memory, seconds(30));
  await resendTo(world, 'ada@x.test');
  expect(world.memory.letters).toHaveLength(1);
  passTime(world.memory, seconds(31));
  await resendTo(world, 'Ada@x.test');

  expect(world.memory.letters).toHaveLength(2);
  const { code } = await lastLetter(world);
  expect(await verifyWith(world, { email: 'ada@x.test', code })).toMatchObject({ ok: true });
});

test('asking for a letter answers alike for every address, after the same calls', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'verified@x.test', password);
  seedUser(memory, 'pending@x.test', password, { emailVerified: false });
  const answers: string[] = [];
  const work: string[] = [];

  for (const local of ['verified', 'pending', 'unknown']) {
    memory.calls.length = 0;
    const outcome = await resendTo(world, `${local}@x.test`);
    answers.push(JSON.stringify(outcome).replace(`${local}@`, 'one@'));
    work.push(memory.calls.join(' '));
  }

  expect(answers[0]).toBe(
    '{"ok":true,"value":{"status":"verification_pending","email":"one@x.test"}}',
  );
  expect(new Set(answers).size).toBe(1);
  expect(new Set(work).size).toBe(1);
  expect(memory.letters.map(({ to }) => to)).toEqual(['pending@x.test']);
});

test('asking for a letter is limited by network', async () => {
  const world = memoryWorld();
  const { memory, caller } = world;
  memory.limitCounts.set(`verification-ip ${caller.ip}`, limits['verification-ip'].quota);

  expect(await resendTo(world, 'ada@x.test')).toMatchObject({
    refusal: { code: 'too_many_attempts', limit: { name: 'verification-ip' } },
  });
});

test('tokens are 256 bits and codes spread over all eight digits', async () => {
  const { ports, memory } = memoryWorld();
  const mint = () => mintOneTimeToken(ports.secrets, 'verify_email', 'a@x.test', memory.now);
  const minted = await Promise.all(Array.from({ length: 500 }, mint));

  expect(new Set(minted.map(({ token }) => token)).size).toBe(500);
  expect(minted.every(({ token }) => /^[A-Za-z0-9_-]{43}$/.test(token))).toBe(true);
  expect(minted.every(({ code }) => /^\d{8}$/.test(code))).toBe(true);
  // Each of the ten first digits is missing with a chance of 10 * 0.9^500, less than 10^-21.
  expect(new Set(minted.map(({ code }) => code[0])).size).toBe(10);
});

test('a token is kept as its SHA-256 in base64url', async () => {
  expect(await digestToken('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});

test('LINK-02 a letter asked for again gives nobody who registered the password of the account', async () => {
  const world = memoryWorld();
  await registerAs(world, 'ada@x.test', 'the password of a stranger');
  passTime(world.memory, seconds(61));
  await registerAs(world, 'ada@x.test');
  passTime(world.memory, seconds(61));
  await resendTo(world, 'ada@x.test');

  expect(await verifyWith(world, { token: (await lastLetter(world)).token })).toEqual({
    ok: true,
    value: { status: 'verified', passwordNeeded: true },
  });
  expect(world.memory.users).toMatchObject([{ emailVerified: true, passwordHash: null }]);
});
