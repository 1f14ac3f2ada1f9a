import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { isRecord } from '../json-body.ts';

/** A private RSA key as a JSON Web Key, with its id. */
export type SigningKey = { kid: string; [member: string]: unknown };

/** The keys of an issuer: the one that signs, and the one that signed before it. */
export type KeyRing = {
  current: SigningKey;
  previous: SigningKey;
  /** Whether the key set still names the previous one. */
  isPreviousPublished: boolean;
};

/** Makes two keys, as of an issuer that has rotated once. */
export async function makeKeyRing(): Promise<KeyRing> {
  const [current, previous] = await Promise.all([makeSigningKey(), makeSigningKey()]);
  return { current, previous, isPreviousPublished: true };
}

/** The same issuer after a rotation; the key that signed until now stays published, or does not. */
export async function rotateKeys({ current }: KeyRing, isDropped: boolean): Promise<KeyRing> {
  return { current: await makeSigningKey(), previous: current, isPreviousPublished: !isDropped };
}

/** The published keys, that which signs first. */
export function publishedKeys({ current, previous, isPreviousPublished }: KeyRing): SigningKey[] {
  return isPreviousPublished ? [current, previous] : [current];
}

/** Makes an RSA key of 2048 bits for RS256. */
export async function makeSigningKey(): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const kid = crypto.randomUUID().replaceAll('-', '');
  return { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
}

/** The key for signing. */
export function privateKeyOf(key: SigningKey): KeyObject {
  return createPrivateKey({ key, format: 'jwk' });
}

/** The public half as PEM, which a confused verifier takes for the secret of an HMAC. */
export function publicPemOf(key: SigningKey): string {
  return createPublicKey(privateKeyOf(key)).export({ type: 'spki', format: 'pem' }).toString();
}

/** Tells a key ring that was kept from anything else. */
export function isKeyRing(value: unknown): value is KeyRing {
  if (!isRecord(value) || typeof value.isPreviousPublished !== 'boolean') return false;
  return [value.current, value.previous].every((key) => isRecord(key) && isText(key.kid));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
