import { expect, test } from 'vitest';
import { builtFiles } from '#tests/support/built-tree.ts';
import { seededVisitor, Visitor } from '#tests/support/site.ts';

const open = ['/', '/refused', '/missing', '/sign-in', '/sign-out', '/register', '/check-email'];
const pages = [
  ...open,
  '/forgot-password',
  '/reset-password?token=x',
  '/verify-email',
  '/verify-email?token=x',
  '/auth/error?error=AccessDenied',
];
const gone = ['/nowhere', '/auth/nope', '/sign-in/nope', '/%ff', '/api2'];
const guarded = ['/account', '/admin', '/account/nope', '/admin/nope'];

/** The parts of a policy by name. */
function policyOf(answer: Response): Map<string, string> {
  const parts = (answer.headers.get('content-security-policy') ?? '').split(/; */);
  return new Map(
    parts.map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1).join(' ')]),
  );
}

test('HEADERS-01 every document has a policy without unsafe-inline, for visitors and users', async () => {
  const [visitor, user] = [new Visitor(), await seededVisitor('user')];
  const asked = [...pages, ...gone, ...guarded];
  for (const [who, path] of [visitor, user].flatMap((who) =>
    asked.map((path) => [who, path] as const),
  )) {
    const answer = await who.fetch(path);
    const policy = policyOf(answer);
    expect(policy.get('base-uri'), path).toBe("'none'");
    expect(policy.get('frame-ancestors'), path).toBe("'none'");
    expect(policy.get('default-src'), path).toBe("'none'");
    if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
    expect(policy.get('object-src'), path).toBe("'none'");
    expect(policy.get('form-action'), path).toBe("'self'");
    const scripts = policy.get('script-src') ?? '';
    expect(scripts, path).toMatch(
      /^('nonce-[\w+/]{22}==' 'strict-dynamic'|'self'( 'sha256-[^']+')+)$/,
    );
    expect([...policy.values()].join(' '), path).not.toMatch(/unsafe-|\*|https?:/);
  }
});

test('HEADERS-01 each answer of a dynamic page has a nonce of its own, on all its scripts', async () => {
  const user = await seededVisitor('user');
  const nonces: string[] = [];
  for (const path of ['/account', '/account', '/sign-out', '/register', '/auth/error']) {
    const visitor = path === '/register' ? new Visitor() : user;
    const answer = await visitor.fetch(path);
    const nonce = /'nonce-([^']+)'/.exec(policyOf(answer).get('script-src') ?? '')?.[1] ?? '';
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length, path).toBeGreaterThan(3);
    expect(
      scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`)),
      path,
    ).toEqual([]);
    nonces.push(nonce);
  }
  expect(new Set(nonces).size).toBe(nonces.length);
});

test('HEADERS-01 a visitor cannot choose the nonce', async () => {
  const policy = "script-src 'nonce-chosenbyvisitor'";
  const headers = { 'content-security-policy': policy, 'x-nonce': 'chosenbyvisitor' };
  for (const path of ['/', '/sign-in', '/nowhere', '/auth/nope']) {
    const answer = await new Visitor().fetch(path, { headers });
    expect(await answer.text(), path).not.toContain('chosenbyvisitor');
    expect(answer.headers.get('content-security-policy'), path).not.toContain('chosenbyvisitor');
  }
});

const script = builtFiles('static').find((path) => path.endsWith('.js')) ?? '';
const kinds: [path: string, init?: RequestInit][] = [
  ...[...pages, ...gone, ...guarded].map((path) => [path] as [string]),
  ...([['/api/auth/signin'], ['/api/auth/error?error=Verification']] as [string][]),
  ...([['/api/current'], ['/api/health'], ['/api/nope'], ['/api/auth/csrf']] as [string][]),
  ['/api/auth/nope'],
  ['/api/health', { method: 'DELETE' }],
  ['/sign-in', { method: 'PUT' }],
  ['/', { method: 'PUT' }],
  ['/sign-in', { method: 'POST', headers: { origin: 'https://evil.test' } }],
  ['/icon.svg'],
  [script.replace('static', '/_next/static')],
  ['/_next/static/nope.js'],
];

test('HEADERS-02 HEADERS-06 pages, redirects, endpoints, errors and files say how to treat them', async () => {
  const [visitor, user] = [new Visitor(), await seededVisitor('user')];
  for (const [path, init] of kinds) {
    for (const answer of [await visitor.fetch(path, init), await user.fetch(path, init)]) {
      const { headers, status } = answer;
      expect(status, path).toBeLessThan(500);
      expect({ path, ...Object.fromEntries(headers) }).toMatchObject({
        path,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-frame-options': 'DENY',
      });
      // Over plain http it would be void; tests of https ask for it.
      expect(headers.get('strict-transport-security'), path).toBeNull();
      expect(headers.get('x-powered-by'), path).toBeNull();
      expect(headers.get('server') ?? '', path).not.toMatch(/\d/);
    }
  }
});

test('HEADERS-06 no page names the version of the framework, nor a generator', async () => {
  for (const path of ['/', '/sign-in', '/nowhere']) {
    const html = await (await new Visitor().fetch(path)).text();
    expect(html).not.toMatch(/name="generator"|next(\.js)?[/ @]v?\d+\.\d/i);
  }
});

test('HEADERS-02 whatever is said for one visitor alone is kept by no cache', async () => {
  const user = await seededVisitor('user');
  for (const path of ['/account', '/sign-in', '/sign-out', '/verify-email?token=x', '/api/nope']) {
    expect((await user.fetch(path)).headers.get('cache-control'), path).toBe('private, no-store');
  }
});
