import { createHmac, sign } from 'node:crypto';
import { type ForgedToken, mergeForged } from './forge.ts';
import {
  type KeyRing,
  makeSigningKey,
  privateKeyOf,
  publicPemOf,
  type SigningKey,
} from './signing-keys.ts';

type Members = Record<string, unknown>;

/** What a token may be signed with. */
export type SigningMaterial = { ring: KeyRing; clientSecret: string };

/** Signs claims as the honest issuer does: RS256 by its current key. */
export function signHonestly(claims: Members, { ring }: SigningMaterial): string {
  const { kid } = ring.current;
  return assemble({ alg: 'RS256', typ: 'JWT', kid }, claims, (text) => byRsa(text, ring.current));
}

/**
 * Signs claims as a forgery asks. A header that says HS… makes an HMAC whose secret is the named
 * key's public half: what a verifier takes that lets the token choose the algorithm.
 */
export async function signForged(
  honest: Members,
  forged: ForgedToken,
  { ring, clientSecret }: SigningMaterial,
): Promise<string> {
  const claims = mergeForged(honest, forged.claims);
  const { kid } = forged.key === 'previous' ? ring.previous : ring.current;
  const alg = { none: 'none', secret: 'HS256' }[String(forged.key)] ?? 'RS256';
  const header = mergeForged({ alg, typ: 'JWT', kid }, forged.header);
  const said = String(header.alg);
  if (forged.key === 'none') return assemble(header, claims, () => '');
  if (forged.key === 'secret') return assemble(header, claims, byHmac(said, clientSecret));
  const key = forged.key === 'foreign' ? await makeSigningKey() : ring[keyOf(forged.key)];
  if (said.startsWith('HS')) return assemble(header, claims, byHmac(said, publicPemOf(key)));
  return assemble(header, claims, (text) => {
    const signature = byRsa(text, key, said);
    return forged.key === 'broken' ? withBitFlipped(signature) : signature;
  });
}

function keyOf(name: ForgedToken['key']): 'current' | 'previous' {
  return name === 'previous' ? 'previous' : 'current';
}

function assemble(header: Members, claims: Members, signatureOf: (text: string) => string): string {
  const text = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${signatureOf(text)}`;
}

function byRsa(text: string, key: SigningKey, algorithm = 'RS256'): string {
  const digest = /^RS(384|512)$/.exec(algorithm)?.[1] ?? '256';
  return sign(`sha${digest}`, Buffer.from(text), privateKeyOf(key)).toString('base64url');
}

function byHmac(algorithm: string, secret: string): (text: string) => string {
  const digest = /^HS(384|512)$/.exec(algorithm)?.[1] ?? '256';
  return (text) => createHmac(`sha${digest}`, secret).update(text).digest('base64url');
}

function withBitFlipped(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64url');
}
