import type { AuditContext } from './actors.ts';
import type { LetterTemplate } from './letters.ts';

/** Why an address gets no letters. */
export type SuppressionReason = 'bounced' | 'complained';

/** An address that gets no letters. */
export type Suppression = { email: string; reason: SuppressionReason };

/** What the mail provider tells of a letter that it took. */
export type MailEvent = {
  /** The id of the provider's message; one that is sent again keeps it. */
  id: string;
  kind: 'delivered' | 'bounced' | 'complained';
  /** The provider's id of the letter, from its receipt. */
  providerId: string;
  /** Whom it says that the letter went to, normalised: never whom it suppresses. */
  to: string | null;
  /** Whether the address gets no more letters. */
  suppresses: boolean;
};

export type MailEvents = {
  /**
   * Notes a message once and what it tells of a letter, in one statement: an address is suppressed
   * only as the recipient of a letter that we sent. `unknown` when no letter of ours has that id;
   * `early`, and not noted, while one to whom it names is handed over, whose id is not written yet.
   */
  note(
    event: MailEvent,
    now: Date,
    audit: AuditContext,
  ): Promise<'noted' | 'repeated' | 'unknown' | 'early'>;
  /** Forgets the messages that were heard before a moment, some at a time; gives how many. */
  purge(before: Date): Promise<number>;
};

export type Suppressions = {
  /** The verified address of a user, when it gets no letters, and why; null when it gets them. */
  find(userId: string): Promise<Suppression | null>;
  /** Lets the verified address of a user get letters again; false when it did already. */
  lift(userId: string, now: Date, audit: AuditContext): Promise<boolean>;
};

/** A letter as staff see it: never its contents. */
export type WatchedLetter = {
  id: string;
  template: LetterTemplate;
  recipient: string;
  createdAt: Date;
  /** When it is tried next; null when it was given up. */
  dueAt: Date | null;
  buriedAt: Date | null;
  attempts: number;
  errorCode: string | null;
};

export type WatchedState = 'buried' | 'waiting';

/** Where a page of letters begins: after the letter of this moment and id. */
export type LetterPlace = { at: Date; id: string };

export type MailCounts = {
  waiting: number;
  /** Those among them that have waited for long. */
  waitingLong: number;
  sent: number;
  buried: number;
  suppressed: number;
};

export type MailOverview = {
  /** Counts letters: sent and buried ones since a moment, and those that wait since before another. */
  count(since: { recent: Date; long: Date }): Promise<MailCounts>;
  /** Lists letters of a state: given up ones newest first, waiting ones oldest first. */
  list(state: WatchedState, limit: number, after: LetterPlace | null): Promise<WatchedLetter[]>;
};
