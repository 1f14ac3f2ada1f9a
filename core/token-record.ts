import type { SealedLetter } from './letters.ts';

/** What a single-use link or code may be spent on. */
export type TokenPurpose =
  | 'verify_email'
  | 'reset_password'
  | 'change_email'
  | 'undo_email_change'
  | 'disown_activity';

/** What the database keeps of a single-use link or code that was just made. */
export type NewOneTimeToken = {
  id: string;
  purpose: TokenPurpose;
  /** SHA-256 of the 256-bit token, base64url. */
  tokenDigest: string;
  /** HMAC of purpose, address and 8-digit code, base64url; null when the purpose has no code. */
  codeDigest: string | null;
  expiresAt: Date;
};

/** A notice as it is stored, with the token of its "this wasn't me", which becomes live with it. */
export type SealedNotice = { letter: SealedLetter; token: NewOneTimeToken };
