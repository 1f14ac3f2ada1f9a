import { expect, test } from 'vitest';
import { expectDenied, expectStanding, guardedPaths, marks } from '#tests/support/guarded.ts';
import { rawRequest } from '#tests/support/raw-request.ts';

/** Headers that steer the framework from inside, or once did: from outside they must be nothing. */
const forged: [string, Record<string, string>[]][] = [
  [
    'MATCHER-26 a header that says the middleware ran already',
    ['middleware', 'src/middleware', 'proxy', 'src/proxy', 'pages/_middleware', '1'].flatMap(
      (name) =>
        [1, 5].map((times) => ({
          'x-middleware-subrequest': Array(times).fill(name).join(':'),
          'x-middleware-subrequest-id': 'x',
        })),
    ),
  ],
  [
    'MATCHER-27 the headers of a middleware’s result, and of the router’s own words',
    [
      { 'x-middleware-next': '1' },
      { 'x-middleware-rewrite': '/account', 'x-nextjs-rewritten-path': '/account' },
      {
        'x-middleware-override-headers': 'cookie,x-middleware-next',
        'x-middleware-request-cookie': 'gatehouse.session=x',
        'x-middleware-request-x-middleware-next': '1',
      },
      { 'x-middleware-set-cookie': 'gatehouse.session=x', 'x-middleware-prefetch': '1' },
      { 'x-middleware-skip': '1', 'x-middleware-refresh': '1', 'x-middleware-invoke': '1' },
      { 'x-invoke-path': '/account', 'x-invoke-status': '200', 'x-invoke-output': '/account' },
      { 'x-matched-path': '/account', 'x-nextjs-matched-path': '/account' },
      { 'x-now-route-matches': '1=account', 'x-original-url': '/sign-in', 'x-rewrite-url': '/' },
      { 'next-resume': '1', 'x-prerender-revalidate': '1', 'x-next-revalidated-tags': 'a' },
    ],
  ],
  [
    'MATCHER-31 the hints of prefetches and of data requests',
    [
      { 'x-nextjs-data': '1' },
      { Purpose: 'prefetch', 'Sec-Purpose': 'prefetch;prerender' },
      { 'Next-Url': '/sign-in', RSC: '1' },
      { 'next-router-prefetch': '1' },
      { 'next-hmr-refresh': '1', RSC: '1' },
      { 'next-test-fetch-priority': 'high', 'x-next-cache-tags': 'a' },
    ],
  ],
  [
    'MATCHER-32 a malformed Authorization header',
    [
      { Authorization: 'Bearer %E0%A4%A' },
      { Authorization: 'Bearer' },
      { Authorization: 'Bearer \x80\xff' },
      { Authorization: `Basic ${'a'.repeat(8000)}` },
    ],
  ],
];

test.each(forged)('%s opens no guarded path', async (_name, variants) => {
  for (const headers of variants) {
    for (const path of guardedPaths) {
      expectDenied(await rawRequest(path, { headers }), `${path} ${JSON.stringify(headers)}`);
    }
    // A forged rewrite would start from a path that is open to all.
    for (const path of ['/', '/sign-in', '/nowhere', '/api/health']) {
      const answer = await rawRequest(path, { headers });
      expect(answer.head + answer.body, path).not.toMatch(marks);
      expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBeLessThan(500);
      expect(answer.status, path).toBeGreaterThan(0);
    }
  }
  await expectStanding();
});

const targets = guardedPaths.flatMap((path) => [path, `${path}.rsc`]);

test('MATCHER-34 HEAD is denied as GET is, without a body', async () => {
  for (const target of targets) {
    const answer = await rawRequest(target, { method: 'HEAD' });
    expectDenied(answer, target);
    expect(answer.body, target).toBe('');
  }
  await expectStanding();
});

test('MATCHER-35 OPTIONS is denied, and no other origin is let in', async () => {
  for (const target of targets) {
    const headers = {
      Origin: 'https://evil.test',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'rsc',
    };
    const answer = await rawRequest(target, { method: 'OPTIONS', headers });
    expectDenied(answer, target);
    expect(answer.head.toLowerCase(), target).not.toContain('access-control-');
  }
  await expectStanding();
});

test('MATCHER-37 PUT, PATCH, DELETE and POST are denied, overridden methods too', async () => {
  for (const target of targets) {
    for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
      const headers = { 'X-HTTP-Method-Override': 'GET', 'Content-Length': '2' };
      const answer = await rawRequest(target, { method, headers, body: '{}' });
      expectDenied(answer, `${method} ${target}`, [405]);
    }
  }
  await expectStanding();
});

test('methods that no page has get no guarded answer', async () => {
  for (const target of targets) {
    for (const method of ['TRACE', 'PROPFIND', 'QUERY', 'FOO']) {
      const answer = await rawRequest(target, { method });
      expect(answer.head + answer.body, `${method} ${target}`).not.toMatch(marks);
      expect(answer.status, `${method} ${target}`).not.toBe(200);
    }
  }
  await expectStanding();
});
