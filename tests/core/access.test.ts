import { expect, test } from 'vitest';
import { accessTable, decideAccess, ruleFor } from '#core/access.ts';

test.each([
  '/nowhere',
  '/accounts',
  '/administrator',
  '/apix',
  '/.env',
  '//account',
  '/%61ccount',
  '/./account',
  '/Account',
  '',
  'account',
])('does not know %j, and so denies it to everyone', (path) => {
  expect(ruleFor(path)).toBeNull();
  for (const role of [null, 'user', 'support', 'admin'] as const) {
    expect(decideAccess(path, role)).toBe('unknown');
  }
});

test.each(['/', '/sign-in', '/register', '/check-email', '/verify-email', '/auth/error'])(
  'lets everyone see %s',
  (path) => {
    for (const role of [null, 'user', 'support', 'admin'] as const) {
      expect(decideAccess(path, role)).toBe('allow');
    }
  },
);

test.each([
  ['/account', 'unauthenticated', 'allow', 'allow', 'allow'],
  ['/account/anything/below', 'unauthenticated', 'allow', 'allow', 'allow'],
  ['/account/', 'unauthenticated', 'allow', 'allow', 'allow'],
  ['/account//', 'unauthenticated', 'allow', 'allow', 'allow'],
  ['/account/u/1.png', 'unauthenticated', 'allow', 'allow', 'allow'],
  ['/admin', 'unauthenticated', 'forbidden', 'allow', 'allow'],
  ['/admin/users/1', 'unauthenticated', 'forbidden', 'allow', 'allow'],
  ['/api/current', 'unauthenticated', 'allow', 'allow', 'allow'],
  ['/api/nowhere', 'unauthenticated', 'allow', 'allow', 'allow'],
  ['/api/admin/users', 'unauthenticated', 'forbidden', 'allow', 'allow'],
] as const)('AUTHZ-02 decides %s for nobody, user, support and admin', (path, ...expected) => {
  const roles = [null, 'user', 'support', 'admin'] as const;

  expect(roles.map((role) => decideAccess(path, role))).toEqual(expected);
});

test('lets the most exact rule decide', () => {
  expect(ruleFor('/api/sign-in')?.path).toBe('/api/sign-in');
  expect(ruleFor('/api/sign-in/x')?.path).toBe('/api');
  expect(ruleFor('/api/auth/x/y/z')?.path).toBe('/api/auth');
  expect(ruleFor('/api/auth/callback/credentials')).toMatchObject({
    path: '/api/auth/{action}/{provider}',
    kind: 'endpoint',
  });
  expect(ruleFor('/api/admin/x')?.path).toBe('/api/admin');
  expect(ruleFor('/admin')?.kind).toBe('page');
});

test('a segment in braces stands for one segment that is not empty', () => {
  expect(ruleFor('/api/auth/session')?.kind).toBe('endpoint');
  expect(ruleFor('/api/auth/')?.kind).toBe('gate');
});

test('leaves the scheduler to prove itself at its endpoint', () => {
  expect(ruleFor('/api/cron/deliver-mail')?.audience).toBe('scheduler');
  expect(decideAccess('/api/cron/deliver-mail', null)).toBe('allow');
  expect(decideAccess('/api/cron/other', null)).toBe('unauthenticated');
});

test('names each path once for each kind', () => {
  const names = accessTable.map(
    ({ path, kind }) => `${kind === 'gate' ? 'gate' : 'exact'} ${path}`,
  );

  expect(new Set(names).size).toBe(names.length);
});
