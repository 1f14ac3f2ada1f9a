import { expect, test } from 'vitest';
import { peekAddressLink } from '#core/address-links.ts';
import { hours, minutes } from '#core/clock.ts';
import { disabledForGood, passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { askFor, confirmBy, lettersOf, saidIn, tokenIn } from './address-world.ts';

const pending = (email: string) => ({
  ok: true,
  value: { status: 'confirmation_pending', email },
});
const refused = (code: string) => ({ ok: false, refusal: { code } });

test('a wanted address gets a letter, and nothing changes by it', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { name: 'Ada' });
  const claims = await signInTo(world, 'ada@x.test');
  expect(await askFor(world, claims, ' Ada@New.test ')).toEqual(pending('Ada@new.test'));
  expect(lettersOf(world)).toEqual(['confirm-address Ada@new.test']);
  expect(await saidIn(world, 'confirm-address')).toEqual({
    name: 'Ada',
    link: expect.stringMatching(/^https:\/\/gatehouse\.example\/confirm-address\?token=[\w-]{43}$/),
    hours: '24',
  });
  expect(world.memory.users).toMatchObject([{ email: 'ada@x.test' }]);
  expect(world.memory.told).toEqual([]);
});

test('REG-01 free, taken and unconfirmed addresses get one answer after the same work', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  seedUser(memory, 'taken@x.test', password, { name: 'Tom' });
  seedUser(memory, 'unconfirmed@x.test', password, { emailVerified: false });
  seedUser(memory, 'disabled@x.test', password, { disabled: disabledForGood });
  const claims = await signInTo(world, 'ada@x.test');
  const work: string[][] = [];
  for (const email of ['free@x.test', 'taken@x.test', 'unconfirmed@x.test', 'disabled@x.test']) {
    memory.calls.length = 0;
    expect(await askFor(world, claims, email)).toEqual(pending(email));
    work.push([...memory.calls]);
  }
  expect(work).toEqual(Array(4).fill(work[0]));
  expect(lettersOf(world)).toEqual([
    'confirm-address free@x.test',
    'address-in-use taken@x.test',
    'confirm-address unconfirmed@x.test',
    'address-in-use disabled@x.test',
  ]);
  expect(JSON.stringify(await saidIn(world, 'address-in-use'))).not.toMatch(/Tom|token|ada/i);
});

test('the present address in any spelling is refused as a field', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  expect(await askFor(world, claims, 'ADA@X.TEST')).toMatchObject({
    refusal: { code: 'invalid_input', errors: [{ field: 'email', code: 'same_email' }] },
  });
  expect(world.memory.letters).toEqual([]);
  expect(world.memory.limitCounts.get(`change-address-account ${claims.sub}`)).toBe(0);
});

test('one account asks five times an hour, wherever it asks from', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  for (const at of [1, 2, 3, 4, 5]) {
    const caller = { ...world.caller, ip: `192.0.2.${at}` };
    expect((await askFor({ ...world, caller }, claims, `a${at}@x.test`)).ok).toBe(true);
  }
  expect(await askFor(world, claims, 'a6@x.test')).toMatchObject({
    refusal: { code: 'too_many_attempts', limit: { name: 'change-address-account' } },
  });
});

test('a confirmation moves the address, ends every session and tells both addresses', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password, { name: 'Ada' });
  const here = await signInTo(world, 'ada@x.test');
  const there = await signInTo(world, 'ada@x.test');
  await askFor(world, here, 'ada@new.test');
  const token = await tokenIn(world, 'confirm-address');
  expect(await confirmBy(world, token)).toEqual({
    ok: true,
    value: { status: 'changed', opened: null },
  });
  expect(memory.users).toMatchObject([{ id: user.id, email: 'ada@new.test', emailVerified: true }]);
  expect(memory.told).toEqual([here.sid, there.sid]);
  expect(memory.sessions.map(({ endReason }) => endReason)).toEqual([
    'email_changed',
    'email_changed',
  ]);
  expect(lettersOf(world)).toEqual([
    'confirm-address ada@new.test',
    'address-changed ada@x.test',
    'address-taken ada@new.test',
  ]);
  const { undoLink, disownLink, ...rest } = Object(await saidIn(world, 'address-changed'));
  expect(undoLink).toMatch(/^https:\/\/gatehouse\.example\/undo-change\?token=[\w-]{43}$/);
  expect(disownLink).toBe(undoLink);
  expect(rest).toEqual({
    name: 'Ada',
    at: memory.now.toISOString(),
    device: 'A browser',
    place: 'Utrecht, NL',
    newAddress: 'a•••@new.test',
    hours: '72',
  });
  await expect(signInTo(world, 'ada@x.test')).rejects.toThrow('invalid_credentials');
  expect(await signInTo(world, 'ada@new.test')).toMatchObject({ sub: user.id });
});

test('SESS-08 a browser that confirms in a session of its own goes on in a new one, alone', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password, { name: 'Ada' });
  const here = await signInTo(world, 'ada@x.test', { rememberMe: false });
  const there = await signInTo(world, 'ada@x.test');
  await askFor(world, here, 'ada@new.test');
  const token = await tokenIn(world, 'confirm-address');
  const confirmed = await confirmBy(world, token, here);
  expect(confirmed).toMatchObject({
    value: {
      opened: { user: { email: 'ada@new.test' }, session: { isRemembered: false } },
    },
  });
  expect(memory.told).toEqual([here.sid, there.sid]);
  expect(memory.sessions.map(({ endedAt }) => endedAt === null)).toEqual([false, false, true]);
});

test('a session of somebody else in the browser that confirms stays theirs', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', password);
  seedUser(memory, 'bob@x.test', password);
  const ada = await signInTo(world, 'ada@x.test');
  const bob = await signInTo(world, 'bob@x.test');
  await askFor(world, ada, 'ada@new.test');
  const token = await tokenIn(world, 'confirm-address');
  expect(await confirmBy(world, token, bob)).toMatchObject({ value: { opened: null } });
  expect(memory.told).toEqual([ada.sid]);
});

test('TOKEN-01 and TOKEN-02 a confirmation works once, and for 24 hours', async () => {
  const world = memoryWorld();
  const { memory, ports } = world;
  seedUser(memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  await askFor(world, claims, 'late@new.test');
  const late = await tokenIn(world, 'confirm-address');
  expect(await peekAddressLink(ports, late, 'change_email')).toMatchObject({ result: 'live' });
  passTime(memory, hours(24));
  expect(await confirmBy(world, late)).toEqual(refused('token_expired'));

  await askFor(world, claims, 'soon@new.test');
  const soon = await tokenIn(world, 'confirm-address');
  passTime(memory, hours(24) - 1);
  expect((await confirmBy(world, soon)).ok).toBe(true);
  expect(await confirmBy(world, soon)).toEqual(refused('token_invalid'));
  expect(await confirmBy(world, late)).toEqual(refused('token_invalid'));
  expect(await confirmBy(world, 'no token')).toEqual(refused('token_invalid'));
});

test('a newer wish takes the older one’s place', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const claims = await signInTo(world, 'ada@x.test');
  await askFor(world, claims, 'one@new.test');
  const older = await tokenIn(world, 'confirm-address');
  passTime(world.memory, minutes(5));
  await askFor(world, claims, 'two@new.test');
  expect(await confirmBy(world, older)).toEqual(refused('token_invalid'));
});

test('an address that another account confirms first is not given twice', async () => {
  const world = memoryWorld();
  const { memory } = world;
  for (const email of ['ada@x.test', 'bob@x.test']) seedUser(memory, email, password);
  const tokens: string[] = [];
  for (const email of ['ada@x.test', 'bob@x.test']) {
    await askFor(world, await signInTo(world, email), 'wanted@new.test');
    tokens.push(await tokenIn(world, 'confirm-address'));
    passTime(memory, minutes(2));
  }
  expect((await confirmBy(world, tokens[1] ?? '')).ok).toBe(true);
  expect(await confirmBy(world, tokens[0] ?? '')).toEqual(refused('token_invalid'));
  expect(memory.users.map(({ email }) => email)).toEqual(['ada@x.test', 'wanted@new.test']);
});
