import { decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { microsoftTenants } from '#local/cloud/oauth/personas.ts';
import { choosePersona } from '#tests/support/choose-persona.ts';
import { issuerNames, RelyingParty, sharedCloud } from './relying-party.ts';

test('google: a whole sign-in with PKCE, state, nonce and a signed id token', async () => {
  const site = new RelyingParty(await sharedCloud(), 'google');
  const landed = await choosePersona(site.authorizeUrl(), { persona: 'ada' });
  expect(landed.origin + landed.pathname).toBe(site.callback);
  expect(landed.searchParams.get('state')).toBe(site.state);
  expect(landed.searchParams.get('iss')).toBe('https://accounts.google.com');
  const answer = await site.exchange(landed.searchParams.get('code') ?? '');
  const tokens = await answer.json();
  expect(tokens).toMatchObject({
    token_type: 'Bearer',
    expires_in: 3600,
    scope: 'openid email profile',
    access_token: expect.stringMatching(/^[\w-]{43,}$/),
    refresh_token: expect.stringMatching(/^[\w-]{43,}$/),
  });
  const claims = await site.claims(tokens);
  expect(claims).toMatchObject({
    iss: 'https://accounts.google.com',
    aud: site.id,
    sub: expect.stringMatching(/^\d{21}$/),
    nonce: site.nonce,
    email: 'ada@example.net',
    email_verified: true,
    name: 'Ada Lovelace',
  });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
  const { sub, email, email_verified, name, given_name, family_name } = claims;
  expect(await (await site.read(tokens.access_token)).json()).toEqual({
    ...{ sub, email, email_verified, name, given_name, family_name },
  });
});

test('microsoft: a whole sign-in; the id token is of the tenant, the answer names no issuer', async () => {
  const site = new RelyingParty(await sharedCloud(), 'microsoft');
  const landed = await choosePersona(site.authorizeUrl(), { persona: 'ada' });
  expect([...landed.searchParams.keys()].sort()).toEqual(['code', 'state']);
  expect(landed.searchParams.get('state')).toBe(site.state);
  const tokens = await (await site.exchange(landed.searchParams.get('code') ?? '')).json();
  expect(tokens).toMatchObject({ expires_in: 3600, refresh_token: expect.any(String) });
  const tid = microsoftTenants.first;
  const claims = await site.claims(tokens);
  expect(claims).toMatchObject({
    iss: `https://login.microsoftonline.com/${tid}/v2.0`,
    tid,
    ver: '2.0',
    oid: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    nonce: site.nonce,
    email: 'ada@example.net',
    preferred_username: 'ada@example.net',
    xms_edov: true,
  });
  const { sub, email, name } = claims;
  expect(await (await site.read(tokens.access_token)).json()).toEqual({ sub, email, name });
});

test('github: a whole sign-in of plain OAuth 2, with the profile and the addresses', async () => {
  const site = new RelyingParty(await sharedCloud(), 'github');
  const landed = await choosePersona(site.authorizeUrl(), { persona: 'ada' });
  expect([...landed.searchParams.keys()].sort()).toEqual(['code', 'state']);
  const tokens = await (await site.exchange(landed.searchParams.get('code') ?? '')).json();
  expect(tokens).toEqual({
    access_token: expect.any(String),
    scope: 'read:user,user:email',
    token_type: 'bearer',
  });
  const profile = await (await site.read(tokens.access_token)).json();
  expect(profile).toMatchObject({ login: 'ada', name: 'Ada Lovelace', email: null });
  expect(profile.id).toBeGreaterThan(0);
  expect(Number.isInteger(profile.id)).toBe(true);
  expect(await (await site.read(tokens.access_token, '/user/emails')).json()).toEqual([
    {
      email: `${profile.id}+ada@users.noreply.github.com`,
      primary: false,
      verified: true,
      visibility: null,
    },
    { email: 'ada@example.net', primary: true, verified: true, visibility: 'private' },
  ]);
});

test('the names of the issuers are the real ones, also of Microsoft’s many tenants', async () => {
  const cloud = await sharedCloud();
  expect((await new RelyingParty(cloud, 'google').discovery()).issuer).toBe(
    'https://accounts.google.com',
  );
  const site = new RelyingParty(cloud, 'microsoft');
  const issuerOf = async (tenant: string) => (await site.discovery(tenant)).issuer;
  const named = (id: string) => `https://login.microsoftonline.com/${id}/v2.0`;
  expect(await issuerOf('common')).toBe(named('{tenantid}'));
  expect(await issuerOf('organizations')).toBe(named('{tenantid}'));
  expect(await issuerOf('consumers')).toBe(named('9188040d-6c67-4c5b-b112-36a304b66dad'));
  expect(await issuerOf(microsoftTenants.second)).toBe(named(microsoftTenants.second));
  expect((await fetch(`${site.base}/nowhere/v2.0/.well-known/openid-configuration`)).status).toBe(
    404,
  );
  const document = await site.discovery(microsoftTenants.second);
  expect(document.token_endpoint).toBe(`${site.base}/${microsoftTenants.second}/oauth2/v2.0/token`);
  expect((await fetch(`${cloud.url}/github/.well-known/openid-configuration`)).status).toBe(404);
});

test('a persona is who they are said to be, at each issuer', async () => {
  const cloud = await sharedCloud();
  const google = new RelyingParty(cloud, 'google');
  const claimsOf = async (persona: string) => google.claims(await google.signIn({ persona }));
  expect(await claimsOf('uma')).toMatchObject({ email: 'uma@example.net', email_verified: false });
  expect(await claimsOf('una')).toMatchObject({ email: 'user@example.com', email_verified: true });
  const nora = await claimsOf('nora');
  expect([nora.email, nora.email_verified, nora.name]).toEqual([
    undefined,
    undefined,
    'Nora Quiet',
  ]);
  const [before, after] = [await claimsOf('chang'), await claimsOf('chang-moved')];
  expect([before.email, after.email]).toEqual(['chang@example.net', 'chang@example.org']);
  expect(after.sub).toBe(before.sub);

  const microsoft = new RelyingParty(cloud, 'microsoft');
  const ofMicrosoft = async (persona: string) =>
    microsoft.claims(await microsoft.signIn({ persona }));
  expect((await ofMicrosoft('uma')).xms_edov).toBeUndefined();
  expect(await ofMicrosoft('tess')).toMatchObject({
    tid: microsoftTenants.second,
    iss: `https://login.microsoftonline.com/${microsoftTenants.second}/v2.0`,
    xms_edov: true,
  });
  const cora = await ofMicrosoft('cora');
  expect([cora.tid, cora.xms_edov]).toEqual([microsoftTenants.consumers, undefined]);

  const github = new RelyingParty(cloud, 'github');
  const emailsOf = async (persona: string) => {
    const { access_token: token } = await github.signIn({ persona });
    return (await github.read(token, '/user/emails')).json();
  };
  expect(await emailsOf('uma')).toContainEqual(
    expect.objectContaining({ email: 'uma@example.net', primary: true, verified: false }),
  );
  expect(await emailsOf('nora')).toEqual([]);
  const { access_token: token } = await github.signIn({ persona: 'una' });
  expect((await (await github.read(token)).json()).email).toBe('user@example.com');
});

test('anybody can sign in by the free form, and an address is one subject whatever its case', async () => {
  const site = new RelyingParty(await sharedCloud(), 'google');
  const signIn = async (email: string, more: { name?: string; verified?: 'yes' } = {}) =>
    site.claims(await site.signIn({ persona: 'address', email, ...more }));
  const first = await signIn('Zoe@Example.com', { name: 'Zoe', verified: 'yes' });
  expect(first).toMatchObject({ email: 'Zoe@Example.com', email_verified: true, name: 'Zoe' });
  const second = await signIn('zoe@example.com');
  expect(second.email_verified).toBe(false);
  expect(second.name).toBeUndefined();
  expect(second.sub).toBe(first.sub);
  expect((await signIn('joe@example.com')).sub).not.toBe(first.sub);
  const none = choosePersona(site.authorizeUrl(), { persona: 'address', email: 'nothing' });
  await expect(none).rejects.toThrow('422');
});

for (const name of issuerNames) {
  test(`${name}: who refuses is led back with access_denied and the state`, async () => {
    const site = new RelyingParty(await sharedCloud(), name);
    const landed = await choosePersona(site.authorizeUrl(), { persona: 'refuse' });
    expect(landed.searchParams.get('error')).toBe('access_denied');
    expect(landed.searchParams.get('state')).toBe(site.state);
    expect(landed.searchParams.has('iss')).toBe(name === 'google');
  });

  test(`${name}: a wrong secret, verifier, code or address gets no token, and a code works once`, async () => {
    const site = new RelyingParty(await sharedCloud(), name);
    const refusalOf = async (asked: Promise<Response>) => {
      const answer = await asked;
      const { access_token, error } = await answer.json();
      expect(access_token).toBeUndefined();
      return [answer.status, error];
    };
    const badCode = name === 'github' ? [200, 'bad_verification_code'] : [400, 'invalid_grant'];
    const badClient =
      name === 'github' ? [200, 'incorrect_client_credentials'] : [401, 'invalid_client'];
    const code = await site.code();
    const fields = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: site.callback,
      code_verifier: site.verifier,
    };
    expect(await refusalOf(site.post(fields, `${site.id}:wrong`))).toEqual(badClient);
    expect(await refusalOf(site.post(fields, `somebody:${site.secret}`))).toEqual(badClient);
    const wrong = 'a-verifier-of-somebody-else-that-is-long-enough';
    expect(await refusalOf(site.exchange(code, { code_verifier: wrong }))).toEqual(badCode);
    const { code_verifier: _, ...without } = fields;
    expect(await refusalOf(site.post(without))).toEqual(badCode);
    expect(await refusalOf(site.exchange('no-such-code'))).toEqual(badCode);
    const elsewhere = site.callback.replace('3123', '3124');
    expect(await refusalOf(site.exchange(code, { redirect_uri: elsewhere }))).toEqual(badCode);
    const tokens = await (await site.exchange(code)).json();
    expect((await site.read(tokens.access_token)).status).toBe(200);
    expect(await refusalOf(site.exchange(code))).toEqual(badCode);
    expect((await site.read(tokens.access_token)).status).toBe(401);
  });

  test(`${name}: only the callbacks of sites on localhost are led to, on any port`, async () => {
    const site = new RelyingParty(await sharedCloud(), name);
    const statusFor = async (redirect_uri: string) => {
      const answer = await fetch(site.authorizeUrl({ redirect_uri }), { redirect: 'manual' });
      return [answer.status, answer.headers.get('location')?.startsWith(`/${name}/persona/`)];
    };
    const path = `/api/auth/callback/${name}`;
    expect(await statusFor(`http://localhost:49152${path}`)).toEqual([303, true]);
    for (const uri of [
      `https://evil.example${path}`,
      `http://localhost:3123${path}/more`,
      `http://localhost:3123${path}?next=https://evil.example`,
      `http://localhost:3123/api/auth/callback/other`,
      `http://localhost@evil.example${path}`,
      `http://localhost.evil.example${path}`,
      `http://localhost:3123/..//evil.example${path}`,
    ]) {
      expect(await statusFor(uri), uri).toEqual([400, undefined]);
    }
    const unknown = await fetch(site.authorizeUrl({ client_id: 'nobody' }), { redirect: 'manual' });
    expect(unknown.status).toBe(400);
    expect(await unknown.text()).toContain('refuses this');
  });
}

test('a persona page is used once, and knows its own personas only', async () => {
  const cloud = await sharedCloud();
  const site = new RelyingParty(cloud, 'google');
  const began = await fetch(site.authorizeUrl(), { redirect: 'manual' });
  const page = new URL(began.headers.get('location') ?? '', cloud.url);
  const choose = (persona: string) =>
    fetch(page, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ persona }) });
  expect((await choose('tess')).status).toBe(422);
  const chosen = await choose('ada');
  // Without the cookies of the browser that began, the way on leads nowhere.
  const resumed = await fetch(chosen.headers.get('location') ?? '', { redirect: 'manual' });
  expect([resumed.status, resumed.headers.get('location')]).toEqual([400, null]);
  expect((await fetch(`${cloud.url}/google/persona/no-such-page`)).status).toBe(410);
});

test('the persona page is plain: no script, and its forms may lead to sites on this machine', async () => {
  const cloud = await sharedCloud();
  for (const name of issuerNames) {
    const site = new RelyingParty(cloud, name);
    const page = await fetch(site.authorizeUrl());
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toContain(
      "form-action 'self' http://localhost:*;",
    );
    expect(text).not.toMatch(/<script|\son\w+=/);
    for (const key of ['ada', 'uma', 'una', 'nora', 'chang', 'chang-moved', 'refuse', 'address']) {
      expect(text).toContain(`name="persona" value="${key}"`);
    }
    expect(text.includes('value="tess"')).toBe(name === 'microsoft');
    expect(text).toContain('http://localhost:3123');
  }
});

test('no sign-in is remembered: nobody is led past the persona page, and `none` is refused', async () => {
  const site = new RelyingParty(await sharedCloud(), 'google');
  await site.signIn();
  const quiet = await fetch(site.authorizeUrl({ prompt: 'none' }), { redirect: 'manual' });
  const landed = new URL(quiet.headers.get('location') ?? '');
  expect(landed.searchParams.get('error')).toBe('login_required');
});

test('github asks for a user agent, answers in its own words, and shows addresses by scope alone', async () => {
  const site = new RelyingParty(await sharedCloud(), 'github');
  const { access_token: token } = await site.signIn({ persona: 'ada' }, { scope: 'read:user' });
  const emails = await site.read(token, '/user/emails');
  expect([emails.status, (await emails.json()).message]).toEqual([404, 'Not Found']);
  const wrong = await site.read('no-such-token');
  expect([wrong.status, (await wrong.json()).message]).toEqual([401, 'Bad credentials']);
  const nameless = await fetch(`${site.base}/user`, {
    headers: { authorization: `token ${token}`, 'user-agent': '' },
  });
  expect(nameless.status).toBe(403);
  const form = await fetch(`${site.base}/login/oauth/access_token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: site.id,
      client_secret: site.secret,
      code: await site.code(),
      redirect_uri: site.callback,
      code_verifier: site.verifier,
    }),
  });
  expect(form.headers.get('content-type')).toContain('x-www-form-urlencoded');
  expect(new URLSearchParams(await form.text()).get('token_type')).toBe('bearer');
});

test('an id token says by which key it was signed', async () => {
  const site = new RelyingParty(await sharedCloud(), 'microsoft');
  const tokens = await site.signIn();
  const { kid, alg } = decodeProtectedHeader(tokens.id_token ?? '');
  const { jwks_uri } = await site.discovery();
  const { keys } = await (await fetch(String(jwks_uri))).json();
  expect(keys).toHaveLength(2);
  expect([alg, kid]).toEqual(['RS256', keys[0].kid]);
  expect(keys.flatMap((key: object) => Object.keys(key))).not.toContain('d');
});
