import { expect, test } from 'vitest';
import { hasPassword } from '#core/has-password.ts';
import { seedUser } from '#tests/support/memory.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

test('an account has a password, or signs in by other ways alone, or is gone', async () => {
  const { ports, memory } = memoryWorld();
  const withOne = seedUser(memory, 'grace@example.test', 'a password of hers');
  const without = seedUser(memory, 'ada@example.test', '', { passwordHash: null });
  expect(await hasPassword(ports, { sub: withOne.id })).toBe(true);
  expect(await hasPassword(ports, { sub: without.id })).toBe(false);
  expect(await hasPassword(ports, { sub: crypto.randomUUID() })).toBe(false);
});
