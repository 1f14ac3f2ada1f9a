import { expect, test } from 'vitest';
import { isOwnFormPost, isOwnWrite } from '#core/same-origin.ts';

const own = 'https://gatehouse.example';

test.each([
  [{}, true, false],
  [{ origin: own }, true, true],
  [{ origin: own, 'sec-fetch-site': 'same-origin' }, true, true],
  [{ origin: own, 'sec-fetch-site': 'none' }, true, true],
  [{ 'sec-fetch-site': 'same-origin' }, true, false],
  [{ 'sec-fetch-site': 'none' }, true, false],
  [{ origin: 'null' }, false, false],
  [{ origin: '' }, false, false],
  [{ origin: 'http://gatehouse.example' }, false, false],
  [{ origin: 'https://gatehouse.example:8443' }, false, false],
  [{ origin: 'https://gatehouse.example.evil.test' }, false, false],
  [{ origin: 'https://evil.test' }, false, false],
  [{ origin: `${own}, https://evil.test` }, false, false],
  [{ origin: own, 'sec-fetch-site': 'cross-site' }, false, false],
  [{ origin: own, 'sec-fetch-site': 'same-site' }, false, false],
  [{ 'sec-fetch-site': 'cross-site' }, false, false],
  [{ 'sec-fetch-site': 'Same-Origin' }, false, false],
] as const)('a write with %j is own: %j, a form post: %j', (headers, isWrite, isForm) => {
  expect(isOwnWrite(new Headers(headers), own)).toBe(isWrite);
  expect(isOwnFormPost(new Headers(headers), own)).toBe(isForm);
});
