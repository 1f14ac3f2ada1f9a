import { encode } from 'jose/base64url';
import type { Secrets } from './ports.ts';
import type { NewOneTimeToken, TokenPurpose } from './token-record.ts';

/** What the letter carries (token and code), and what the database keeps of it (digests). */
export type MintedToken = { token: string; code: string; record: NewOneTimeToken };

/** Makes a single-use token of 256 random bits and an 8-digit code for one address and purpose. */
export async function mintOneTimeToken(
  secrets: Secrets,
  purpose: TokenPurpose,
  emailNormalised: string,
  expiresAt: Date,
): Promise<MintedToken> {
  const { token, record } = await mintLinkToken(purpose, expiresAt);
  const code = randomCode();
  const codeDigest = await secrets.keyedDigest('code', codeText(purpose, emailNormalised, code));
  return { token, code, record: { ...record, codeDigest } };
}

/** Makes a single-use token of 256 random bits for a link, without a code to type. */
export async function mintLinkToken(
  purpose: TokenPurpose,
  expiresAt: Date,
): Promise<{ token: string; record: NewOneTimeToken }> {
  const token = encode(crypto.getRandomValues(new Uint8Array(32)));
  const tokenDigest = await digestToken(token);
  const id = crypto.randomUUID();
  return { token, record: { id, purpose, tokenDigest, codeDigest: null, expiresAt } };
}

/** SHA-256 of a token, base64url: 256 random bits need no salt and no slow hash. */
export async function digestToken(token: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
  return encode(new Uint8Array(bytes));
}

/** What a code is digested with: so it works for one address and one purpose alone. */
export function codeText(purpose: TokenPurpose, emailNormalised: string, code: string): string {
  return `${purpose}\n${emailNormalised}\n${code}`;
}

/** Decides whether a text can be a token at all; others need no look into the database. */
export function isTokenForm(text: unknown): text is string {
  return typeof text === 'string' && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** Eight digits, each of the 10^8 codes equally likely: draws above the last multiple are redone. */
function randomCode(): string {
  const codes = 100_000_000;
  const limit = Math.floor(2 ** 32 / codes) * codes;
  const [drawn = limit] = crypto.getRandomValues(new Uint32Array(1));
  return drawn < limit ? String(drawn % codes).padStart(8, '0') : randomCode();
}
