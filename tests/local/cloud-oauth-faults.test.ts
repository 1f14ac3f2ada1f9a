import { createHmac, createPublicKey } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { choosePersona } from '#tests/support/choose-persona.ts';
import type { IssuerFault } from '#tests/support/cloud-control.ts';
import {
  issuerCloud,
  issuerNames,
  RelyingParty,
  sharedCloud,
  type Tokens,
} from './relying-party.ts';

for (const name of issuerNames) {
  test(`${name} that is down hangs up, on people too, for as many requests as was said`, async () => {
    const { control, ...cloud } = await sharedCloud();
    const site = new RelyingParty(cloud, name);
    await control.fault(name, { mode: 'down', count: 2 });
    await expect(site.exchange('x')).rejects.toThrow('fetch failed');
    await expect(fetch(site.authorizeUrl())).rejects.toThrow('fetch failed');
    expect((await site.signIn()).access_token).toEqual(expect.any(String));
  });

  test(`${name} that is slow answers late and rightly, and people at once`, async () => {
    const { control, ...cloud } = await sharedCloud();
    const site = new RelyingParty(cloud, name);
    await control.fault(name, { mode: 'slow', latencyMs: 400, count: 1 });
    const code = await site.code();
    const began = performance.now();
    const answer = await site.exchange(code);
    expect(performance.now() - began).toBeGreaterThan(390);
    expect(answer.status).toBe(200);
    expect((await answer.json()).access_token).toEqual(expect.any(String));
  });

  test(`${name} that fails or limits answers its own 500 and 429, and people as ever`, async () => {
    const { control, ...cloud } = await sharedCloud();
    const site = new RelyingParty(cloud, name);
    await control.fault(name, { mode: 'error', count: 1 });
    const code = await site.code();
    const failed = await site.exchange(code);
    expect(failed.status).toBe(500);
    expect(Object.keys(await failed.json()).length).toBeGreaterThan(0);
    await control.fault(name, { mode: 'limited', count: 1 });
    const limited = await site.exchange(code);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await site.exchange(code)).status).toBe(200);
  });

  test(`${name} can lead elsewhere: who follows is served, and counted twice`, async () => {
    const { control, ...cloud } = await issuerCloud();
    const site = new RelyingParty(cloud, name);
    const code = await site.code();
    await control.fault(name, { mode: 'redirect' });
    await control.resetCounters();
    const answer = await site.exchange(code);
    expect(answer.status).toBe(307);
    const to = new URL(answer.headers.get('location') ?? '', site.base);
    expect(to.origin).toBe(new URL(site.base).origin);
    const fields = { grant_type: 'authorization_code', code, redirect_uri: site.callback };
    const followed = await fetch(to, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({
        ...fields,
        ...{ code_verifier: site.verifier, client_id: site.id, client_secret: site.secret },
      }),
    });
    expect((await followed.json()).access_token).toEqual(expect.any(String));
    expect((await control.counters())[name].token).toBe(2);
  });

  test(`${name} can answer 64 MB, a page, or a body that is no gzip`, async () => {
    const { control, ...cloud } = await sharedCloud();
    const site = new RelyingParty(cloud, name);
    await control.fault(name, { mode: 'flood', count: 1 });
    const flood = await site.exchange('x');
    expect([flood.status, flood.headers.get('content-length')]).toEqual([200, null]);
    let bytes = 0;
    for await (const chunk of flood.body ?? []) bytes += chunk.length;
    expect(bytes).toBeGreaterThan(64_000_000);
    await control.fault(name, { mode: 'html', count: 1 });
    const page = await site.exchange('x');
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    await control.fault(name, { mode: 'garbled', count: 1 });
    await expect((await site.exchange('x')).text()).rejects.toThrow();
  });

  test(`${name} goes on when a client hangs up in the middle of a flood`, async () => {
    const { control, ...cloud } = await sharedCloud();
    const site = new RelyingParty(cloud, name);
    await control.fault(name, { mode: 'flood', count: 1 });
    const flood = await site.exchange('x');
    const reader = flood.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect((await site.signIn()).access_token).toEqual(expect.any(String));
  });
}

/** A sign-in at google whose id token was forged; the very next one is honest again. */
async function forgedToken(fault: Extract<IssuerFault, { mode: 'forge' }>['idToken']) {
  const { control, ...cloud } = await sharedCloud();
  const site = new RelyingParty(cloud, 'google');
  await control.fault('google', { mode: 'forge', count: 1, idToken: fault ?? {} });
  const tokens = await site.signIn();
  await site.verify(await site.signIn());
  const token = tokens.id_token ?? '';
  return { site, tokens, token, claims: decodeJwt(token), header: decodeProtectedHeader(token) };
}

test('claims of an id token are bent, added and removed, and the token is signed rightly', async () => {
  const claims = { nonce: 'of another', aud: ['somebody'], email: null, extra: [1] };
  const { site, tokens, claims: bent } = await forgedToken({ claims });
  expect(bent).toMatchObject({ nonce: 'of another', aud: ['somebody'], extra: [1] });
  expect(bent.email).toBeUndefined();
  expect(bent.email_verified).toBe(true);
  await expect(site.verify(tokens)).rejects.toThrow('unexpected "aud" claim value');
  const expired = await forgedToken({ claims: { exp: 1_000_000_000 } });
  await expect(site.verify(expired.tokens)).rejects.toThrow('"exp" claim timestamp check failed');
});

test('an id token is signed by the key that was named', async () => {
  const current = await forgedToken({ key: 'current' });
  await current.site.verify(current.tokens);
  const previous = await forgedToken({ key: 'previous' });
  expect(previous.header.kid).not.toBe(current.header.kid);
  await previous.site.verify(previous.tokens);
  for (const key of ['foreign', 'broken'] as const) {
    const { site, tokens, header } = await forgedToken({ key });
    expect(header.kid).toBe(current.header.kid);
    await expect(site.verify(tokens)).rejects.toThrow('signature verification failed');
  }
  const none = await forgedToken({ key: 'none' });
  expect([none.header.alg, none.token.endsWith('.')]).toEqual(['none', true]);
  expect(none.claims.email).toBe('ada@example.net');
});

test('an id token can be an HMAC, of the client’s secret or of the public key', async () => {
  const { site, token, header } = await forgedToken({ key: 'secret' });
  const [text, signature] = [token.slice(0, token.lastIndexOf('.')), token.split('.')[2]];
  expect(header.alg).toBe('HS256');
  expect(createHmac('sha256', site.secret).update(text).digest('base64url')).toBe(signature);
  const confused = await forgedToken({ header: { alg: 'HS256' } });
  const { keys } = await (await fetch(`${site.base}/oauth2/v3/certs`)).json();
  const key = createPublicKey({ key: keys[0], format: 'jwk' });
  const pem = key.export({ type: 'spki', format: 'pem' });
  const [head, body, mac] = confused.token.split('.');
  expect(confused.header.alg).toBe('HS256');
  expect(createHmac('sha256', pem).update(`${head}.${body}`).digest('base64url')).toBe(mac);
});

test('headers of an id token are bent, and other RSA digests are signed for', async () => {
  const { site, tokens, header } = await forgedToken({ header: { kid: 'unknown', typ: null } });
  expect(header).toEqual({ alg: 'RS256', kid: 'unknown' });
  await expect(site.verify(tokens)).rejects.toThrow('no applicable key found');
  const longer = await forgedToken({ header: { alg: 'RS512' } });
  await expect(site.verify(longer.tokens)).rejects.toThrow('"alg" (Algorithm) Header Parameter');
});

test('microsoft: claims are bent after the tenant’s issuer was written', async () => {
  const { control, ...cloud } = await sharedCloud();
  const site = new RelyingParty(cloud, 'microsoft');
  await control.fault('microsoft', {
    mode: 'forge',
    count: 1,
    idToken: { claims: { tid: 'another', xms_edov: null } },
  });
  const claims = await site.claims(await site.signIn());
  expect([claims.tid, claims.xms_edov]).toEqual(['another', undefined]);
  expect(claims.iss).toMatch(/^https:\/\/login\.microsoftonline\.com\/[\da-f-]{36}\/v2\.0$/);
});

test('github: a forged id token stands where there never is one', async () => {
  const { control, ...cloud } = await sharedCloud();
  const site = new RelyingParty(cloud, 'github');
  const claims = { sub: 'forged' };
  await control.fault('github', { mode: 'forge', count: 1, idToken: { claims } });
  const { id_token: token = '' } = await site.signIn();
  expect(decodeJwt(token)).toMatchObject({ aud: site.id, sub: 'forged' });
  expect((await site.signIn()).id_token).toBeUndefined();
});

test('discovery, profile and addresses are bent, each as often as was said', async () => {
  const { control, ...cloud } = await sharedCloud();
  const google = new RelyingParty(cloud, 'google');
  const discovery = { issuer: 'https://evil.example', revocation_endpoint: null };
  await control.fault('google', { mode: 'forge', count: 2, discovery });
  const { access_token: token } = await google.signIn();
  const bent = await google.discovery();
  expect([bent.issuer, bent.revocation_endpoint]).toEqual(['https://evil.example', undefined]);
  expect((await google.discovery()).issuer).toBe('https://evil.example');
  expect((await google.discovery()).issuer).toBe('https://accounts.google.com');

  await control.fault('google', { mode: 'forge', count: 1, userinfo: { sub: 'x', email: null } });
  expect((await google.read('no-such-token')).status).toBe(401);
  const profile = await (await google.read(token)).json();
  expect([profile.sub, profile.email, profile.name]).toEqual(['x', undefined, 'Ada Lovelace']);
  expect((await (await google.read(token)).json()).email).toBe('ada@example.net');

  const github = new RelyingParty(cloud, 'github');
  const { access_token: octo } = await github.signIn();
  const emails = [{ email: 'a@evil.example', primary: true, verified: true }];
  await control.fault('github', { mode: 'forge', count: 2, userinfo: { id: null }, emails });
  expect((await (await github.read(octo)).json()).id).toBeUndefined();
  expect(await (await github.read(octo, '/user/emails')).json()).toEqual(emails);
  expect((await (await github.read(octo)).json()).id).toBeGreaterThan(0);
});

test('a forgery without a number stays until it is changed, and may be slow as well', async () => {
  const { control, ...cloud } = await sharedCloud();
  const site = new RelyingParty(cloud, 'google');
  await control.fault('google', { mode: 'forge', discovery: { issuer: 'x' }, latencyMs: 200 });
  const began = performance.now();
  const issuers = [await site.discovery(), await site.discovery()].map(({ issuer }) => issuer);
  expect(issuers).toEqual(['x', 'x']);
  expect(performance.now() - began).toBeGreaterThan(390);
  await control.fault('google', { mode: 'ok' });
  expect((await site.discovery()).issuer).toBe('https://accounts.google.com');
});

test('faults of issuers that do not exist are refused', async () => {
  const { url, control } = await issuerCloud({ services: ['mail', 'google', 'github'] });
  const put = async (name: string, fault: unknown) => {
    const path = `${url}/control/faults/${name}`;
    return (await fetch(path, { method: 'PUT', body: JSON.stringify(fault) })).status;
  };
  for (const wrong of [
    { mode: 'sleepy' },
    { mode: 'forge' },
    { mode: 'forge', colour: 'red' },
    { mode: 'forge', count: 0, discovery: {} },
    { mode: 'forge', discovery: [] },
    { mode: 'forge', userinfo: 'x' },
    { mode: 'forge', emails: {} },
    { mode: 'forge', idToken: [] },
    { mode: 'forge', idToken: { key: 'golden' } },
    { mode: 'forge', idToken: { claims: [] } },
    { mode: 'forge', idToken: { header: 1 } },
    { mode: 'forge', idToken: { colour: 'red' } },
    { mode: 'down', idToken: {} },
    { mode: 'redirect', to: 'https://evil.example' },
  ]) {
    expect(await put('google', wrong), JSON.stringify(wrong)).toBe(422);
  }
  expect(await put('microsoft', { mode: 'down' })).toBe(404);
  for (const mode of ['redirect', 'flood', 'html', 'garbled', 'forge']) {
    expect(await put('mail', { mode }), mode).toBe(422);
  }
  expect(await put('github', { mode: 'forge', count: 3, emails: [], idToken: {} })).toBe(204);
  await control.fault('github', { mode: 'ok' });
});

test('each issuer counts what it is asked for, faults included, until it is reset', async () => {
  const { control, ...cloud } = await issuerCloud();
  const site = new RelyingParty(cloud, 'google');
  const tokens = await site.signIn();
  await site.refresh(tokens.refresh_token);
  await control.fault('google', { mode: 'error', count: 1 });
  await site.refresh(tokens.refresh_token);
  await site.read(tokens.access_token);
  await site.verify(tokens as Tokens);
  await fetch(`${site.base}/revoke`, {
    method: 'POST',
    body: new URLSearchParams({ token: tokens.access_token }),
  });
  const nothing = { emails: 0, authorize: 0, discovery: 0, jwks: 0, userinfo: 0, revocation: 0 };
  expect((await control.counters()).google).toEqual({
    ...{ ...nothing, authorize: 1, discovery: 1, jwks: 1, userinfo: 1, revocation: 1 },
    ...{ token: 1, refresh: 2, requests: 11 },
  });
  expect((await control.counters()).github).toEqual({
    ...{ ...nothing, token: 0, refresh: 0, requests: 0 },
  });
  await control.resetCounters();
  expect((await control.counters()).google).toEqual({
    ...nothing,
    token: 0,
    refresh: 0,
    requests: 0,
  });
});

test('an issuer that is absent leaves no trace; the rest go on', async () => {
  const cloud = await issuerCloud({ services: ['github'] });
  expect(Object.keys(cloud.environment).sort()).toEqual([
    'AUTH_GITHUB_ID',
    'AUTH_GITHUB_LOCAL_URL',
    'AUTH_GITHUB_SECRET',
    'LOCAL_CLOUD_URL',
  ]);
  expect((await fetch(`${cloud.url}/google/token`, { method: 'POST' })).status).toBe(404);
  const site = new RelyingParty(cloud, 'github');
  expect(site.base).toBe(`${cloud.url}/github`);
  const landed = await choosePersona(site.authorizeUrl(), { persona: 'ada' });
  expect(landed.searchParams.has('code')).toBe(true);
});

test('the front page leads to the issuers, each of which says who is there', async () => {
  const cloud = await issuerCloud();
  const front = await (await fetch(cloud.url)).text();
  for (const name of issuerNames) {
    expect(front).toContain(`href="/${name}"`);
    const page = await (await fetch(`${cloud.url}/${name}`)).text();
    expect(page).toContain('ada@example.net');
    expect(page).toContain(`/api/auth/callback/${name}`);
    expect(page).not.toContain(cloud.environment[`AUTH_${name.toUpperCase()}_SECRET`]);
  }
});

test('the stop ends a flood that nobody reads, and a cloud of issuers may be stopped twice', async () => {
  const cloud = await issuerCloud();
  const site = new RelyingParty(cloud, 'google');
  await cloud.control.fault('google', { mode: 'flood' });
  const flood = await site.exchange('x');
  await cloud.stop();
  await cloud.stop();
  await expect(flood.text()).rejects.toThrow();
});
