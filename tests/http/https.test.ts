import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openSession, sealSession, sessionKeyRing } from '#core/session-token.ts';
import configure from '#next.config.ts';
import { builtTree } from '#tests/support/built-tree.ts';
import { hiddenFields } from '#tests/support/forms.ts';
import { type OwnSite, ownSecret, startOwnSite } from '#tests/support/own-site.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { formOf } from '#tests/support/server-actions.ts';
import { freshAddress, seededPassword, Visitor } from '#tests/support/site.ts';

let site: OwnSite;
let origin = '';

/** The same build, told that its origin is on https, as it is behind a proxy that ends TLS. */
beforeAll(async () => {
  site = await startOwnSite(resolve(builtTree), (port) => {
    origin = `https://localhost:${port}`;
    return { AUTH_URL: origin };
  });
});

afterAll(() => site?.stop());
afterEach(() => {
  vi.unstubAllEnvs();
});

const at = (path: string) => site.url + path;
/** What such a proxy adds to each request. */
const forwarded = () => ({
  'x-forwarded-proto': 'https',
  'x-forwarded-host': new URL(origin).host,
});
const secure = () => ({ origin, ...forwarded() });

async function signedIn(role = 'user'): Promise<Visitor> {
  const visitor = new Visitor();
  const body = { email: `${role}@example.com`, password: seededPassword };
  const answer = await visitor.post(at('/api/sign-in'), body, secure());
  expect(answer.status).toBe(200);
  return visitor;
}

/** Every Set-Cookie line that the site has for anyone: by API, Auth.js, forms and the gate. */
async function allCookies(): Promise<string[]> {
  const lines: string[] = [];
  const keep = (answer: Response) => {
    lines.push(...answer.headers.getSetCookie());
    return answer;
  };
  const visitor = new Visitor();
  const body = { email: 'user@example.com', password: seededPassword };
  keep(await visitor.post(at('/api/sign-in'), body, secure()));
  keep(await visitor.post(at('/api/sign-in'), { ...body, rememberMe: false }, secure()));
  const { csrfToken } = await keep(await visitor.fetch(at('/api/auth/csrf'))).json();
  for (const path of ['callback/credentials', 'signout']) {
    const fields = new URLSearchParams({ ...body, csrfToken, callbackUrl: '/account' });
    keep(
      await visitor.fetch(at(`/api/auth/${path}`), {
        method: 'POST',
        headers: secure(),
        body: fields,
      }),
    );
  }
  const due = await signedIn();
  const ring = await sessionKeyRing([ownSecret]);
  const token = due.cookies.get('__Host-gatehouse.session');
  const claims = await openSession(token, ring, new Date());
  if (!claims) throw new Error('the session cannot be opened');
  const iat = claims.iat - 700;
  due.cookies.set(
    '__Host-gatehouse.session',
    await sealSession({ ...claims, iat, auth_time: iat }, ring),
  );
  keep(await due.fetch(at('/account')));
  keep(await due.post(at('/api/sign-out'), undefined, secure()));
  const dead = { cookie: '__Host-gatehouse.session=dead' };
  keep(await new Visitor().fetch(at('/account'), { headers: dead }));
  keep(await new Visitor().fetch(at('/api/auth/session'), { headers: dead }));
  const page = await (await new Visitor().fetch(at('/register'))).text();
  const fields = Object.fromEntries(hiddenFields(page, 'register'));
  const typed = { email: freshAddress(), password: 'quiet harbour under seven moons' };
  const post = { method: 'POST', headers: secure(), body: formOf({ ...fields, ...typed }) };
  keep(await new Visitor().fetch(at('/register'), post));
  return lines;
}

test('HEADERS-07 every cookie is Secure, HttpOnly, Lax, bound to the host, and small', async () => {
  const lines = await allCookies();
  const names = lines.map((line) => line.split('=')[0]);
  for (const name of ['session', 'csrf', 'callback', 'pending']) {
    expect(names).toContain(`__Host-gatehouse.${name}`);
  }
  expect(names.filter((name) => name === '__Host-gatehouse.session').length).toBeGreaterThan(6);
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(/; */);
    const given = attributes.map((attribute) => attribute.toLowerCase());
    expect(pair).toMatch(/^__Host-gatehouse\.\w+=/);
    expect(given, pair).toEqual(
      expect.arrayContaining(['secure', 'httponly', 'samesite=lax', 'path=/']),
    );
    expect(line, pair).not.toMatch(/domain=/i);
    expect(pair.length).toBeLessThanOrEqual(4096);
  }
});

test('HEADERS-07 over https a session under the name of plain http is none', async () => {
  const visitor = await signedIn();
  const token = visitor.cookies.get('__Host-gatehouse.session');
  for (const name of [
    'gatehouse.session',
    '__Secure-gatehouse.session',
    '__host-gatehouse.session',
  ]) {
    const headers = { cookie: `${name}=${token}` };
    const answer = await new Visitor().fetch(at('/api/current'), { headers });
    expect(await refusalOf(answer), name).toEqual([401, 'unauthenticated']);
  }
  expect((await visitor.fetch(at('/api/current'))).status).toBe(200);
});

test('HEADERS-02 over https pages, redirects, endpoints and refusals ask for https for two years', async () => {
  const visitor = await signedIn();
  const answers = [
    await visitor.fetch(at('/account')),
    await visitor.fetch(at('/sign-in')),
    await visitor.send('PUT', at('/sign-in'), undefined, secure()),
    await new Visitor().fetch(at('/account')),
    await new Visitor().fetch(at('/api/current')),
    await new Visitor().fetch(at('/api/health')),
  ];
  for (const answer of answers) {
    expect(answer.headers.get('strict-transport-security'), answer.url).toBe(
      'max-age=63072000; includeSubDomains',
    );
  }
});

test('HEADERS-02 a build for https says the same on static pages, one for http does not', async () => {
  const headersFor = async (siteUrl: string) => {
    vi.stubEnv('AUTH_URL', siteUrl);
    const [rule] = (await configure('phase-production-build').headers?.()) ?? [];
    return rule?.headers.map(({ key }) => key) ?? [];
  };
  expect(await headersFor('https://gatehouse.example')).toContain('Strict-Transport-Security');
  expect(await headersFor('http://localhost:3000')).not.toContain('Strict-Transport-Security');
});

test('only the https origin is the site’s own', async () => {
  const visitor = await signedIn();
  for (const foreign of [site.url, 'http://localhost', 'https://localhost']) {
    const answer = await visitor.post(at('/api/sign-out'), undefined, { origin: foreign });
    expect(await refusalOf(answer), foreign).toEqual([403, 'cross_origin']);
  }
});

test('behind a proxy that ends TLS, refusals keep their design and redirects stay on https', async () => {
  const user = await signedIn();
  for (const [path, status, words] of [
    ['/admin', 403, 'This gate stays shut for you'],
    ['/account/nope', 404, 'There is nothing here'],
  ] as const) {
    const answer = await user.fetch(at(path), { headers: forwarded() });
    expect(answer.status, path).toBe(status);
    expect(answer.headers.get('strict-transport-security'), path).toMatch(/^max-age=63072000/);
    expect(await answer.text(), path).toContain(words);
  }
  const sent = await new Visitor().fetch(at('/account'), { headers: forwarded() });
  const to = new URL(sent.headers.get('location') ?? '', origin);
  expect([sent.status, to.origin, to.pathname]).toEqual([307, origin, '/sign-in']);
});
