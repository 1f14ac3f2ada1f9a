import { expect, test } from 'vitest';
import {
  credentialsCallback,
  csrfTokenFor,
  postAsAuthClient,
  postAuthForm,
} from '#tests/support/auth-client.ts';
import { expectApiHeaders, refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  registeredAddress,
  siteUrl,
  Visitor,
  verifiedVisitor,
} from '#tests/support/site.ts';

const wrong = 'not the password of anybody';

test('csrf, providers and session answer as Auth.js clients expect', async () => {
  const visitor = new Visitor();
  const [csrf, providers, session] = await Promise.all(
    ['csrf', 'providers', 'session'].map((action) => visitor.fetch(`/api/auth/${action}`)),
  );
  for (const answer of [csrf, providers, session]) if (answer) expectApiHeaders(answer);
  expect(await csrf?.json()).toEqual({ csrfToken: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const described = (id: string, name: string, type: string) => ({
    ...{ id, name, type },
    signinUrl: `${siteUrl}/api/auth/signin/${id}`,
    callbackUrl: `${siteUrl}/api/auth/callback/${id}`,
  });
  expect(await providers?.json()).toEqual({
    credentials: described('credentials', 'Credentials', 'credentials'),
    google: described('google', 'Google', 'oidc'),
    github: described('github', 'GitHub', 'oauth'),
    microsoft: described('microsoft', 'Microsoft', 'oidc'),
  });
  expect(await session?.text()).toBe('null');
  expect(session?.headers.getSetCookie()).toEqual([]);
});

test('the right password by the stock client: 200 with an absolute url and a session', async () => {
  const { email, password } = await verifiedVisitor();
  const visitor = new Visitor();
  const answer = await credentialsCallback(postAsAuthClient, visitor, email, password);
  expect([answer.status, await answer.json()]).toEqual([200, { url: `${siteUrl}/account` }]);
  expectApiHeaders(answer);
  expect((await (await visitor.fetch('/api/current')).json()).user.email).toBe(email);
});

test('the right password by a browser’s form: a redirect home, wherever the callback wished to go', async () => {
  const { email, password } = await verifiedVisitor();
  const wishes = {
    '/admin?a=b': '/admin?a=b',
    [`${siteUrl}/account/security`]: '/account/security',
    'https://evil.test/': '/account',
    '//evil.test': '/account',
    'javascript:alert(1)': '/account',
  };
  for (const [callbackUrl, path] of Object.entries(wishes)) {
    const visitor = new Visitor();
    const csrfToken = await csrfTokenFor(visitor);
    const fields = { email, password, csrfToken, callbackUrl };
    const answer = await postAuthForm(visitor, 'callback/credentials', fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, siteUrl + path]);
    expect(visitor.session).toBeDefined();
  }
});

test('refusals of the door: honest statuses for clients that ask for JSON', async () => {
  const known = await verifiedVisitor();
  const unverified = await registeredAddress();
  const disabled = await verifiedVisitor();
  await cloud.sql(
    "update users set disabled_at = now(), disabled_reason = 'a test' where email = $1",
    [disabled.email],
  );
  const cases = [
    [known.email, wrong, 401, 'invalid_credentials'],
    [freshAddress(), wrong, 401, 'invalid_credentials'],
    [unverified.email, wrong, 401, 'invalid_credentials'],
    [unverified.email, unverified.password, 403, 'email_not_verified'],
    [disabled.email, disabled.password, 403, 'account_disabled'],
    ['no address', wrong, 422, 'invalid_input'],
    [known.email, '', 422, 'invalid_input'],
  ] as const;
  for (const [email, password, status, code] of cases) {
    const visitor = new Visitor();
    const answer = await credentialsCallback(postAsAuthClient, visitor, email, password);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/json',
    ]);
    const { url, ...rest } = await answer.json();
    expect(rest).toEqual({ error: 'CredentialsSignin', code });
    expect(new URL(url).origin).toBe(siteUrl);
    expect(new URL(url).searchParams.get('code')).toBe(code);
    expect(answer.headers.has('www-authenticate')).toBe(status === 401);
    expect(visitor.session).toBeUndefined();
    expectApiHeaders(answer);
  }
});

test('Accept: application/json asks for the status too', async () => {
  const visitor = new Visitor();
  const csrfToken = await csrfTokenFor(visitor);
  const fields = { email: freshAddress(), password: wrong, csrfToken };
  const answer = await postAuthForm(visitor, 'callback/credentials', fields, {
    accept: 'application/json',
  });
  expect([answer.status, (await answer.json()).code]).toEqual([401, 'invalid_credentials']);
});

test('refusals of the door: a browser’s form post keeps its redirect', async () => {
  const visitor = new Visitor();
  const answer = await credentialsCallback(postAuthForm, visitor, freshAddress(), wrong);
  expect(answer.status).toBe(302);
  const to = new URL(answer.headers.get('location') ?? '', siteUrl);
  expect([to.origin, to.pathname, to.searchParams.get('code')]).toEqual([
    siteUrl,
    '/sign-in',
    'invalid_credentials',
  ]);
  expect(visitor.session).toBeUndefined();
  const page = await (await visitor.fetch(to.pathname + to.search)).text();
  expect(page).toContain('The e-mail address or the password is wrong.');
});

test('too many attempts are 429 with Retry-After, the right password included', async () => {
  const { email, password } = await verifiedVisitor();
  for (let tries = 0; tries < 10; tries += 1) await new Visitor().signIn(email, wrong);
  const answer = await credentialsCallback(postAsAuthClient, new Visitor(), email, password);
  expect([answer.status, (await answer.json()).code]).toEqual([429, 'too_many_attempts']);
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  expect(answer.headers.get('ratelimit')).toContain('r=0');
  const form = await credentialsCallback(postAuthForm, new Visitor(), email, password);
  expect([form.status, form.headers.get('retry-after')]).toEqual([
    302,
    expect.stringMatching(/^[1-9]\d*$/),
  ]);
});

test('OAUTH-09 a provider that does not exist is 404, whatever its name', async () => {
  const names = [
    'nope',
    '__proto__',
    'constructor',
    'toString',
    'Google',
    'facebook',
    'nope%2fdeeper',
    'credentials%00',
  ];
  for (const name of names) {
    const visitor = new Visitor();
    const csrfToken = await csrfTokenFor(visitor);
    for (const path of [`signin/${name}`, `callback/${name}`]) {
      const got = await visitor.fetch(`/api/auth/${path}`);
      expect(await refusalOf(got), path).toEqual([404, 'unknown_provider']);
      const posted = await postAsAuthClient(visitor, path, { csrfToken });
      expect(await refusalOf(posted), path).toEqual([404, 'unknown_provider']);
    }
  }
});

test('paths that Auth.js does not have are 404, wrong methods 405', async () => {
  const visitor = new Visitor();
  for (const path of [
    'nope',
    'callback',
    'session/1',
    'csrf/credentials',
    'signin/a/b',
    '__proto__',
  ]) {
    const answer = await visitor.fetch(`/api/auth/${path}`);
    expect(await refusalOf(answer), path).toEqual([404, 'not_found']);
  }
  const wrongMethods = [
    ['POST', 'csrf'],
    ['POST', 'providers'],
    ['POST', 'error'],
    ['GET', 'callback/credentials'],
    ['GET', 'signin/credentials'],
    ['POST', 'signin'],
    ['DELETE', 'session'],
    ['PUT', 'signout'],
  ] as const;
  for (const [method, path] of wrongMethods) {
    const answer = await visitor.fetch(`/api/auth/${path}`, {
      method,
      headers: { origin: siteUrl },
    });
    expect(await refusalOf(answer), path).toEqual([405, 'method_not_allowed']);
  }
});

test('signin, signout and error lead to the site’s own pages', async () => {
  const visitor = new Visitor();
  const targets = {
    signin: '/sign-in',
    signout: '/sign-out',
    'error?error=AccessDenied': '/auth/error',
  };
  for (const [path, page] of Object.entries(targets)) {
    const answer = await visitor.fetch(`/api/auth/${path}`);
    expect(answer.status, path).toBe(302);
    expect(new URL(answer.headers.get('location') ?? '', siteUrl).pathname).toBe(page);
  }
  const html = await (await visitor.fetch('/auth/error?error=<script>alert(1)</script>')).text();
  expect(html).not.toContain('<script>alert(1)');
});
