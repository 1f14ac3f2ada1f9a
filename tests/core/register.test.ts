import { expect, test } from 'vitest';
import type { Caller } from '#core/actors.ts';
import { hours, seconds } from '#core/clock.ts';
import { limits } from '#core/limits.ts';
import { digestToken } from '#core/one-time-token.ts';
import type { Ports } from '#core/ports.ts';
import { register, registerInput } from '#core/register.ts';
import { fakeHash, passTime, seedUser } from '#tests/support/memory.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const password = 'lantern orbit velvet canyon';

const registerAs = (ports: Ports, caller: Caller, email: string, more: object = {}) =>
  register(ports, registerInput.parse({ email, password, ...more }), caller);

test('writes an unverified user with a hash, a token and a letter that belongs to them', async () => {
  const { ports, memory, caller } = memoryWorld();

  const outcome = await registerAs(ports, caller, 'Ada@X.test', { name: 'Ada' });

  expect(outcome).toEqual({
    ok: true,
    value: { status: 'verification_pending', email: 'Ada@x.test' },
  });
  expect(memory.users).toMatchObject([
    {
      email: 'Ada@x.test',
      emailNormalised: 'ada@x.test',
      name: 'Ada',
      role: 'user',
      emailVerified: false,
      passwordHash: fakeHash(password, 2),
    },
  ]);
  const [letter] = memory.letters;
  expect(letter).toMatchObject({ template: 'verify-email', to: 'Ada@x.test' });
  const props = await ports.secrets.openLetterProps(letter?.propsSealed ?? '');
  expect(props).toEqual({
    name: 'Ada',
    link: expect.stringMatching(
      /^https:\/\/gatehouse\.example\/verify-email\?token=[A-Za-z0-9_-]{43}$/,
    ),
    code: expect.stringMatching(/^\d{8}$/),
    hours: '24',
  });
  const token = new URL(props && 'link' in props ? props.link : '').searchParams.get('token');
  expect(memory.tokens).toMatchObject([
    {
      purpose: 'verify_email',
      tokenDigest: await digestToken(token ?? ''),
      expiresAt: new Date(memory.now.getTime() + hours(24)),
    },
  ]);
});

test('TOKEN-07 keeps neither token nor code, only their digests', async () => {
  const { ports, memory, caller } = memoryWorld();
  await registerAs(ports, caller, 'ada@x.test');
  const props = await ports.secrets.openLetterProps(memory.letters[0]?.propsSealed ?? '');
  const { link, code } = props && 'code' in props ? props : { link: '', code: '' };

  const kept = JSON.stringify(memory.tokens);

  expect(kept).not.toContain(link.split('token=')[1]);
  expect(kept).not.toContain(`"${code}"`);
});

test('REG-01 answers new, unverified and verified addresses alike, after the same calls', async () => {
  const { ports, memory, caller } = memoryWorld();
  seedUser(memory, 'verified@x.test', 'another password of theirs');
  seedUser(memory, 'pending@x.test', 'another password of theirs', { emailVerified: false });
  seedUser(memory, 'oauth@x.test', '', { passwordHash: null });
  const answers: string[] = [];
  const work: string[] = [];

  for (const local of ['new', 'verified', 'pending', 'oauth']) {
    memory.calls.length = 0;
    const outcome = await registerAs(ports, caller, `${local}@x.test`);
    answers.push(JSON.stringify(outcome).replace(`${local}@`, 'one@'));
    work.push(memory.calls.join(' '));
  }

  expect(new Set(answers).size).toBe(1);
  expect(new Set(work)).toEqual(
    new Set([
      'limits.take breachedPasswords.look passwords.hash secrets.keyedDigest secrets.sealLetterProps secrets.sealLetterProps registrations.store',
    ]),
  );
});

test('REG-01 tells the owner of a verified address, without the words of the stranger', async () => {
  const { ports, memory, caller } = memoryWorld();
  const owner = seedUser(memory, 'owner@x.test', 'another password of theirs');
  const hash = owner.passwordHash;

  await registerAs(ports, caller, 'OWNER@x.test', { name: 'Free Money' });

  expect(memory.users).toHaveLength(1);
  expect(owner.passwordHash).toBe(hash);
  expect(memory.tokens).toEqual([]);
  expect(memory.letters).toMatchObject([{ template: 'existing-account' }]);
  expect(await ports.secrets.openLetterProps(memory.letters[0]?.propsSealed ?? '')).toEqual({
    name: '',
    signInLink: 'https://gatehouse.example/sign-in',
    resetLink: 'https://gatehouse.example/forgot-password',
  });
});

test('REG-02 another spelling of an address is the same account', async () => {
  const { ports, memory, caller } = memoryWorld();

  await registerAs(ports, caller, 'A@X.test');
  passTime(memory, seconds(61));
  await registerAs(ports, caller, 'a@x.test');

  expect(memory.users).toHaveLength(1);
});

test('MAIL-04 sends one letter when a form is posted twice, another after a minute', async () => {
  const { ports, memory, caller } = memoryWorld();

  await registerAs(ports, caller, 'ada@x.test');
  passTime(memory, seconds(59));
  await registerAs(ports, caller, 'ada@x.test');
  expect(memory.letters).toHaveLength(1);
  passTime(memory, seconds(2));
  await registerAs(ports, caller, 'ada@x.test');

  expect(memory.letters).toHaveLength(2);
});

test('judges the password before anything is looked up or hashed', async () => {
  const { ports, memory, caller } = memoryWorld();

  const outcome = await registerAs(ports, caller, 'ada@x.test', { password: 'passwordpassword' });

  expect(outcome).toMatchObject({ ok: false, refusal: { code: 'password_too_common' } });
  expect(memory.calls).toEqual(['limits.take']);
});

test.each([
  ['short', 'password_too_short'],
  ['x'.repeat(1001), 'password_too_long'],
  ['123456789012345', 'password_too_common'],
  ['adalovelace1815', 'password_too_similar'],
])('CRED-09 CRED-10 refuses %#: %s', async (weak, code) => {
  const { ports, memory, caller } = memoryWorld();

  const outcome = await registerAs(ports, caller, 'ada.lovelace@x.test', { password: weak });

  expect(outcome).toMatchObject({ ok: false, refusal: { code, errors: [{ field: 'password' }] } });
  expect(memory.users).toEqual([]);
});

test('counts by network before the password is judged, and says how long to wait', async () => {
  const { ports, memory, caller } = memoryWorld();
  memory.limitCounts.set(`register-ip ${caller.ip}`, limits['register-ip'].quota);

  const outcome = await registerAs(ports, caller, 'ada@x.test', { password: 'short' });

  expect(outcome).toEqual({
    ok: false,
    refusal: {
      code: 'too_many_attempts',
      retryAfterSeconds: 3600,
      limit: { name: 'register-ip', quota: 60, windowSeconds: 3600 },
    },
  });
  expect(memory.calls).toEqual(['limits.take']);
});

test('says busy when no hash can be made, and writes nothing', async () => {
  const { ports, memory, caller } = memoryWorld();
  memory.isBusy = true;

  const outcome = await registerAs(ports, caller, 'ada@x.test');

  expect(outcome).toEqual({ ok: false, refusal: { code: 'busy' } });
  expect(memory.users).toEqual([]);
});
