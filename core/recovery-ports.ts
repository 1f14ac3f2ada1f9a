import type { AuditContext } from './actors.ts';
import type { EmailAddress } from './email-address.ts';
import type { SealedLetter } from './letters.ts';
import type { NewOneTimeToken, SealedNotice } from './token-record.ts';

/** Somebody has forgotten the password of an address: everything that the answer may need. */
export type ResetRequest = {
  emailNormalised: string;
  now: Date;
  /** The token of the link in `resetLetter`. */
  token: NewOneTimeToken;
  resetLetter: SealedLetter;
  /** For an account that has only providers: it carries no token. */
  noPasswordLetter: SealedLetter;
  audit: AuditContext;
};

/** Whose password a live token resets. */
export type ResetOwner = { address: EmailAddress; name: string | null };

export type ResetFound =
  | { result: 'live'; owner: ResetOwner }
  | { result: 'expired' }
  | { result: 'invalid' };

/** A new password for the owner of a token. */
export type PasswordReset = {
  tokenDigest: string;
  passwordHash: string;
  /** When the password was looked up among breached ones; null when nobody could say. */
  checkedAt: Date | null;
  notice: SealedNotice;
  now: Date;
};

export type PasswordResets = {
  /**
   * Keeps token and letter for the account of an address, in one statement that ends its older
   * reset tokens; the other letter for an account that has only providers; nothing for a disabled
   * account, for an address without one, and while the caps on letters hold.
   */
  request(request: ResetRequest): Promise<'sent' | 'no_password' | 'quiet'>;
  /** Looks at a token without using it; dead while its account is disabled. */
  find(tokenDigest: string, now: Date): Promise<ResetFound>;
  /**
   * Uses a token once, in one statement: sets the password, proves the address, ends every session
   * and every other open token that could undo it, and stores the notice. An account whose address
   * nobody had proved loses the connections of before. Answers with the ids that ended.
   */
  reset(
    reset: PasswordReset,
    audit: AuditContext,
  ): Promise<
    | { result: 'used'; emailNormalised: string; endedIds: string[] }
    | { result: 'expired' }
    | { result: 'invalid' }
  >;
};

/** A first password for an account that has only providers. */
export type FirstPassword = {
  userId: string;
  passwordHash: string;
  /** When the password was looked up among breached ones; null when nobody could say. */
  checkedAt: Date | null;
  notice: SealedNotice;
  now: Date;
};

export type FirstPasswords = {
  /**
   * Sets a password where there is none, ends every session of the account and stores the notice,
   * in one statement. Answers with the ids that ended; null when there is a password already.
   */
  set(first: FirstPassword, audit: AuditContext): Promise<string[] | null>;
};
