import { minutes } from './clock.ts';
import { equalTexts } from './constant-time.ts';

/** How far the clock of a message may be from ours, either way. */
const toleranceMilliseconds = minutes(5);
const longestId = 255;

/** A message with the headers that sign it; null where one is missing. */
export type SignedMessage = {
  id: string | null;
  /** Seconds since 1970. */
  timestamp: string | null;
  /** `v1,` and a base64 text each, parted by blanks. */
  signatures: string | null;
  /** As it came, before anything reads it. */
  body: string;
};

/** Reads what signs a message: the headers of svix, or the same of Standard Webhooks. */
export function signedMessage(headers: Headers, body: string): SignedMessage {
  const prefix = headers.has('svix-id') ? 'svix' : 'webhook';
  const read = (name: string) => headers.get(`${prefix}-${name}`);
  return { id: read('id'), timestamp: read('timestamp'), signatures: read('signature'), body };
}

/**
 * Decides whether a message was signed with one of the secrets (`whsec_` and base64) in the last
 * five minutes; gives its id, or null. The scheme is svix's, `v1`: HMAC-SHA256 over
 * `id.timestamp.body`.
 */
export async function verifiedId(
  secrets: readonly string[],
  { id, timestamp, signatures, body }: SignedMessage,
  now: Date,
): Promise<string | null> {
  if (!id || id.length > longestId || !timestamp || !signatures) return null;
  if (!/^\d{1,12}$/.test(timestamp)) return null;
  const distance = Math.abs(now.getTime() - Number(timestamp) * 1000);
  if (distance > toleranceMilliseconds) return null;
  const given = signatures
    .split(' ')
    .flatMap((one) => (one.startsWith('v1,') ? [one.slice('v1,'.length)] : []));
  let isSigned = false;
  for (const secret of secrets) {
    const expected = await sign(secret, `${id}.${timestamp}.${body}`);
    for (const signature of given) isSigned = equalTexts(signature, expected) || isSigned;
  }
  return isSigned ? id : null;
}

/** Signs a text with a secret; gives base64. */
export async function sign(secret: string, text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (one) => one.charCodeAt(0));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}
