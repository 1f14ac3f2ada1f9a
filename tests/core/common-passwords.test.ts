import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commonBases, commonLongPasswords } from '#core/common-passwords.ts';

const pathOf = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

test('the shipped lists are complete and compact', () => {
  expect(commonBases.length).toBeGreaterThan(2900);
  expect(commonLongPasswords).toContain('passwordpassword');
  expect([...commonBases, ...commonLongPasswords].filter((one) => one.trim() === '')).toEqual([]);
  expect(statSync(pathOf('core/common-passwords.ts')).size).toBeLessThan(30_000);
});

test('the shipped lists are what their generator writes', () => {
  const generator = pathOf('local/common-passwords.mjs');

  expect(execFileSync(process.execPath, [generator, '--check'], { encoding: 'utf8' })).toBe('');
});
