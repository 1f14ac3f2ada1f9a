import { type AccountNotice, readNotices } from './account-notices.ts';
import { type AeadKey, deriveAeadKey } from './derived-keys.ts';
import { isRole, type Role } from './roles.ts';
import { type OpeningKeys, openingKeys, openJson, sealJson } from './sealed-json.ts';

/**
 * The one place that knows the session token: a JWE (dir, A256GCM) under a key that HKDF derives
 * from the secret for this purpose alone. Auth.js gets it through `jwt.encode` and `jwt.decode`,
 * the middleware imports it.
 */
export type SessionClaims = {
  sub: string;
  /** Session id, at least 128 random bits. */
  sid: string;
  role: Role;
  email: string;
  name: string | null;
  picture: string | null;
  /** Methods of authentication (RFC 8176, and the provider's name). */
  amr: string[];
  /** Moment of authentication, of sealing, and absolute end: seconds since the epoch. */
  auth_time: number;
  iat: number;
  exp: number;
  /** False for a session that ends with the browser. */
  rem: boolean;
  /** What the account's owner is to be told; absent when that is nothing. */
  notices?: AccountNotice[];
};

export type KeyRing = { sealing: AeadKey; opening: OpeningKeys };

const purpose = 'gatehouse session token v1';
const allowedSkewSeconds = 60;
/** How old a token grows before it is sealed anew, and how long one renewal keeps others off. */
export const renewAfterSeconds = 600;

const rings = new Map<string, Promise<KeyRing>>();

/** Derives the keys of a list of secrets, newest first; throws when the list is empty. Cached. */
export function sessionKeyRing(secrets: readonly string[]): Promise<KeyRing> {
  const cacheKey = JSON.stringify(secrets);
  const known = rings.get(cacheKey);
  if (known) return known;
  const made = deriveRing(secrets);
  made.catch(() => rings.delete(cacheKey));
  rings.set(cacheKey, made);
  return made;
}

/** Seals claims under the newest key. */
export function sealSession(claims: SessionClaims, ring: KeyRing): Promise<string> {
  return sealJson(claims, ring.sealing);
}

/** Opens a token with the key that it names; null when anything about it is wrong. */
export async function openSession(
  token: string | null | undefined,
  ring: KeyRing,
  now: Date,
): Promise<SessionClaims | null> {
  if (!token || token.length > 4096) return null;
  const payload = await openJson(token, ring.opening);
  return readClaims({ ...Object(payload) }, Math.floor(now.getTime() / 1000));
}

/** Decides whether a token is old enough to be sealed anew. */
export function isRenewalDue(claims: SessionClaims, now: Date): boolean {
  return now.getTime() / 1000 - claims.iat >= renewAfterSeconds;
}

/** The same session, seen now: its absolute end stays where it was. */
export function renewClaims(claims: SessionClaims, now: Date): SessionClaims {
  return { ...claims, iat: Math.floor(now.getTime() / 1000) };
}

/** The same claims with these notices in the place of others. */
export function withNotices(claims: SessionClaims, notices: AccountNotice[]): SessionClaims {
  const { notices: _, ...rest } = claims;
  return notices.length > 0 ? { ...rest, notices } : rest;
}

/** Reads a token's payload as claims; null when one is missing, of a wrong type, unsound or over. */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  nowSeconds: number,
): SessionClaims | null {
  const { sub, sid, role, email, name, picture, amr, auth_time, iat, exp, rem } = payload;
  if (typeof sub !== 'string' || typeof sid !== 'string' || sid.length < 22) return null;
  if (!isRole(role) || typeof email !== 'string' || typeof rem !== 'boolean') return null;
  if (!isTextOrNull(name) || !isTextOrNull(picture) || !Array.isArray(amr)) return null;
  if (typeof auth_time !== 'number' || typeof iat !== 'number' || typeof exp !== 'number')
    return null;
  if (exp <= nowSeconds) return null;
  if (iat > nowSeconds + allowedSkewSeconds || auth_time > iat + allowedSkewSeconds) return null;
  const methods = amr.filter((method) => typeof method === 'string');
  const claims = { sub, sid, role, email, name, picture, amr: methods, auth_time, iat, exp, rem };
  return withNotices(claims, readNotices(payload.notices));
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

async function deriveRing(secrets: readonly string[]): Promise<KeyRing> {
  const keys = await Promise.all(secrets.map((secret) => deriveAeadKey(secret, purpose)));
  const [sealing] = keys;
  if (!sealing) throw new Error('no session secret');
  return { sealing, opening: openingKeys(keys) };
}
