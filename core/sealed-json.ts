import { type AeadKey, base64Url, fromBase64Url } from './derived-keys.ts';

/** Keys by the one protected header under which each of them seals. */
export type OpeningKeys = ReadonlyMap<string, CryptoKey>;

const encoder = new TextEncoder();
const ivBytes = 12;

/** Makes the keys of a list findable by what they seal under. */
export function openingKeys(keys: readonly AeadKey[]): OpeningKeys {
  return new Map(keys.map((aead) => [headerOf(aead), aead.key]));
}

/**
 * Seals a value as a compact JWE (RFC 7516): `dir` and `A256GCM` (RFC 7518, 4.5 and 5.3), under
 * the key that its header names.
 */
export async function sealJson(value: unknown, aead: AeadKey): Promise<string> {
  const header = headerOf(aead);
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const text = encoder.encode(JSON.stringify(value));
  const sealed = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, header), aead.key, text));
  const [content, tag] = [sealed.subarray(0, -16), sealed.subarray(-16)];
  return [header, '', base64Url(iv), base64Url(content), base64Url(tag)].join('.');
}

/**
 * Opens a sealed value; null when anything about it is wrong. The header is not read but compared:
 * one that none of the keys would have written, byte by byte, names no key, so that whoever sent
 * it chooses neither algorithm nor form. Nor is another spelling of the same bytes taken, since a
 * token would have many then.
 */
export async function openJson(sealed: string, keys: OpeningKeys): Promise<unknown> {
  const [header = '', none, ivText = '', content = '', tagText = '', ...more] = sealed.split('.');
  const key = keys.get(header);
  const [iv, text, tag] = [ivText, content, tagText].map(fromBase64Url);
  if (!key || none !== '' || more.length > 0 || !iv || !text || !tag) return null;
  if (iv.length !== ivBytes || tag.length !== 16) return null;
  const whole = new Uint8Array(text.length + 16);
  whole.set(text);
  whole.set(tag, text.length);
  try {
    const opened = await crypto.subtle.decrypt(gcm(iv, header), key, whole);
    return JSON.parse(new TextDecoder().decode(opened));
  } catch {
    return null;
  }
}

function headerOf({ id }: AeadKey): string {
  return base64Url(encoder.encode(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: id })));
}

function gcm(iv: Uint8Array<ArrayBuffer>, header: string) {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(header) };
}
