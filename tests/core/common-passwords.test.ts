import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commonBases, commonLongPasswords } from '#core/common-passwords.ts';

test('the shipped lists are complete and compact', () => {
  const file = new URL('../../core/common-passwords.ts', import.meta.url);

  expect(commonBases.length).toBeGreaterThan(2900);
  expect(commonLongPasswords).toContain('passwordpassword');
  expect([...commonBases, ...commonLongPasswords].filter((one) => one.trim() === '')).toEqual([]);
  expect(statSync(file).size).toBeLessThan(30_000);
});
