import { expect, test } from 'vitest';
import { seededVisitor, Visitor } from '#tests/support/site.ts';

const publicPages = [
  '/',
  '/refused',
  '/missing',
  '/sign-in',
  '/register',
  '/auth/error',
  '/nowhere',
];

test('public pages set no cookie, neither for strangers nor for the signed in', async () => {
  for (const visitor of [new Visitor(), await seededVisitor('user')]) {
    for (const path of publicPages) {
      const answer = await visitor.fetch(path);
      expect(answer.headers.getSetCookie(), path).toEqual([]);
    }
  }
});
