import { expect, test } from 'vitest';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import { seededVisitor, siteUrl, Visitor } from '#tests/support/site.ts';

const posts = [
  '/api/sign-in',
  '/api/register',
  '/api/email/verification',
  '/api/email/verify',
] as const;

const allowed: Record<string, string> = {
  ...Object.fromEntries(posts.map((path) => [path, 'POST, OPTIONS'])),
  '/api/sign-out': 'POST, OPTIONS',
  '/api/current': 'GET, HEAD, OPTIONS',
  '/api/health': 'GET, HEAD, OPTIONS',
  '/api/cron/deliver-mail': 'GET, POST, HEAD, OPTIONS',
};

for (const [path, methods] of Object.entries(allowed)) {
  test(`${path} refuses every other method with 405 and what it allows`, async () => {
    const visitor = await seededVisitor('user');
    const all = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
    const refused = all.filter((method) => !methods.split(', ').includes(method));
    for (const method of refused) {
      const answer = await visitor.send(method, path);
      expect(answer.headers.get('allow')).toBe(methods);
      expect(await refusalOf(answer)).toEqual([405, 'method_not_allowed']);
    }
    const options = await visitor.send('OPTIONS', path);
    expect([options.status, options.headers.get('allow')]).toEqual([204, methods]);
  });
}

for (const path of posts) {
  test(`${path} takes application/json only`, async () => {
    const visitor = new Visitor();
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'text/json',
      'multipart/mixed',
    ];
    for (const type of [...types, 'application/jsonp', 'application/json, text/plain']) {
      const answer = await visitor.post(path, {}, { 'content-type': type });
      expect(await refusalOf(answer), type).toEqual([415, 'unsupported_media_type']);
    }
    const bare = await visitor.fetch(path, { method: 'POST', headers: { origin: siteUrl } });
    expect(await refusalOf(bare)).toEqual([415, 'unsupported_media_type']);
    const spelt = await visitor.post(
      path,
      {},
      { 'content-type': 'Application/JSON; charset=UTF-8' },
    );
    expect(await refusalOf(spelt)).toEqual([422, 'invalid_input']);
  });

  test(`${path} takes 16 KiB and not a byte more`, async () => {
    const visitor = new Visitor();
    const padded = (size: number) =>
      JSON.stringify({ pad: '' }).replace('""', `"${'x'.repeat(size - 10)}"`);
    const send = (body: string) =>
      visitor.fetch(path, {
        method: 'POST',
        headers: { origin: siteUrl, 'content-type': 'application/json' },
        body,
      });
    expect(await refusalOf(await send(padded(16_384)))).toEqual([422, 'invalid_input']);
    expect(await refusalOf(await send(padded(16_385)))).toEqual([413, 'payload_too_large']);
  });

  test(`${path} refuses a field that it does not know, by name`, async () => {
    const answer = await new Visitor().post(path, { '<script>': 1 });
    const { errors } = await problemOf(answer);
    expect(errors).toContainEqual({
      field: '<script>',
      code: 'unknown_field',
      message: 'This field is not known here.',
    });
  });
}

test('CSRF-04 every write refuses another origin, and a browser that says the request is foreign', async () => {
  const visitor = await seededVisitor('user');
  const { hostname, port } = new URL(siteUrl);
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: siteUrl.replace('http:', 'https:') },
    { origin: `${siteUrl}.evil.test` },
    { origin: `http://${hostname}:${Number(port) + 1}` },
    { origin: 'https://evil.test', 'x-forwarded-host': 'evil.test', host: 'evil.test' },
    { origin: siteUrl, 'sec-fetch-site': 'cross-site' },
    { origin: siteUrl, 'sec-fetch-site': 'same-site' },
  ];
  for (const path of [...posts, '/api/sign-out', '/api/cron/deliver-mail']) {
    for (const headers of foreign) {
      const answer = await visitor.post(path, {}, { 'sec-fetch-site': 'none', ...headers });
      expect(await refusalOf(answer), JSON.stringify(headers)).toEqual([403, 'cross_origin']);
    }
  }
  expect((await visitor.fetch('/api/current')).status).toBe(200);
});

test('a client that is no browser needs neither Origin nor Sec-Fetch-Site', async () => {
  const answer = await new Visitor().fetch('/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(await refusalOf(answer)).toEqual([422, 'invalid_input']);
});

test('paths that do not exist are 404 for those who may know and 401 for the others', async () => {
  const [anonymous, user] = [new Visitor(), await seededVisitor('user')];
  const support = await seededVisitor('support');
  for (const path of ['/api', '/api/nothing', '/api/sign-in/deeper', '/api/current/1']) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      expect(await refusalOf(await anonymous.send(method, path))).toEqual([401, 'unauthenticated']);
      expect(await refusalOf(await user.send(method, path))).toEqual([404, 'not_found']);
    }
  }
  expect(await refusalOf(await user.fetch('/api/admin/nothing'))).toEqual([403, 'forbidden']);
  expect(await refusalOf(await support.fetch('/api/admin/nothing'))).toEqual([404, 'not_found']);
});

test('every answer has a request id of its own, never the visitor’s', async () => {
  const given = { 'x-request-id': 'chosen-by-visitor', 'x-vercel-id': 'chosen-by-visitor' };
  const ids = await Promise.all(
    [1, 2, 3].map(async () => {
      const answer = await new Visitor().post('/api/sign-in', {}, given);
      return answer.headers.get('x-request-id');
    }),
  );
  expect(new Set([...ids, 'chosen-by-visitor']).size).toBe(4);
});
