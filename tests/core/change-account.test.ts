import { expect, test } from 'vitest';
import { changeAccount, changeAccountInput } from '#core/change-account.ts';
import { days } from '#core/clock.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { fieldErrors } from '#core/text-input.ts';
import { disabledForGood, passTime, seedUser } from '#tests/support/memory.ts';
import { password, signInTo, type World } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const changeAs = (
  { ports, caller }: World,
  claims: SessionClaims,
  userId: string,
  change: object,
) => changeAccount(ports, { userId, change: changeAccountInput.parse(change) }, claims, caller);

const lastAdmin = { ok: false, refusal: { code: 'last_admin' } };

test('SESS-09 a demotion ends the sessions of that user at once, by the one who acted', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'admin@x.test', password, { role: 'admin' });
  const user = seedUser(memory, 'ada@x.test', password, { role: 'support', name: 'Ada' });
  const admin = await signInTo(world, 'admin@x.test');
  const theirs = await signInTo(world, 'ada@x.test');

  const outcome = await changeAs(world, admin, user.id, { role: 'user' });

  expect(outcome).toEqual({
    ok: true,
    value: {
      id: user.id,
      email: 'ada@x.test',
      name: 'Ada',
      image: null,
      role: 'user',
      emailVerified: true,
      disabled: null,
    },
  });
  expect(memory.sessions).toMatchObject([
    { id: admin.sid, endReason: null },
    { id: theirs.sid, endReason: 'role_changed', endedBy: admin.sub },
  ]);
  expect(memory.told).toEqual([theirs.sid]);
});

test('SESS-09 a disabled account has no session and gets none until the moment that was said', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'admin@x.test', password, { role: 'admin' });
  const user = seedUser(memory, 'ada@x.test', password);
  const admin = await signInTo(world, 'admin@x.test');
  const theirs = await signInTo(world, 'ada@x.test');
  const disabled = { reason: '  Spam, again and again.  ', until: '2026-11-27T10:00:00+01:00' };

  const outcome = await changeAs(world, admin, user.id, { disabled });

  expect(outcome).toMatchObject({
    value: {
      disabled: {
        at: '2026-11-24T09:00:00.250Z',
        until: '2026-11-27T09:00:00.000Z',
        reason: 'Spam, again and again.',
      },
    },
  });
  expect(memory.sessions.at(-1)?.endReason).toBe('account_disabled');
  expect(memory.told).toEqual([theirs.sid]);
  await expect(signInTo(world, 'ada@x.test')).rejects.toThrow('account_disabled');
  passTime(memory, days(3));
  expect((await signInTo(world, 'ada@x.test')).sub).toBe(user.id);
});

test('an account that is enabled again may sign in, with the role that came with it', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'admin@x.test', password, { role: 'admin' });
  const user = seedUser(memory, 'ada@x.test', password, { disabled: disabledForGood });
  const admin = await signInTo(world, 'admin@x.test');

  const outcome = await changeAs(world, admin, user.id, { disabled: null, role: 'support' });

  expect(outcome).toMatchObject({ value: { disabled: null, role: 'support' } });
  expect((await signInTo(world, 'ada@x.test')).role).toBe('support');
  expect(memory.told).toEqual([]);
});

test.each(['', 'unknown', '../admin', '00000000-0000-4000-8000-000000000000', '\0'])(
  'nobody is found under the id %j',
  async (userId) => {
    const world = memoryWorld();
    seedUser(world.memory, 'admin@x.test', password, { role: 'admin' });
    const admin = await signInTo(world, 'admin@x.test');

    expect(await changeAs(world, admin, userId, { role: 'user' })).toEqual({
      ok: false,
      refusal: { code: 'not_found' },
    });
  },
);

test('the last administrator can neither step down nor be disabled', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'gone@x.test', password, { role: 'admin', disabled: disabledForGood });
  seedUser(memory, 'pending@x.test', password, { role: 'admin', emailVerified: false });
  seedUser(memory, 'admin@x.test', password, { role: 'admin' });
  const admin = await signInTo(world, 'admin@x.test');

  expect(await changeAs(world, admin, admin.sub, { role: 'support' })).toEqual(lastAdmin);
  expect(await changeAs(world, admin, admin.sub, { disabled: { reason: 'Leave' } })).toEqual(
    lastAdmin,
  );
  expect(memory.users.at(-1)).toMatchObject({ role: 'admin', disabled: null });
  expect(memory.sessions).toMatchObject([{ endReason: null }]);
  expect(memory.told).toEqual([]);
});

test('an administrator may step down while another one is left, and has to sign in anew', async () => {
  const world = memoryWorld();
  const { memory } = world;
  seedUser(memory, 'other@x.test', password, { role: 'admin' });
  seedUser(memory, 'admin@x.test', password, { role: 'admin' });
  const admin = await signInTo(world, 'admin@x.test');

  expect(await changeAs(world, admin, admin.sub, { role: 'user' })).toMatchObject({ ok: true });
  expect(memory.told).toEqual([admin.sid]);
  expect((await signInTo(world, 'admin@x.test')).role).toBe('user');
});

test.each([
  ['2026-11-24T09:00:00.250Z', 'invalid_input'],
  ['2026-11-24T09:00:00.251Z', null],
  ['2026-11-24T10:00:00.250+01:00', 'invalid_input'],
  ['1999-01-01T00:00:00Z', 'invalid_input'],
])('until %s, said at 09:00:00.250Z: %s', async (until, code) => {
  const world = memoryWorld();
  seedUser(world.memory, 'admin@x.test', password, { role: 'admin' });
  const user = seedUser(world.memory, 'ada@x.test', password);
  const admin = await signInTo(world, 'admin@x.test');

  const outcome = await changeAs(world, admin, user.id, { disabled: { reason: 'Spam', until } });

  const error = { field: 'disabled.until', code: 'past_moment' };
  expect(outcome.ok ? null : outcome.refusal).toEqual(code && { code, errors: [error] });
  expect(user.disabled === null).toBe(code !== null);
});

test.each<[object, string, string]>([
  [{}, 'role', 'missing'],
  [{ role: 'owner' }, 'role', 'invalid'],
  [{ role: null }, 'role', 'invalid'],
  [{ email: 'eve@x.test', role: 'user' }, 'email', 'unknown_field'],
  [{ disabled: true }, 'disabled', 'invalid'],
  [{ disabled: {} }, 'disabled.reason', 'missing'],
  [{ disabled: { reason: '   ' } }, 'disabled.reason', 'empty'],
  [{ disabled: { reason: 'a\0b' } }, 'disabled.reason', 'invalid_characters'],
  [{ disabled: { reason: '🗝'.repeat(501) } }, 'disabled.reason', 'too_long'],
  [{ disabled: { reason: 'Spam', until: '2026-02-30T00:00:00Z' } }, 'disabled.until', 'invalid'],
  [{ disabled: { reason: 'Spam', until: '2027-01-01' } }, 'disabled.until', 'invalid'],
  [{ disabled: { reason: 'Spam', until: '2027-01-01T00:00:00' } }, 'disabled.until', 'invalid'],
  [{ disabled: { reason: 'Spam', until: 1800000000 } }, 'disabled.until', 'invalid'],
  [{ disabled: { reason: 'Spam', at: 'now' } }, 'disabled.at', 'unknown_field'],
])('refuses %j at %s as %s', (change, field, code) => {
  const parsed = changeAccountInput.safeParse(change);

  expect(parsed.error && fieldErrors(parsed.error)).toEqual([{ field, code }]);
});

test('takes a reason of 500 characters, whatever planes they are of', () => {
  const disabled = { reason: '🗝'.repeat(500), until: null };
  expect(changeAccountInput.safeParse({ disabled }).success).toBe(true);
});
