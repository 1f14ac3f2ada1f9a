import { expect, test } from 'vitest';
import { changeAccount, changeAccountInput } from '#core/change-account.ts';
import { changePassword } from '#core/change-password.ts';
import { seedUser } from '#tests/support/memory.ts';
import { password, signInTo } from '#tests/support/memory-browser.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';
import { lettersOf, saidIn } from './address-world.ts';
import { chosen } from './recovery-world.ts';

const disownLink = expect.stringMatching(/^https:\/\/gatehouse\.example\/not-me\?token=[\w-]{43}$/);

test('a changed password is told with device and place, a refused change is not', async () => {
  const world = memoryWorld();
  const { memory, ports, caller } = world;
  seedUser(memory, 'ada@x.test', password, { name: 'Ada' });
  const claims = await signInTo(world, 'ada@x.test');
  const wrong = { currentPassword: 'not the right one', newPassword: chosen };
  await changePassword(ports, wrong, claims, caller);
  expect(memory.letters).toEqual([]);
  const changed = await changePassword(
    ports,
    { currentPassword: password, newPassword: chosen },
    claims,
    caller,
  );
  expect(changed.ok).toBe(true);
  expect(lettersOf(world)).toEqual(['password-changed ada@x.test']);
  const said = await saidIn(world, 'password-changed');
  expect(said).toEqual({
    name: 'Ada',
    at: memory.now.toISOString(),
    device: 'A browser',
    place: 'Utrecht, NL',
    disownLink,
  });
  expect(JSON.stringify(said)).not.toContain(chosen);
});

test('another role and state are told without a word of the administrator', async () => {
  const world = memoryWorld();
  const { memory, ports, caller } = world;
  seedUser(memory, 'admin@x.test', password, { role: 'admin', name: 'Ann Admin' });
  const user = seedUser(memory, 'ada@x.test', password, { name: 'Ada' });
  const admin = await signInTo(world, 'admin@x.test');
  const change = (what: object) =>
    changeAccount(
      ports,
      { userId: user.id, change: changeAccountInput.parse(what) },
      admin,
      caller,
    );
  await change({ role: 'support' });
  await change({ role: 'support' });
  await change({ disabled: null });
  expect(lettersOf(world)).toEqual(['role-changed ada@x.test']);
  const nobody = { name: 'Ada', at: memory.now.toISOString(), device: '', place: '', disownLink };
  expect(await saidIn(world, 'role-changed')).toEqual({ ...nobody, role: 'support' });

  const disabled = { reason: 'Spam, as Ann saw', until: '2026-12-01T00:00:00Z' };
  await change({ disabled });
  await change({ disabled });
  expect(await saidIn(world, 'account-disabled')).toEqual({
    ...nobody,
    until: '2026-12-01T00:00:00.000Z',
  });
  await change({ disabled: { reason: 'for good' } });
  expect(await saidIn(world, 'account-disabled')).toEqual({ ...nobody, until: '' });
  await change({ disabled: null });
  expect(await saidIn(world, 'account-enabled')).toEqual(nobody);
  expect(lettersOf(world)).toEqual([
    'role-changed ada@x.test',
    'account-disabled ada@x.test',
    'account-disabled ada@x.test',
    'account-enabled ada@x.test',
  ]);
});

test('a device that the account has not had is told once, the first one and its updates are not', async () => {
  const world = memoryWorld();
  seedUser(world.memory, 'ada@x.test', password, { name: 'Ada' });
  const from = (userAgent: string) => ({ ...world, caller: { ...world.caller, userAgent } });
  await signInTo(from('Browser/131.0'), 'ada@x.test');
  await signInTo(from('Browser/132.0.1'), 'ada@x.test');
  expect(world.memory.letters).toEqual([]);
  await signInTo(from('Phone/17.5'), 'ada@x.test');
  await signInTo(from('Phone/18.0'), 'ada@x.test');
  expect(lettersOf(world)).toEqual(['new-device ada@x.test']);
  expect(await saidIn(world, 'new-device')).toEqual({
    name: 'Ada',
    at: world.memory.now.toISOString(),
    device: 'Phone/17.5',
    place: 'Utrecht, NL',
    disownLink,
  });
});
