import { expect, test } from 'vitest';
import { hours, minutes, seconds } from '#core/clock.ts';
import { limits } from '#core/limits.ts';
import { register, registerInput } from '#core/register.ts';
import { peekReset } from '#core/reset-password.ts';
import { verifyEmail, verifyEmailInput } from '#core/verify-email.ts';
import { disabledForGood, fakeHash, passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { chosen, connectGoogle, forget, forgottenToken, resetBy } from './recovery-world.ts';

const invalid = { ok: false, refusal: { code: 'token_invalid' } };

test('sets the password, ends every session, tells all instances and the owner', async () => {
  const world = memoryWorld();
  const { memory } = world;
  const user = seedUser(memory, 'ada@x.test', password);
  seedUser(memory, 'bob@x.test', password);
  const [one, two] = [await signInTo(world, 'ada@x.test'), await signInTo(world, 'ada@x.test')];
  const neighbour = await signInTo(world, 'bob@x.test');
  const token = await forgottenToken(world, 'ada@x.test');

  expect(await resetBy(world, token)).toEqual({ ok: true, value: { status: 'reset' } });

  expect(user.passwordHash).toBe(fakeHash(chosen, 2));
  expect(memory.sessions.map(({ id, endReason }) => [id, endReason])).toEqual([
    [one.sid, 'password_reset'],
    [two.sid, 'password_reset'],
    [neighbour.sid, null],
  ]);
  expect(memory.told).toEqual([one.sid, two.sid]);
  expect(memory.letters.at(-1)).toMatchObject({ template: 'password-reset', to: 'ada@x.test' });
});

test('opens no session: the new password signs in, the old one does not', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  await resetBy(world, await forgottenToken(world, 'ada@x.test'));
  expect(world.memory.sessions).toEqual([]);
  await expect(signInTo(world, 'ada@x.test')).rejects.toThrow('invalid_credentials');
});

test('the notice holds no secret, and names the device and the place', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { name: 'Ada' });
  const token = await forgottenToken(world, 'ada@x.test');
  await resetBy(world, token);
  const sealed = world.memory.letters.at(-1)?.propsSealed ?? '';
  const props = await world.ports.secrets.openLetterProps(sealed);
  expect(props).toMatchObject({ name: 'Ada', device: 'A browser', place: 'Utrecht, NL' });
  expect(JSON.stringify(props)).not.toContain(token);
  expect(JSON.stringify(props)).not.toContain(chosen);
});

test('TOKEN-01 a link resets once', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password);
  const token = await forgottenToken(world, 'ada@x.test');
  await resetBy(world, token);
  world.memory.calls.length = 0;

  expect(await resetBy(world, token, 'another one, long enough')).toEqual(invalid);
  expect(user.passwordHash).toBe(fakeHash(chosen, 2));
  expect(world.memory.calls).not.toContain('passwords.hash');
});

test('TOKEN-02 a link lives an hour and not a second longer', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password);
  const token = await forgottenToken(world, 'ada@x.test');
  passTime(world.memory, hours(1) - seconds(1));
  expect((await peekReset(world.ports, token)).result).toBe('live');
  passTime(world.memory, seconds(1));
  expect((await peekReset(world.ports, token)).result).toBe('expired');
  expect(await resetBy(world, token)).toMatchObject({ refusal: { code: 'token_expired' } });
  expect(user.passwordHash).toBe(fakeHash(password, 2));
});

test('TOKEN-03 looking at a link never uses it', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const token = await forgottenToken(world, 'ada@x.test');
  for (let look = 0; look < 5; look += 1) await peekReset(world.ports, token);
  expect(await resetBy(world, token)).toMatchObject({ ok: true });
});

test('TOKEN-04 a verification token resets nothing, and a reset token verifies nothing', async () => {
  const world = memoryWorld();
  const { ports, memory, caller } = world;
  await register(ports, registerInput.parse({ email: 'ada@x.test', password }), caller);
  const sealed = memory.letters[0]?.propsSealed ?? '';
  const props = await ports.secrets.openLetterProps(sealed);
  const verification = new URL(props && 'link' in props ? props.link : '').searchParams.get(
    'token',
  );
  expect(await resetBy(world, verification ?? '')).toEqual(invalid);
  const reset = await forgottenToken(world, 'ada@x.test');
  expect(await verifyEmail(ports, verifyEmailInput.parse({ token: reset }), caller)).toEqual(
    invalid,
  );
});

test('a refused password costs nothing: the same link takes a better one', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada.lovelace@x.test', password, { name: 'Ada Lovelace' });
  const token = await forgottenToken(world, 'ada.lovelace@x.test');
  const codes = [];
  for (const weak of ['short', 'passwordpassword', 'adalovelace1815']) {
    const outcome = await resetBy(world, token, weak);
    codes.push(outcome.ok ? 'ok' : outcome.refusal.code);
  }
  expect(codes).toEqual(['password_too_short', 'password_too_common', 'password_too_similar']);
  expect(world.memory.calls).not.toContain('passwords.hash');
  expect(await resetBy(world, token)).toMatchObject({ ok: true });
});

test('nobody makes us hash for a dead token', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  for (const token of ['', 'x', 'x'.repeat(43), `${'x'.repeat(42)}=`, "' or 1=1 --"]) {
    expect(await resetBy(world, token)).toEqual(invalid);
  }
  expect(world.memory.calls).not.toContain('passwords.hash');
});

test('a newer link ends the older one', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const older = await forgottenToken(world, 'ada@x.test');
  passTime(world.memory, minutes(2));
  const newer = await forgottenToken(world, 'ada@x.test');
  expect(await resetBy(world, older)).toEqual(invalid);
  expect(await resetBy(world, newer)).toMatchObject({ ok: true });
});

test('whoever has proved the mailbox is not locked out by the guesses of others', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'ada@x.test', chosen);
  memory.limitCounts.set('sign-in-address ada@x.test', limits['sign-in-address'].quota);
  await expect(signInTo(world, 'ada@x.test')).rejects.toThrow('too_many_attempts');
  await resetBy(world, await forgottenToken(world, 'ada@x.test'), password);
  expect(await signInTo(world, 'ada@x.test')).toMatchObject({ email: 'ada@x.test' });
});

test('LINK-02 a reset of an unproven account proves it, and leaves its registrant nothing', async () => {
  const world = memoryWorld();
  const { memory, ports, caller } = world;
  await register(ports, registerInput.parse({ email: 'ada@x.test', password }), caller);
  const [user] = memory.users;
  connectGoogle(memory, user?.id ?? '');
  const sealed = memory.letters[0]?.propsSealed ?? '';
  const props = await ports.secrets.openLetterProps(sealed);
  const theirs = new URL(props && 'link' in props ? props.link : '').searchParams.get('token');

  await resetBy(world, await forgottenToken(world, 'ada@x.test'));

  expect(user).toMatchObject({ emailVerified: true, passwordHash: fakeHash(chosen, 2) });
  expect(memory.connections).toEqual([]);
  expect(await verifyEmail(ports, verifyEmailInput.parse({ token: theirs }), caller)).toEqual(
    invalid,
  );
  await expect(signInTo(world, 'ada@x.test')).rejects.toThrow('invalid_credentials');
});

test('a link of an account that is disabled since resets nothing', async () => {
  const world = memoryWorld();
  const user = seedUser(world.memory, 'ada@x.test', password);
  const token = await forgottenToken(world, 'ada@x.test');
  user.disabled = disabledForGood;
  expect(await peekReset(world.ports, token)).toEqual({ result: 'invalid' });
  expect(await resetBy(world, token)).toEqual(invalid);
});

test('counts by network, and is busy when no hash can be made: the link stays good', async () => {
  const world = memoryWorld();
  const { memory, caller } = world;
  seedUser(memory, 'ada@x.test', password);
  const token = await forgottenToken(world, 'ada@x.test');
  memory.isBusy = true;
  expect(await resetBy(world, token)).toEqual({ ok: false, refusal: { code: 'busy' } });
  memory.isBusy = false;
  memory.limitCounts.set(`reset-ip ${caller.ip}`, limits['reset-ip'].quota);
  expect(await resetBy(world, token)).toMatchObject({ refusal: { code: 'too_many_attempts' } });
  memory.limitCounts.clear();
  expect(await resetBy(world, token)).toMatchObject({ ok: true });
});

test('RACE-03 of parallel uses of one link one wins', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password);
  const token = await forgottenToken(world, 'ada@x.test');
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => resetBy(world, token)));
  expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await forget(world, 'ada@x.test')).toMatchObject({ ok: true });
});
