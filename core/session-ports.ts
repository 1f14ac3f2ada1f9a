import type { AuditContext, PublicUser, SessionMethod, SignInAttempt } from './actors.ts';
import type { Language } from './language.ts';
import type { Role } from './roles.ts';
import type { SealedNotice } from './token-record.ts';

/** Why a session ended before its time, or with it. */
export type SessionEndReason =
  /** Its own browser signed out. */
  | 'signed_out'
  /** Its owner ended it from the list of sessions, alone or with others. */
  | 'ended_by_user'
  /** The same browser signed in anew, or confirmed who it is. */
  | 'replaced'
  /** One session too many: the oldest gave way. */
  | 'displaced'
  | 'expired'
  | 'idle'
  | 'password_changed'
  | 'password_reset'
  | 'email_changed'
  | 'role_changed'
  | 'account_disabled'
  | 'account_deleted'
  /** Its owner answered a notice with "this wasn't me". */
  | 'disowned';

export type NewSession = {
  id: string;
  userId: string;
  method: SessionMethod;
  createdAt: Date;
  absoluteExpiresAt: Date;
  ip: string | null;
  /** City and country as the platform guesses them from the address; null when it says nothing. */
  place: string | null;
  userAgent: string | null;
};

export type SessionOpening = {
  session: NewSession;
  /** The attempt that succeeded: null when the proof was asked in the midst of a session. */
  attempt: SignInAttempt | null;
  /**
   * The hash that the password was compared with; null when no password was the proof. A session
   * opens only while the account still has it: no sign-in overtakes a change of password.
   */
  provenHash: string | null;
  /** The session of the same browser that ends now. */
  replaces: string | null;
  /** How many live sessions the user may have, this one included. */
  cap: number;
  /** What the owner is told when nobody has signed in from such a device in the last 90 days. */
  newDevice: SealedNotice;
};

/** A live session as the registry knows it. */
export type RegisteredSession = {
  id: string;
  method: SessionMethod;
  createdAt: Date;
  lastSeenAt: Date;
  absoluteExpiresAt: Date;
  ip: string | null;
  place: string | null;
  userAgent: string | null;
};

/** Whom an ending strikes: one session of a user, all but one, or all. */
export type SessionsToEnd =
  | { userId: string; only: string }
  | { userId: string; except: string | null };

export type OpenedInRegistry = {
  user: PublicUser;
  /** What the account's owner chose; null when nothing. */
  language: Language | null;
  isPasswordBreached: boolean;
  isMailSuppressed: boolean;
  /** Its owner is told by letter. */
  isDeviceNew: boolean;
  endedIds: string[];
};

export type Sessions = {
  /**
   * Opens a session with its attempt and audit event, ends the one that it replaces and those over
   * the cap, and tells the owner of a new device, in one round trip. Answers with the user as they
   * are now and the ids that ended; null when the account is gone, disabled, not verified, or has
   * another password by now, or when the connection is gone by which somebody signs in.
   */
  open(opening: SessionOpening, audit: AuditContext): Promise<OpenedInRegistry | null>;
  /** Ends live sessions of a user and answers with their ids; idempotent. */
  end(
    which: SessionsToEnd,
    why: SessionEndReason,
    now: Date,
    audit: AuditContext,
  ): Promise<string[]>;
  /** The live sessions of a user, the last seen first; `idleSince` hides those not seen since. */
  list(userId: string, now: Date, idleSince: Date | null): Promise<RegisteredSession[]>;
  /** The ids of sessions that ended after a moment, whatever the reason; at most `limit`. */
  endedSince(moment: Date, limit: number): Promise<string[]>;
  /**
   * Notes the end of sessions that are over by themselves: expired, or not seen since. Forgets
   * those that ended 90 days ago.
   */
  retire(now: Date, idleSince: Date | null): Promise<void>;
};

/** What the registry says of a live session and its user now. */
export type SessionRecord = {
  role: Role;
  email: string;
  name: string | null;
  image: string | null;
  /** The password was found among breached ones and not changed since. */
  isPasswordBreached: boolean;
  /** Its address gets no letters, because some came back. */
  isMailSuppressed: boolean;
};

export type SessionRecords = {
  /**
   * Asks the registry for a session, and notes that it was seen. Null when it is unknown, ended,
   * expired or idle, or its account disabled. Throws a ServiceFault when the registry is silent.
   */
  look(session: { sid: string; sub: string }, now: Date): Promise<SessionRecord | null>;
  /**
   * Whether Redis remembers that the session was live within the last hour and did not end since:
   * what stands in for a silent registry. False when Redis is silent too; never throws.
   */
  wasLive(sid: string): Promise<boolean>;
};

export type RevocationNews = {
  /** Whether the news of this instance, at most 2 s old, say that a session has ended. */
  hasEnded(sid: string): Promise<boolean>;
};

/** A sign-out that the registry could not hear. */
export type DeferredEnding = { sid: string; sub: string; at: Date };

export type Revocations = {
  /**
   * Tells every instance that sessions have ended. Never throws: the truth is in the registry, and
   * the sweep tells again what Redis did not hear.
   */
  announce(sessionIds: readonly string[]): Promise<void>;
  /**
   * Notes that a session is live and its cookie fresh, so that ten minutes pass before a renewal.
   * Never throws.
   */
  noteOpened(sid: string): Promise<void>;
  /** Keeps a sign-out that the registry did not hear, for the sweep to bring it there. Never throws. */
  defer(ending: DeferredEnding): Promise<void>;
  /** The oldest sign-outs that wait, at most `limit`; none when Redis is silent. */
  deferred(limit: number): Promise<DeferredEnding[]>;
  /** Forgets one that the registry has heard by now. */
  settle(ending: DeferredEnding): Promise<void>;
};
