import { expect, test } from 'vitest';
import { csrfTokenFor, postAsAuthClient } from '#tests/support/auth-client.ts';
import { problemOf } from '#tests/support/problems.ts';
import { freshAddress, siteUrl, Visitor } from '#tests/support/site.ts';

const paths = ['callback/credentials', 'signin/credentials', 'signout', 'session'] as const;
const form = 'application/x-www-form-urlencoded';
const json = 'application/json';

const bodies: [name: string, type: string, body: string, statuses: number[]][] = [
  ['nothing', json, '', [400]],
  ['half of it', json, '{', [400]],
  ['an array', json, '[]', [400]],
  ['null', json, 'null', [400]],
  ['a string', json, '"a"', [400]],
  ['deep arrays', json, '['.repeat(16_000), [400]],
  ['a polluted prototype', json, '{"__proto__":{"csrfToken":"x"},"constructor":1}', [403]],
  ['wrong types', json, '{"csrfToken":{},"email":[],"password":1,"callbackUrl":{}}', [403]],
  ['2 MB', json, 'x'.repeat(2_000_000), [413]],
  ['an empty form', form, '', [403]],
  ['bad percent signs', form, 'csrfToken=%E0%A4%A&email=%', [403]],
  ['NUL', form, 'csrfToken=%00&email=%00', [403]],
  ['a large form', form, `email=${'x'.repeat(20_000)}`, [413]],
  ['text', 'text/plain', 'csrfToken=x', [415]],
  ['a type of nothing', '', 'csrfToken=x', [415]],
];

for (const path of paths) {
  test(`INPUT-01 /api/auth/${path} refuses every body that is none`, async () => {
    for (const [name, type, body, statuses] of bodies) {
      const answer = await new Visitor().fetch(`/api/auth/${path}`, {
        method: 'POST',
        headers: { origin: siteUrl, 'x-auth-return-redirect': '1', 'content-type': type },
        body,
      });
      expect(statuses, `${name}: ${answer.status}`).toContain(answer.status);
      if (answer.headers.get('content-type') === 'application/problem+json')
        await problemOf(answer);
    }
  });
}

test('INPUT-06 every field of the credentials callback: a refusal from the table, never a 500', async () => {
  const fields = { email: freshAddress(), password: 'anything', rememberMe: 'true' };
  const values = [
    '',
    '\0',
    '\ud800',
    'x'.repeat(9_000),
    ' ',
    '{}',
    'а'.repeat(300),
    '[object Object]',
  ];
  const visitor = new Visitor();
  const csrfToken = await csrfTokenFor(visitor);
  for (const field of ['email', 'password'] as const) {
    for (const value of values) {
      const body = { ...fields, [field]: value, csrfToken };
      const answer = await postAsAuthClient(visitor, 'callback/credentials', body);
      const { code } = await answer.json();
      expect([401, 422], `${field} ${JSON.stringify(value)}: ${answer.status}`).toContain(
        answer.status,
      );
      expect(['invalid_credentials', 'invalid_input']).toContain(code);
    }
  }
  expect(visitor.session).toBeUndefined();
});

test('INPUT-06 wrong types in JSON for the credentials callback are refused, never a 500', async () => {
  const visitor = new Visitor();
  const csrfToken = await csrfTokenFor(visitor);
  for (const value of [null, 1, true, [], {}, ['user@example.com'], { toString: 1 }]) {
    for (const field of ['email', 'password']) {
      const body = { email: 'user@example.com', password: 'x', [field]: value, csrfToken };
      const headers = { 'x-auth-return-redirect': '1' };
      const answer = await visitor.post('/api/auth/callback/credentials', body, headers);
      expect([answer.status, (await answer.json()).code]).toEqual([422, 'invalid_input']);
    }
  }
});
