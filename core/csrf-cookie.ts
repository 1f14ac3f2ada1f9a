import { equalTexts } from './constant-time.ts';
import { readCookie, withOneSessionCookie } from './session-cookie.ts';

/**
 * The cookie header as Auth.js can read it: a CSRF token that an older secret signed is signed by
 * the newest, since Auth.js knows the newest alone. So forms in flight outlive a rotation. What no
 * secret of the list signed (newest first) stays as it came, and Auth.js refuses it.
 */
export async function withNewestCsrfCookie(
  header: string,
  name: string,
  secrets: readonly string[],
): Promise<string> {
  const value = readCookie(header, name);
  const signed = value === null ? null : await signedByNewest(value, secrets);
  return signed === null ? header : withOneSessionCookie(header, name, signed);
}

/** Auth.js writes 32 random bytes, `|`, and SHA-256 of both token and secret: all of it in hex. */
const form = /^([0-9a-f]{64})(?:\||%7[Cc])([0-9a-f]{64})$/;

/** The value anew when an older secret signed it; null when there is nothing to do. */
async function signedByNewest(value: string, secrets: readonly string[]): Promise<string | null> {
  const [, token, hash] = form.exec(value) ?? [];
  if (token === undefined || hash === undefined) return null;
  const [newest, ...older] = await Promise.all(
    secrets.map((secret) => sha256InHex(token + secret)),
  );
  const isOlder = older.map((expected) => equalTexts(expected, hash)).includes(true);
  return newest !== undefined && isOlder ? `${token}%7C${newest}` : null;
}

async function sha256InHex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
