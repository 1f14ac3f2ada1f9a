import { expect, test } from 'vitest';
import { equalBytes, equalTexts } from '#core/constant-time.ts';

test.each([
  ['', '', true],
  ['secret', 'secret', true],
  ['secret', 'secreT', false],
  ['secret', 'Secret', false],
  ['secret', 'secret ', false],
  ['secret', '', false],
  ['é', 'e\u0301', false],
])('compares %j with %j: %j', (one, other, isEqual) => {
  expect(equalTexts(one, other)).toBe(isEqual);
  expect(equalTexts(other, one)).toBe(isEqual);
});

test('looks at every byte', () => {
  const bytes = new Uint8Array([1, 2, 3]);

  expect(equalBytes(bytes, new Uint8Array([1, 2, 3]))).toBe(true);
  expect(equalBytes(bytes, new Uint8Array([1, 2, 2]))).toBe(false);
  expect(equalBytes(bytes, new Uint8Array([0, 2, 3]))).toBe(false);
});
