import { expect, test } from 'vitest';
import { askings, guardedEndpoints, guardedPages, marks } from '#tests/support/guarded.ts';
import { holding } from '#tests/support/held-sessions.ts';
import { seededVisitor, Visitor, verifiedVisitor } from '#tests/support/site.ts';

const personal = [
  ...['/account', '/account?_rsc=abc', '/account/security'],
  ...['/api/auth/session', '/api/current'],
];
const nothing = ['/account/nope', '/admin', '/api/nope', '/sign-in', '/sign-out'];

/** Hints by which caches of the framework were poisoned or misled before. */
const hints: Record<string, string>[] = [
  ...askings,
  { 'x-nextjs-cache': 'HIT', 'x-nextjs-data': '1' },
  { 'x-middleware-cache': 'no-cache', 'x-prerender-revalidate': '1', 'x-now-route-matches': '1' },
  { 'cache-control': 'only-if-cached, max-stale=999999', 'if-none-match': '*' },
  { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT', range: 'bytes=0-10' },
];

test('FRAMEWORK-04 nobody gets an answer that was made for another visitor', async () => {
  const [first, second] = [await verifiedVisitor(), await verifiedVisitor()];
  const people = [
    { visitor: first.visitor, own: first.email, other: second.email },
    { visitor: second.visitor, own: second.email, other: first.email },
    { visitor: new Visitor(), own: null, other: first.email },
  ];
  for (const path of personal) {
    for (const headers of hints) {
      for (const { visitor, own, other } of people) {
        const answer = await visitor.fetch(path, { headers });
        const text = await answer.text();
        const label = `${path} ${JSON.stringify(headers)}`;
        expect(text, label).not.toContain(other);
        // A prefetch of segments names the tree alone; every full answer is the visitor's own.
        const isFull = answer.status === 200 && !('Next-Router-Prefetch' in headers);
        if (own !== null && isFull) expect(text, label).toContain(own);
        if (own === null) expect(text, label).not.toMatch(/@example\.test/);
        expect(answer.headers.get('cache-control'), label).toBe('private, no-store');
        expect([200, 206, 307, 401], label).toContain(answer.status);
      }
    }
  }
});

test('FRAMEWORK-04 refusals and what is not there are kept by no cache either', async () => {
  const { visitor } = await verifiedVisitor();
  for (const path of nothing) {
    for (const headers of hints) {
      for (const who of [visitor, new Visitor()]) {
        const answer = await who.fetch(path, { headers });
        expect(answer.headers.get('cache-control'), path).toBe('private, no-store');
        expect(answer.headers.get('x-nextjs-cache'), path).toBeNull();
      }
    }
  }
  const options = await visitor.send('OPTIONS', '/api/current');
  expect([options.status, options.headers.get('cache-control')]).toEqual([
    204,
    'private, no-store',
  ]);
  const out = await visitor.post('/api/sign-out');
  expect([out.status, out.headers.get('cache-control')]).toEqual([204, 'private, no-store']);
});

test('SESS-24 no browser keeps what the signed-in saw, and after the sign-out nothing is told again', async () => {
  const owner = await seededVisitor('admin');
  const copy = () => holding(owner.session);
  const paths = [...guardedPages, ...guardedEndpoints];
  for (const path of paths) {
    const { headers } = await copy().fetch(path);
    expect(headers.get('cache-control'), path).toBe('private, no-store');
  }
  expect((await copy().post('/api/sign-out')).status).toBe(204);
  await new Promise((elapsed) => setTimeout(elapsed, 2_500));
  for (const path of paths) {
    const answer = await copy().fetch(path);
    expect([307, 401], path).toContain(answer.status);
    expect(answer.headers.get('cache-control'), path).toBe('private, no-store');
    expect(await answer.text(), path).not.toMatch(marks);
  }
});

test('FRAMEWORK-04 a page’s answer varies with the headers that choose its form', async () => {
  const { visitor } = await verifiedVisitor();
  for (const path of ['/account', '/sign-out']) {
    const vary = ((await visitor.fetch(path)).headers.get('vary') ?? '').toLowerCase().split(/, */);
    expect(vary).toEqual(
      expect.arrayContaining([
        ...['rsc', 'next-router-state-tree', 'next-router-prefetch'],
        'next-router-segment-prefetch',
      ]),
    );
  }
  for (const path of ['/api/current', '/api/auth/session']) {
    expect((await visitor.fetch(path)).headers.get('vary')?.toLowerCase()).toMatch(/\bcookie\b/);
  }
});

test('FRAMEWORK-04 pages for everyone set no cookie and tell nothing of who asks', async () => {
  const { visitor, email } = await verifiedVisitor();
  for (const path of ['/', '/missing', '/refused', '/nowhere']) {
    const [mine, theirs] = [await visitor.fetch(path), await new Visitor().fetch(path)];
    expect([mine.headers.getSetCookie(), theirs.headers.getSetCookie()], path).toEqual([[], []]);
    const text = await mine.text();
    expect(text, path).not.toContain(email);
    expect(text, path).toBe(await theirs.text());
  }
});
