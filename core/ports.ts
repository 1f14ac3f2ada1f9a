import type { AuditContext, PublicUser, SignInAttempt } from './actors.ts';
import type { AddressChanges } from './address-ports.ts';
import type { BreachedPasswords } from './breached-passwords.ts';
import type { Clock } from './clock.ts';
import type { Language } from './language.ts';
import type { ClaimedLetter, Letter, SealedLetter } from './letters.ts';
import type { LimitName } from './limits.ts';
import type { MailEvents, MailOverview, Suppressions } from './mail-ports.ts';
import type { LimitReading } from './outcome.ts';
import type { Connections, Leases, ProviderClients, TokenVault } from './provider-ports.ts';
import type { FirstPasswords, PasswordResets } from './recovery-ports.ts';
import type { Role } from './roles.ts';
import type { SessionPolicy } from './session-policy.ts';
import type { Revocations, Sessions } from './session-ports.ts';
import type { NewOneTimeToken, SealedNotice, TokenPurpose } from './token-record.ts';

/**
 * The ports: what the use cases ask of the world. `db` answers the questions, `server` plugs all
 * of them together, tests answer them from memory. Moments are passed in, so that SQL never asks
 * its own clock.
 */
export type Ports = {
  clock: Clock;
  users: Users;
  registrations: Registrations;
  sessions: Sessions;
  revocations: Revocations;
  connections: Connections;
  vault: TokenVault;
  providerClients: ProviderClients;
  leases: Leases;
  oneTimeTokens: OneTimeTokens;
  passwordResets: PasswordResets;
  firstPasswords: FirstPasswords;
  addressChanges: AddressChanges;
  attempts: Attempts;
  outbox: Outbox;
  mailEvents: MailEvents;
  mailOverview: MailOverview;
  suppressions: Suppressions;
  passwords: Passwords;
  passwordPolicy: PasswordPolicy;
  breachedPasswords: BreachedPasswords;
  limits: Limits;
  secrets: Secrets;
  mail: Mail;
  devices: Devices;
  site: Site;
  policy: SessionPolicy;
};

/** Names a device by its user agent for letters: "Firefox on Linux"; empty when it says nothing. */
export type Devices = { nameOf(userAgent: string | null): string };

/** The shortest password by which one signs in alone, in characters after NFC. */
export type PasswordPolicy = { minimum: number };

/** What letters and links say of the site. */
export type Site = { name: string; origin: string };

/** What sign-in needs to know of a user; the hash never leaves the use case. */
export type SignInUser = PublicUser & {
  passwordHash: string | null;
  /** True while the account is disabled (for good, or until a moment that has not come). */
  isDisabled: boolean;
  /** When its password was last looked up among breached ones; null while that never worked. */
  passwordCheckedAt: Date | null;
  /** When its password was found there. */
  passwordBreachedAt: Date | null;
};

export type Users = {
  /** One row per normalised address, or null. `now` decides whether a timed disablement holds. */
  findForSignIn(emailNormalised: string, now: Date): Promise<SignInUser | null>;
  /** Replaces the hash only while it is still `from` (a rehash never undoes a change). */
  replacePasswordHash(userId: string, from: string, to: string, now: Date): Promise<void>;
  /** Notes what a look-up of a proven password found, while the hash is still the one proved. */
  notePasswordCheck(check: PasswordCheck): Promise<void>;
  /** What a proof in the midst of a session is compared with; null for an unknown user. */
  findForProof(userId: string): Promise<ProofUser | null>;
  /**
   * Changes a password and ends every session of its user, together. Answers with the ids that
   * ended; null when the hash is no longer `from`, so that of two changes one wins.
   */
  changePassword(change: PasswordChange, audit: AuditContext): Promise<string[] | null>;
  /** Changes role or state of an account and ends every session of its user, together. */
  changeAccount(change: AccountChange, audit: AuditContext): Promise<AccountChanged>;
  /** Writes the language of the account's pages and letters. */
  chooseLanguage(userId: string, language: Language, now: Date): Promise<void>;
  /** Writes name and image as far as they are given. */
  updateProfile(
    userId: string,
    profile: { name?: string | null; image?: string | null },
    now: Date,
  ): Promise<void>;
};

export type ProofUser = {
  email: string;
  emailNormalised: string;
  name: string | null;
  passwordHash: string | null;
};

export type PasswordChange = {
  userId: string;
  from: string;
  to: string;
  /** When the new one was looked up among breached ones; null when that failed. */
  checkedAt: Date | null;
  /** What its owner is told when it is changed. */
  notice: SealedNotice;
  now: Date;
};

export type PasswordCheck = { userId: string; hash: string; isBreached: boolean; now: Date };

/** What is not given stays; `disabled: null` enables. */
export type AccountChange = {
  userId: string;
  role?: Role;
  disabled?: { reason: string; until: Date | null } | null;
  /** What its owner is told of what really changes; null for what is not given. */
  notices: { role: SealedNotice | null; state: SealedNotice | null };
  now: Date;
};

/** An account as staff see it. */
export type ManagedUser = PublicUser & {
  disabled: { at: Date; until: Date | null; reason: string } | null;
};

export type AccountChanged =
  | { result: 'changed'; user: ManagedUser; endedIds: string[] }
  | { result: 'unknown' }
  /** Without this account nobody could administer the site: it stays as it is. */
  | { result: 'last_admin' };

export type NewRegistration = {
  userId: string;
  email: string;
  emailNormalised: string;
  name: string | null;
  passwordHash: string;
  /** When the password was looked up among breached ones; null when that failed. */
  passwordCheckedAt: Date | null;
  now: Date;
  /** The verification token and code, as digests, and when they end. */
  token: NewOneTimeToken;
  /** The letter for an address that is new or not verified yet. */
  verificationLetter: SealedLetter;
  /** The letter for the owner of an address that is verified already. */
  existingAccountLetter: SealedLetter;
  audit: AuditContext;
};

export type Registrations = {
  /**
   * Decides and writes in one statement: a new user with token and letter; for an unverified one
   * a new token that carries this registration's own password hash, and a letter; for a verified
   * one a letter to its owner; nothing while the caps on letters hold (core/letter-caps.ts).
   */
  store(registration: NewRegistration): Promise<'created' | 'renewed' | 'known' | 'quiet'>;
};

export type VerificationRequest = {
  emailNormalised: string;
  now: Date;
  token: NewOneTimeToken;
  letter: SealedLetter;
  audit: AuditContext;
};

export type TokenUse =
  | {
      result: 'used';
      userId: string;
      email: string;
      /** The address is confirmed, and the account has no password to sign in with. */
      isPasswordNeeded: boolean;
    }
  | { result: 'expired' }
  | { result: 'invalid' };

export type OneTimeTokens = {
  /**
   * Writes token and letter for an unverified user of that address, in one statement; nothing for
   * any other address, nor while the caps on letters hold.
   */
  requestVerification(request: VerificationRequest): Promise<'sent' | 'quiet'>;
  /** Looks at a token without using it: live, expired, or unknown/used. */
  peek(
    tokenDigest: string,
    purpose: TokenPurpose,
    now: Date,
  ): Promise<'live' | 'expired' | 'invalid'>;
  /** Uses a token once and verifies its user's address, in one statement; ends its siblings. */
  verifyEmailByToken(tokenDigest: string, now: Date, audit: AuditContext): Promise<TokenUse>;
  /**
   * Uses a code once. Each call counts a try on the live tokens of that address and purpose
   * first; one with `maximumTries` tries takes no more codes. Its link still works.
   */
  verifyEmailByCode(
    use: {
      emailNormalised: string;
      /** The code's digests under every secret that still opens; at least one. */
      codeDigests: readonly string[];
      maximumTries: number;
      now: Date;
    },
    audit: AuditContext,
  ): Promise<TokenUse>;
};

export type Attempts = {
  /** Records a sign-in attempt that failed, with its audit event. */
  record(attempt: SignInAttempt, audit: AuditContext): Promise<void>;
};

export type Outbox = {
  /** Leases up to `limit` due letters until `leaseUntil`, counting the attempt; skips leased ones. */
  claimDue(limit: number, now: Date, leaseUntil: Date): Promise<ClaimedLetter[]>;
  /** Marks a letter sent and forgets its sealed props. */
  markSent(id: string, providerId: string, now: Date): Promise<void>;
  /** Puts a letter back until `dueAt`. */
  postpone(id: string, errorCode: string, dueAt: Date): Promise<void>;
  /** Gives a letter up: it stays visible to staff, its sealed props are forgotten. */
  bury(id: string, errorCode: string, now: Date): Promise<void>;
};

export type MailReceipt =
  | { result: 'sent'; providerId: string }
  /** The provider may take it later; `retryAfterSeconds` when it said when. */
  | { result: 'later'; errorCode: string; retryAfterSeconds: number | null }
  /** The provider will never take it. */
  | { result: 'never'; errorCode: string };

export type Mail = {
  /** Hands a letter in a language to the provider under an idempotency key. Never throws. */
  send(
    to: string,
    letter: Letter,
    language: Language,
    idempotencyKey: string,
  ): Promise<MailReceipt>;
};

export type Passwords = {
  /** argon2id as a PHC string; `busy` when the queue is full. Input is NFC-normalised inside. */
  hash(password: string): Promise<string | 'busy'>;
  /**
   * Compares in constant time. With a null hash it does the same work on a dummy and is false.
   * `needsRehash` says that the hash was made with older parameters.
   */
  verify(
    password: string,
    hash: string | null,
  ): Promise<{ matches: boolean; needsRehash: boolean } | 'busy'>;
};

export type LimitVerdict =
  | { allowed: true }
  | { allowed: false; retryAfterSeconds: number; limit: LimitReading };

export type Limits = {
  /**
   * Takes one point from each named limit, in one round trip; refused when any is spent, with the
   * longest wait. Keys are raw (an address, an IP): the adapter digests them. When Redis cannot
   * answer within its time the limit's outage policy decides.
   */
  take(points: { name: LimitName; key: string }[]): Promise<LimitVerdict>;
  /** Gives the points back, after a success that should not count. Never throws. */
  giveBack(points: { name: LimitName; key: string }[]): Promise<void>;
  /**
   * Forgets what was counted, of somebody who has proved themselves in another way. Never throws;
   * what the counters of an outage hold stays.
   */
  forget(points: { name: LimitName; key: string }[]): Promise<void>;
};

/** The stricter counters that decide while Redis is silent; the limits adapter asks them. */
export type LimitCounters = {
  /** Adds one to a key's counter in a window and answers the new count: one statement. */
  take(key: string, windowStartedAt: Date): Promise<number>;
};

export type Secrets = {
  /** HMAC-SHA256 under a key bound to the purpose, base64url: addresses, codes. */
  keyedDigest(purpose: 'email' | 'code' | 'limit', value: string): Promise<string>;
  /** Every digest that `keyedDigest` may have given under the secrets that still open, newest first. */
  keyedDigests(purpose: 'email' | 'code' | 'limit', value: string): Promise<string[]>;
  /** JWE (A256GCM) under the outbox key. */
  sealLetterProps(props: Letter['props']): Promise<string>;
  openLetterProps(sealed: string): Promise<Letter['props'] | null>;
};
