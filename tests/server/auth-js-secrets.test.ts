import { Auth, type AuthConfig, customFetch } from '@auth/core';
import type { OIDCConfig } from '@auth/core/providers';
import { expect, test } from 'vitest';
import { withNewestCsrfCookie } from '#core/csrf-cookie.ts';

const newest = 'Zr3Ux8Ge1Mo5Ty7Hk2Pc9Vd4Sb6Wn0Qj';
const older = 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E';
const origin = 'https://gatehouse.example';
const issuer = 'https://desk.example';

/** An issuer that takes any code, for as long as the verifier comes with it. */
function desk(nonce: () => string | null) {
  return async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input);
    if (pathname === '/.well-known/openid-configuration') {
      const at = (path: string) => `${issuer}${path}`;
      return Response.json({
        issuer,
        authorization_endpoint: at('/authorize'),
        token_endpoint: at('/token'),
        userinfo_endpoint: at('/me'),
      });
    }
    const verifier = new URLSearchParams(String(init?.body)).get('code_verifier');
    if (!verifier || verifier === 'decoy') return new Response(null, { status: 400 });
    const iat = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: 'desk-client', sub: 'una', iat, exp: iat + 60 };
    const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const signature = Buffer.alloc(256).toString('base64url');
    const body = part({ ...claims, nonce: nonce() });
    return Response.json({
      access_token: 'a',
      token_type: 'bearer',
      id_token: `${part({ alg: 'RS256' })}.${body}.${signature}`,
    });
  };
}

/** Auth.js over a list of secrets, newest first, as auth.ts gives them to it. */
function siteWith(secrets: string[], nonce: () => string | null = () => null) {
  const provider: OIDCConfig<{ sub: string }> & { [customFetch]: typeof fetch } = {
    id: 'desk',
    name: 'Desk',
    type: 'oidc',
    issuer,
    clientId: 'desk-client',
    clientSecret: 'desk-client-secret',
    checks: ['state', 'pkce', 'nonce'],
    profile: ({ sub }) => ({ id: sub }),
    [customFetch]: desk(nonce),
  };
  const errors: string[] = [];
  const config: AuthConfig = {
    secret: secrets.slice(0, 1),
    jwt: { secret: [...secrets] },
    trustHost: true,
    basePath: '/api/auth',
    useSecureCookies: true,
    cookies: { csrfToken: { name: 'csrf' } },
    providers: [provider],
    logger: { error: (error) => errors.push(error.name), warn: () => undefined },
  };
  const ask = async (path: string, cookie: string, fields?: Record<string, string>) => {
    const headers = { cookie: await withNewestCsrfCookie(cookie, 'csrf', secrets) };
    const post = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {};
    return Auth(new Request(`${origin}/api/auth/${path}`, { headers, ...post }), config);
  };
  return { ask, errors };
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');

async function csrfFrom(site: ReturnType<typeof siteWith>) {
  const answer = await site.ask('csrf', '');
  const { csrfToken }: { csrfToken: string } = await answer.json();
  return { csrfToken, cookie: cookiesOf(answer) };
}

/** Whether the post of a form was believed: without its token Auth.js asks to confirm it. */
async function isBelieved(
  site: ReturnType<typeof siteWith>,
  form: { csrfToken: string },
  cookie: string,
) {
  const answer = await site.ask('signin/desk', cookie, form);
  return answer.headers.get('location')?.startsWith(`${issuer}/authorize?`) === true;
}

test('a CSRF token of Auth.js outlives the rotation of its secret, and not its removal', async () => {
  const { csrfToken, cookie } = await csrfFrom(siteWith([older]));
  expect(await isBelieved(siteWith([older]), { csrfToken }, cookie)).toBe(true);
  expect(await isBelieved(siteWith([newest, older]), { csrfToken }, cookie)).toBe(true);
  expect(await isBelieved(siteWith([newest]), { csrfToken }, cookie)).toBe(false);
});

test('a CSRF token made between two secrets is the newer one’s', async () => {
  const { csrfToken, cookie } = await csrfFrom(siteWith([newest, older]));
  expect(await isBelieved(siteWith([newest]), { csrfToken }, cookie)).toBe(true);
  expect(await isBelieved(siteWith([older]), { csrfToken }, cookie)).toBe(false);
});

test('a rotation changes neither the token in flight nor whom it is refused to', async () => {
  const { csrfToken, cookie } = await csrfFrom(siteWith([older]));
  const rotated = siteWith([newest, older]);
  const again = await rotated.ask('csrf', cookie);
  expect(await again.json()).toEqual({ csrfToken });
  expect(cookiesOf(again)).not.toContain('csrf=');
  const other = await csrfFrom(siteWith([older]));
  expect(await isBelieved(rotated, other, cookie)).toBe(false);
});

/** Starts a sign-in on one site and ends it on another: where the visitor lands, and what went wrong. */
async function signInAcross(before: string[], afterwards: string[]) {
  const first = siteWith(before);
  const { csrfToken, cookie } = await csrfFrom(first);
  const sent = await first.ask('signin/desk', cookie, { csrfToken });
  const { searchParams } = new URL(sent.headers.get('location') ?? '');
  const second = siteWith(afterwards, () => searchParams.get('nonce'));
  const query = new URLSearchParams({ code: 'c', state: searchParams.get('state') ?? '' });
  const back = await second.ask(`callback/desk?${query}`, cookiesOf(sent));
  const isSignedIn = cookiesOf(back).includes('session-token=');
  return { isSignedIn, errors: [...first.errors, ...second.errors] };
}

test('state, PKCE and nonce of a sign-in begun before a rotation hold after it, and not after the removal', async () => {
  const whole = { isSignedIn: true, errors: [] };
  expect(await signInAcross([older], [older])).toEqual(whole);
  expect(await signInAcross([older], [newest, older])).toEqual(whole);
  expect(await signInAcross([newest, older], [newest])).toEqual(whole);
  const refused = { isSignedIn: false, errors: ['InvalidCheck'] };
  expect(await signInAcross([older], [newest])).toEqual(refused);
  expect(await signInAcross([newest, older], [older])).toEqual(refused);
});
