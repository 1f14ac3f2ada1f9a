import { expect, test } from 'vitest';
import { isRole, roleIncludes, roles } from '#core/roles.ts';

test('each role holds the rights of those before it', () => {
  const held = roles.map((role) => roles.map((wanted) => roleIncludes(role, wanted)));

  expect(held).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

test.each(['owner', 'Admin', '', 'toString', 0, null, undefined, ['admin'], { role: 'admin' }])(
  'takes %j for no role',
  (value) => {
    expect(isRole(value)).toBe(false);
  },
);

test('takes the three roles', () => {
  expect(roles.every(isRole)).toBe(true);
});
