import type { Language } from './language.ts';
import type { Role } from './roles.ts';

/** Who calls, as far as the platform says: for limits, attempts and audit. */
export type Caller = {
  /** The visitor's address as the trusted proxy gave it; null when it gave none. */
  ip: string | null;
  /** City and country as the platform guesses them; null when it says nothing. */
  place: string | null;
  userAgent: string | null;
  /** The language of the page or client that asks. */
  language: Language;
  requestId: string;
};

/** What pages and clients may know of a user. */
export type PublicUser = {
  id: string;
  email: string;
  name: string | null;
  image: string | null;
  role: Role;
  emailVerified: boolean;
};

/** How somebody proved who they are when the session was opened. */
export type SessionMethod = 'password' | 'google' | 'github' | 'microsoft';

export type AttemptResult =
  | 'succeeded'
  | 'invalid_credentials'
  | 'email_not_verified'
  | 'account_disabled'
  | 'too_many_attempts';

export type SignInAttempt = {
  at: Date;
  userId: string | null;
  /** Keyed digest of the normalised address; never the address. */
  emailDigest: string;
  method: SessionMethod;
  result: AttemptResult;
  /** /24 of IPv4, /64 of IPv6. */
  ipPrefix: string | null;
  userAgent: string | null;
};

/** Who acted and from where, as the audit keeps it. */
export type AuditContext = {
  /** Who acted; null for a visitor who is not signed in. */
  actorId: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string;
};
