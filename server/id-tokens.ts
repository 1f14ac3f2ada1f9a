import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';

/** An id token that its issuer did not make, or not for us, or not now. */
export class IdTokenRefused extends Error {
  constructor() {
    super('the id token is not one of its issuer for this client');
    this.name = 'IdTokenRefused';
  }
}

type Expected = {
  clientId: string;
  /** Where the issuer publishes its keys. */
  keysUrl: string;
  /** The issuer that may have made a token with these claims; null: none may. */
  issuerOf: (claims: JWTPayload) => string | null;
};

/** Skew that is allowed between the issuer's clock and ours, in seconds. */
const allowedSkewSeconds = 60;

/** How long keys that were read are taken for the issuer's: one that it drops is good no longer. */
const keysMilliseconds = 600_000;

const keySets = new Map<string, { keys: JSONWebKeySet; readAt: number }>();

/**
 * Verifies an id token (OpenID Connect Core 3.1.3.7): signature by the issuer's keys with RS256
 * alone, issuer, audience, authorized party, expiry. Auth.js reads the claims and checks the nonce,
 * but no signature. An unknown key id has the keys fetched once more. Throws IdTokenRefused;
 * whatever `ask` throws goes through.
 */
export async function verifyIdToken(
  token: string,
  { clientId, keysUrl, issuerOf }: Expected,
  ask: typeof fetch,
): Promise<JWTPayload> {
  const known = keySets.get(keysUrl);
  const isNew = known !== undefined && Date.now() - known.readAt < keysMilliseconds;
  let payload = isNew ? await verifyWith(token, known.keys, clientId) : null;
  payload ??= await verifyWith(token, await fetchKeys(keysUrl, ask), clientId);
  if (!payload) throw new IdTokenRefused();
  const { iss, azp } = payload;
  const isOfIssuer = iss !== undefined && iss === issuerOf(payload);
  if (!isOfIssuer || (azp !== undefined && azp !== clientId)) throw new IdTokenRefused();
  return payload;
}

/** Null when none of these keys is the one that the token names. */
async function verifyWith(
  token: string,
  keys: JSONWebKeySet,
  audience: string,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ['RS256'],
      audience,
      clockTolerance: allowedSkewSeconds,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'iat'],
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return null;
    throw new IdTokenRefused();
  }
}

async function fetchKeys(url: string, ask: typeof fetch): Promise<JSONWebKeySet> {
  const answer = await ask(url);
  const set: unknown = answer.ok ? await answer.json().catch(() => null) : null;
  if (!isKeySet(set)) throw new IdTokenRefused();
  keySets.set(url, { keys: set, readAt: Date.now() });
  return set;
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'keys'));
}
