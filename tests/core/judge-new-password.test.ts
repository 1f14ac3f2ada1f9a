import { expect, test } from 'vitest';
import { changePassword, changePasswordInput } from '#core/change-password.ts';
import { judgeNewPassword } from '#core/judge-new-password.ts';
import { register, registerInput } from '#core/register.ts';
import { wordRefusal } from '#core/word-refusal.ts';
import { seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const owner = { address: { email: 'ada@x.test', normalised: 'ada@x.test' }, name: null };
const passphrase = 'velvet umbra quinoa fjord';

test('a password that was in no breach is accepted with the moment of its look-up', async () => {
  const { ports, memory } = memoryWorld();

  expect(await judgeNewPassword(ports, passphrase, owner)).toEqual({
    ok: true,
    value: { checkedAt: memory.now },
  });
});

test('CRED-10 a breached password is refused at its field, in whatever normal form', async () => {
  const { ports, memory } = memoryWorld();
  memory.breachedPasswords.add('caf\u00e9 au lait at midnight');

  const outcome = await judgeNewPassword(
    ports,
    'cafe\u0301 au lait at midnight',
    owner,
    'newPassword',
  );

  expect(outcome).toMatchObject({
    refusal: {
      code: 'password_breached',
      errors: [{ field: 'newPassword', code: 'password_breached' }],
    },
  });
});

test('while the list is silent a password passes, and is marked as not looked up', async () => {
  const { ports, memory } = memoryWorld();
  memory.isBreachListSilent = true;

  expect(await judgeNewPassword(ports, passphrase, owner)).toEqual({
    ok: true,
    value: { checkedAt: null },
  });
});

test('what the policy refuses is not looked up', async () => {
  const { ports, memory } = memoryWorld();

  expect(await judgeNewPassword(ports, 'short', owner)).toMatchObject({
    refusal: { code: 'password_too_short', values: { minimum: 15 } },
  });
  expect(memory.calls).toEqual([]);
});

test('the minimum is what the site says, eight beside a second factor', async () => {
  const { ports } = memoryWorld();
  const codeFor = async (typed: string, minimum: number, hasSecondFactor = false) => {
    const site = { ...ports, passwordPolicy: { minimum } };
    const judged = await judgeNewPassword(site, typed, { ...owner, hasSecondFactor });
    if (judged.ok) return 'accepted';
    const { errors } = wordRefusal(judged.refusal, 'en');
    return `${judged.refusal.code} ${errors?.[0]?.message}`;
  };

  expect(await codeFor('fjord umbra7', 12)).toBe('accepted');
  expect(await codeFor('fjord umbra', 12)).toBe('password_too_short Use at least 12 characters.');
  expect(await codeFor('fjord umbra quinoa', 20)).toBe(
    'password_too_short Use at least 20 characters.',
  );
  expect(await codeFor('fj4 umbr', 15, true)).toBe('accepted');
  expect(await codeFor('fj4 umb', 15, true)).toBe('password_too_short Use at least 8 characters.');
});

test('CRED-10 common passwords of twelve characters are refused where twelve are enough', async () => {
  const { ports } = memoryWorld();
  const site = { ...ports, passwordPolicy: { minimum: 12 } };

  for (const common of ['1qaz2wsx3edc', 'motherfucker', 'Password1234', 'leavemealone']) {
    expect(await judgeNewPassword(site, common, owner), common).toMatchObject({
      refusal: { code: 'password_too_common' },
    });
  }
});

test('REG-01 a breached password is refused alike for new, unverified and verified addresses', async () => {
  const world = memoryWorld();
  const { memory, ports, caller } = world;
  memory.breachedPasswords.add(passphrase);
  seedUser(memory, 'verified@x.test', password);
  seedUser(memory, 'unverified@x.test', password, { emailVerified: false });
  const ask = async (email: string) => {
    memory.calls.length = 0;
    const answer = await register(
      ports,
      registerInput.parse({ email, password: passphrase }),
      caller,
    );
    return JSON.stringify([answer, memory.calls]);
  };

  const answers = [
    await ask('new@x.test'),
    await ask('unverified@x.test'),
    await ask('verified@x.test'),
  ];

  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toContain('password_breached');
  expect(memory.letters).toEqual([]);
});

test('a registration keeps when its password was looked up', async () => {
  const { memory, ports, caller } = memoryWorld();
  const ask = (email: string) =>
    register(ports, registerInput.parse({ email, password: passphrase }), caller);

  await ask('ada@x.test');
  memory.isBreachListSilent = true;
  await ask('bob@x.test');

  expect(memory.users.map(({ passwordCheckedAt }) => passwordCheckedAt)).toEqual([
    memory.now,
    null,
  ]);
});

test('a change of password ends the notice of a breach, and takes no breached one', async () => {
  const world = memoryWorld();
  const { memory, ports, caller } = world;
  const user = seedUser(memory, 'ada@x.test', password, { passwordBreachedAt: memory.now });
  const claims = await signInTo(world, 'ada@x.test');
  memory.breachedPasswords.add('seven purple giraffes dancing');
  const change = (newPassword: string) =>
    changePassword(
      ports,
      changePasswordInput.parse({ currentPassword: password, newPassword }),
      claims,
      caller,
    );

  expect(await change('seven purple giraffes dancing')).toMatchObject({
    refusal: { code: 'password_breached', errors: [{ field: 'newPassword' }] },
  });
  expect(await change(passphrase)).toMatchObject({ ok: true, value: { session: { notices: [] } } });
  expect(user).toMatchObject({ passwordBreachedAt: null, passwordCheckedAt: memory.now });
});
