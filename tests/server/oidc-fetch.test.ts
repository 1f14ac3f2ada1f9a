import {
  decodeJwt,
  exportJWK,
  generateKeyPair,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { expect, onTestFinished, test, vi } from 'vitest';
import { IdTokenRefused } from '#server/id-tokens.ts';
import { createOidcFetch } from '#server/oidc-fetch.ts';

const clientId = 'the-client';
let sites = 0;
/** Made once: a key costs a busy machine a second. */
const pairs = Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);

/** An issuer that publishes its keys and hands out what the test says, and our fetch of it. */
async function world(issuer = 'https://issuer.test', named = issuer) {
  sites += 1;
  const origin = `https://keys-${sites}.test`;
  const [current, foreign] = await pairs;
  const now = Math.floor(Date.now() / 1000);
  const state = {
    current,
    foreign,
    kid: 'k1',
    idToken: '',
    keyReads: 0,
    discovery: {} as Record<string, unknown>,
    claims: { iss: issuer, sub: '1', aud: clientId, iat: now, exp: now + 3600 } as JWTPayload,
  };
  const ask: typeof fetch = async (input) => {
    const { pathname } = new URL(String(input));
    if (pathname.endsWith('/keys')) {
      state.keyReads += 1;
      const key = { ...(await exportJWK(state.current.publicKey)), kid: state.kid, alg: 'RS256' };
      return Response.json({ keys: [key] });
    }
    if (pathname.endsWith('openid-configuration')) {
      return Response.json({
        issuer: named,
        jwks_uri: `${origin}/keys`,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        ...state.discovery,
      });
    }
    return Response.json({ access_token: 'a', id_token: state.idToken });
  };
  const guarded = createOidcFetch({
    clientId,
    issuer,
    issuerOf: ({ tid }) => (named === issuer ? issuer : `https://issuer.test/${tid}/v2.0`),
    ask,
    isOwnAddress: (address) => address.startsWith(`${origin}/`),
  });
  const discover = () => guarded(`${issuer}/.well-known/openid-configuration`);
  const exchange = async () =>
    (await guarded(`${origin}/token`, { method: 'POST' })).json() as Promise<{ id_token: string }>;
  const sign = (claims: JWTPayload, key = state.current.privateKey, kid = state.kid) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(key);
  return { state, discover, exchange, sign };
}

test('IDTOKEN a token of its issuer, for this client and this hour, goes through as it is', async () => {
  const { state, discover, exchange, sign } = await world();
  state.idToken = await sign(state.claims);
  await discover();
  expect((await exchange()).id_token).toBe(state.idToken);
});

test.each<[string, (claims: JWTPayload) => JWTPayload]>([
  ['for another client', (claims) => ({ ...claims, aud: 'another' })],
  ['of another issuer', (claims) => ({ ...claims, iss: 'https://evil.test' })],
  ['that another party asked for', (claims) => ({ ...claims, azp: 'another' })],
  ['that is over', (claims) => ({ ...claims, exp: Number(claims.exp) - 3700 })],
  ['without an end', ({ exp, ...claims }) => claims],
  ['without a subject', ({ sub, ...claims }) => claims],
  ['that is not valid yet', (claims) => ({ ...claims, nbf: Number(claims.iat) + 600 })],
])('IDTOKEN a token %s is refused', async (_what, bend) => {
  const { state, discover, exchange, sign } = await world();
  state.idToken = await sign(bend(state.claims));
  await discover();
  await expect(exchange()).rejects.toBeInstanceOf(IdTokenRefused);
});

test('IDTOKEN a token within a minute of its end or beginning is taken, and Auth.js told no such thing', async () => {
  const { state, discover, exchange, sign } = await world();
  await discover();
  const now = Math.floor(Date.now() / 1000);
  state.idToken = await sign({ ...state.claims, exp: now - 50, nbf: now + 50 });
  const told = decodeJwt((await exchange()).id_token);
  expect(told).toEqual({ ...state.claims, exp: expect.any(Number), nbf: expect.any(Number) });
  expect(told.exp).toBeGreaterThan(now);
  expect(told.nbf).toBeLessThanOrEqual(now + 1);
});

test('IDTOKEN a foreign key, no signature, a shared secret and a flipped bit are refused', async () => {
  const { state, discover, exchange, sign } = await world();
  await discover();
  const sound = await sign(state.claims);
  const secret = new TextEncoder().encode('the client secret, long enough for HS256');
  const flipped = sound.slice(0, -2) + (sound.at(-2) === 'A' ? 'B' : 'A') + sound.slice(-1);
  for (const token of [
    await sign(state.claims, state.foreign.privateKey),
    new UnsecuredJWT(state.claims).encode(),
    await new SignJWT(state.claims).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(secret),
    flipped,
    'no token',
  ]) {
    state.idToken = token;
    await expect(exchange(), token).rejects.toBeInstanceOf(IdTokenRefused);
  }
});

test('IDTOKEN a new key is read once, and one that nobody publishes is refused', async () => {
  const { state, discover, exchange, sign } = await world();
  await discover();
  state.idToken = await sign(state.claims);
  await exchange();
  await exchange();
  expect(state.keyReads).toBe(1);
  state.kid = 'k2';
  state.idToken = await sign(state.claims);
  await exchange();
  expect(state.keyReads).toBe(2);
  state.idToken = await sign(state.claims, state.foreign.privateKey, 'k3');
  await expect(exchange()).rejects.toBeInstanceOf(IdTokenRefused);
});

test('IDTOKEN keys are read anew after ten minutes: one that its issuer drops is good no longer', async () => {
  const { state, discover, exchange, sign } = await world();
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  await discover();
  state.idToken = await sign(state.claims);
  await exchange();
  state.current = state.foreign;
  vi.setSystemTime(Date.now() + 599_000);
  await exchange();
  vi.setSystemTime(Date.now() + 2_000);
  await expect(exchange()).rejects.toBeInstanceOf(IdTokenRefused);
  expect(state.keyReads).toBe(2);
});

test.each(['jwks_uri', 'authorization_endpoint', 'token_endpoint'])(
  'OAUTH discovery that leads elsewhere by its %s is refused',
  async (member) => {
    const { state, discover } = await world();
    state.discovery = { [member]: 'https://evil.test/' };
    await expect(discover()).rejects.toBeInstanceOf(IdTokenRefused);
    state.discovery = { [member]: null };
    await expect(discover()).rejects.toBeInstanceOf(IdTokenRefused);
  },
);

test('a token of any tenant reaches Auth.js in the name of the endpoint that it asked', async () => {
  const issuer = 'https://issuer.test/common/v2.0';
  const { state, discover, exchange, sign } = await world(
    issuer,
    'https://issuer.test/{tenantid}/v2.0',
  );
  expect((await (await discover()).json()).issuer).toBe(issuer);
  state.idToken = await sign({ ...state.claims, iss: 'https://issuer.test/t1/v2.0', tid: 't1' });
  const payload = (await exchange()).id_token.split('.')[1] ?? '';
  expect(JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))).toMatchObject({
    iss: issuer,
    tid: 't1',
    sub: '1',
  });
  state.idToken = await sign({ ...state.claims, iss: 'https://issuer.test/t2/v2.0', tid: 't1' });
  await expect(exchange()).rejects.toBeInstanceOf(IdTokenRefused);
});

test('without its discovery no token is taken', async () => {
  const { state, exchange, sign } = await world();
  state.idToken = await sign(state.claims);
  await expect(exchange()).rejects.toBeInstanceOf(IdTokenRefused);
});
