import { type JWTPayload, UnsecuredJWT } from 'jose';
import { IdTokenRefused, verifyIdToken } from './id-tokens.ts';

/**
 * Makes the fetch of one OpenID provider for Auth.js, which takes what it reads of it at its word:
 * the id token of a token answer is verified here first. Microsoft's common endpoints name no
 * tenant where Auth.js compares issuers: discovery, and then the verified token, are given to it in
 * the name of the endpoint that it asked. Throws IdTokenRefused, or what `ask` throws.
 */
export function createOidcFetch({
  clientId,
  issuer,
  issuerOf,
  ask,
  isOwnAddress,
}: {
  clientId: string;
  /** The issuer as it is configured. */
  issuer: string;
  issuerOf: (claims: JWTPayload) => string | null;
  ask: typeof fetch;
  /** Whether an address is the provider's: discovery may lead nowhere else, browsers least of all. */
  isOwnAddress: (address: string) => boolean;
}): typeof fetch {
  let keysUrl: string | null = null;

  async function readDiscovery(answer: Response): Promise<Response> {
    const found: unknown = await answer.json().catch(() => null);
    if (typeof found !== 'object' || found === null) throw new IdTokenRefused();
    const { issuer: named, jwks_uri, ...others } = found as Record<string, unknown>;
    if (typeof named !== 'string' || typeof jwks_uri !== 'string') throw new IdTokenRefused();
    const addresses = [jwks_uri, others.authorization_endpoint, others.token_endpoint];
    if (!addresses.every((address) => isOwnAddress(String(address)))) throw new IdTokenRefused();
    keysUrl = jwks_uri;
    const isOfAnyTenant =
      named.includes('{tenantid}') && issuer === named.replace(anyTenant, tenantOf(issuer));
    return Response.json({ ...found, issuer: isOfAnyTenant ? issuer : named });
  }

  async function readTokens(answer: Response): Promise<Response> {
    const tokens: unknown = await answer
      .clone()
      .json()
      .catch(() => null);
    const token = typeof tokens === 'object' && tokens !== null && Reflect.get(tokens, 'id_token');
    if (!answer.ok || typeof token !== 'string') return answer;
    if (keysUrl === null) throw new IdTokenRefused();
    const claims = await verifyIdToken(token, { clientId, keysUrl, issuerOf }, ask);
    const told = toldToAuth(claims, issuer);
    if (told.iss === claims.iss && told.exp === claims.exp && told.nbf === claims.nbf)
      return answer;
    const retold = new UnsecuredJWT(told).encode();
    return Response.json({ ...Object(tokens), id_token: withHeaderOf(token, retold) });
  }

  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const answer = await ask(input, init);
    if (url.pathname.endsWith('/.well-known/openid-configuration')) return readDiscovery(answer);
    return init?.method === 'POST' ? readTokens(answer) : answer;
  };
}

const anyTenant = '{tenantid}';

function tenantOf(issuer: string): string {
  return new URL(issuer).pathname.split('/')[1] ?? '';
}

/**
 * Verified claims as Auth.js takes them: in the name of the endpoint that it asked, and by its own
 * clock, which allows for half of the skew that they were verified with.
 */
function toldToAuth(claims: JWTPayload, issuer: string): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  const { nbf = now, exp = now, ...others } = claims;
  const begins = 'nbf' in claims ? { nbf: Math.min(nbf, now) } : {};
  return { ...others, iss: issuer, exp: Math.max(exp, now + 1), ...begins };
}

/** The claims of one token under the header of another: read by Auth.js, verified by us before. */
function withHeaderOf(token: string, claimed: string): string {
  const [header = '', , signature = ''] = token.split('.');
  return [header, claimed.split('.')[1] ?? '', signature].join('.');
}
