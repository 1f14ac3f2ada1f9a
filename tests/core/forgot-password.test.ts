import { expect, test } from 'vitest';
import { hours, minutes, seconds } from '#core/clock.ts';
import { limits } from '#core/limits.ts';
import { digestToken } from '#core/one-time-token.ts';
import { disabledForGood, passTime, seedUser } from '#tests/support/memory.ts';
import { password } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { connectGoogle, forget, forgottenToken } from './recovery-world.ts';

test('sends a link of this site to the address as stored, good for an hour', async () => {
  const world = memoryWorld();
  const { memory, ports } = world;
  const user = seedUser(memory, 'Ada@x.test', password, { name: 'Ada' });

  const outcome = await forget(world, 'ada@X.test');

  expect(outcome).toEqual({ ok: true, value: { status: 'reset_pending', email: 'ada@x.test' } });
  const [letter] = memory.letters;
  expect(letter).toMatchObject({ template: 'reset-password', to: 'Ada@x.test' });
  const props = await ports.secrets.openLetterProps(letter?.propsSealed ?? '');
  expect(props).toEqual({
    name: '',
    link: expect.stringMatching(
      /^https:\/\/gatehouse\.example\/reset-password\?token=[A-Za-z0-9_-]{43}$/,
    ),
    minutes: '60',
  });
  const token = new URL(props && 'link' in props ? props.link : '').searchParams.get('token');
  expect(memory.tokens).toMatchObject([
    {
      purpose: 'reset_password',
      userId: user.id,
      tokenDigest: await digestToken(token ?? ''),
      codeDigest: null,
      expiresAt: new Date(memory.now.getTime() + hours(1)),
    },
  ]);
});

test('TOKEN-07 keeps no token, only its digest', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const token = await forgottenToken(world, 'ada@x.test');
  expect(JSON.stringify(world.memory.tokens)).not.toContain(token);
});

test('TOKEN-14 every kind of address gets the same answer after the same calls', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'known@x.test', password);
  seedUser(memory, 'unverified@x.test', password, { emailVerified: false });
  seedUser(memory, 'disabled@x.test', password, { disabled: disabledForGood });
  const only = seedUser(memory, 'providers@x.test', '', { passwordHash: null });
  connectGoogle(memory, only.id);
  const answers: string[] = [];
  const work: string[] = [];

  for (const local of ['known', 'unknown', 'unverified', 'disabled', 'providers']) {
    memory.calls.length = 0;
    const outcome = await forget(world, `${local}@x.test`);
    answers.push(JSON.stringify(outcome).replace(`${local}@`, 'one@'));
    work.push(memory.calls.join(' '));
  }

  expect(new Set(answers).size).toBe(1);
  expect(new Set(work)).toEqual(
    new Set(['limits.take secrets.sealLetterProps secrets.sealLetterProps passwordResets.request']),
  );
  expect(memory.letters.map(({ template, to }) => [template, to])).toEqual([
    ['reset-password', 'known@x.test'],
    ['reset-password', 'unverified@x.test'],
    ['no-password', 'providers@x.test'],
  ]);
});

test('who has only providers is told where to sign in, and gets no token', async () => {
  const world = memoryWorld();
  const { memory, ports } = world;
  const only = seedUser(memory, 'ada@x.test', '', { passwordHash: null });
  connectGoogle(memory, only.id);

  await forget(world, 'ada@x.test');

  expect(memory.tokens).toEqual([]);
  expect(await ports.secrets.openLetterProps(memory.letters[0]?.propsSealed ?? '')).toEqual({
    name: '',
    signInLink: 'https://gatehouse.example/sign-in',
  });
});

test('MAIL-04 sends one letter when the form is posted twice, another after a minute', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);

  await forget(world, 'ada@x.test');
  passTime(world.memory, seconds(59));
  await forget(world, 'ada@x.test');
  expect(world.memory.letters).toHaveLength(1);
  passTime(world.memory, seconds(2));
  await forget(world, 'ada@x.test');

  expect(world.memory.letters).toHaveLength(2);
});

test('an address gets five links in an hour, whoever asks, and the answer stays the same', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const answers = [];
  for (let round = 0; round < 8; round += 1) {
    const caller = { ...world.caller, ip: `192.0.2.${round}` };
    answers.push(await forget({ ...world, caller }, 'ada@x.test'));
    passTime(world.memory, minutes(2));
  }

  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(world.memory.letters).toHaveLength(5);
});

test('counts by network, and says how long to wait', async () => {
  const world = memoryWorld();
  const { caller, memory } = world;
  memory.limitCounts.set(`forgot-ip ${caller.ip}`, limits['forgot-ip'].quota);

  expect(await forget(world, 'ada@x.test')).toMatchObject({
    refusal: { code: 'too_many_attempts', limit: { name: 'forgot-ip' } },
  });
  expect(memory.calls).toEqual(['limits.take']);
});
