/** A key of AES-256-GCM and the id by which a sealed text names it. */
export type AeadKey = { id: string; key: CryptoKey };

/** Derives the key of HMAC-SHA256 that a secret has for one purpose (HKDF-SHA256, RFC 5869). */
export async function deriveHmacKey(secret: string, purpose: string): Promise<CryptoKey> {
  const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 };
  return crypto.subtle.deriveKey(hkdf(purpose), await base(secret), hmac, false, ['sign']);
}

/** Derives the key of AES-256-GCM that a secret has for one purpose, and its id. */
export async function deriveAeadKey(secret: string, purpose: string): Promise<AeadKey> {
  const aes = { name: 'AES-GCM', length: 256 };
  const from = await base(secret);
  const [key, id] = await Promise.all([
    crypto.subtle.deriveKey(hkdf(purpose), from, aes, false, ['encrypt', 'decrypt']),
    crypto.subtle.deriveBits(hkdf(`${purpose} key id`), from, 64),
  ]);
  return { id: base64Url(new Uint8Array(id)), key };
}

/** Writes bytes as base64url without padding. */
export function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/** Reads base64url in its one canonical spelling (RFC 4648, 3.5); null for anything else. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const read = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
    return base64Url(read) === text ? read : null;
  } catch {
    return null;
  }
}

function base(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey', 'deriveBits']);
}

function hkdf(purpose: string) {
  const info = new TextEncoder().encode(purpose);
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
}
