import type { PublicUser, SignInAttempt } from '#core/actors.ts';
import { after, days, hours, seconds } from '#core/clock.ts';
import type { Language } from '#core/language.ts';
import { cappedTemplates, letterCaps } from '#core/letter-caps.ts';
import type { Letter, SealedLetter } from '#core/letters.ts';
import type { MailEvent, SuppressionReason } from '#core/mail-ports.ts';
import type { MailReceipt, ManagedUser } from '#core/ports.ts';
import type { Provider } from '#core/provider-identity.ts';
import type { DueRevocation, RefreshAnswer, SealedTokens } from '#core/provider-ports.ts';
import type { DeferredEnding, NewSession, SessionEndReason } from '#core/session-ports.ts';
import type { NewOneTimeToken, SealedNotice } from '#core/token-record.ts';

export type StoredUser = ManagedUser & {
  emailNormalised: string;
  passwordHash: string | null;
  passwordCheckedAt: Date | null;
  passwordBreachedAt: Date | null;
  language: Language | null;
};
export type StoredSession = NewSession & {
  lastSeenAt: Date;
  endedAt: Date | null;
  endReason: SessionEndReason | null;
  /** Who acted when it ended. */
  endedBy: string | null;
};
export type StoredToken = NewOneTimeToken & {
  userId: string;
  emailNormalised: string;
  /** The spelling of the address that using it gives. */
  email?: string;
  createdAt?: Date;
  passwordHash: string | null;
  tries: number;
  isSpent: boolean;
};
export type StoredLetter = SealedLetter & {
  attempts: number;
  createdAt: Date;
  dueAt: Date;
  leasedUntil: Date | null;
  state: 'pending' | 'sent' | 'buried';
  errorCode: string | null;
};

export type StoredConnection = SealedTokens & {
  userId: string;
  provider: Provider;
  accountId: string;
  email: string | null;
  connectedAt: Date;
  lastUsedAt: Date | null;
  version: number;
  consentNeededAt: Date | null;
};
export type StoredRevocation = DueRevocation & { dueAt: Date; leasedUntil: Date | null };

/** Everything that the ports in memory know, for tests to look at and to bend. */
export type Memory = {
  now: Date;
  users: StoredUser[];
  tokens: StoredToken[];
  letters: StoredLetter[];
  attempts: SignInAttempt[];
  sessions: StoredSession[];
  connections: StoredConnection[];
  /** Tokens that wait to be revoked at their providers. */
  revocations: StoredRevocation[];
  leases: Map<string, { fence: number; until: Date }>;
  /** While true, Redis says nothing of leases. */
  isLeaseSilent: boolean;
  /** What providers were asked to refresh and to revoke, in order. */
  refreshes: { provider: Provider; refreshToken: string }[];
  revokedTokens: { provider: Provider; token: string }[];
  /** What providers say next to a refresh and to a revocation; they grant it when the list is empty. */
  refreshAnswers: (RefreshAnswer | (() => RefreshAnswer | Promise<RefreshAnswer>))[];
  revokeAnswers: boolean[];
  /** Grants that their provider has ended. */
  deadGrants: Set<string>;
  /** The sessions of which every instance was told that they ended, in order. */
  told: string[];
  /** Sign-outs that the registry did not hear. */
  deferred: DeferredEnding[];
  /** The sessions that were noted as opened. */
  noted: string[];
  limitCounts: Map<string, number>;
  /** What was asked of the ports, in order: `users.findForSignIn`, … */
  calls: string[];
  /** What the provider was given. */
  sent: { to: string; letter: Letter; language: Language; key: string }[];
  /** Addresses that letters came back from, normalised, and why. */
  suppressed: Map<string, SuppressionReason>;
  /** What the mail provider told, in order. */
  heardMail: MailEvent[];
  /** What the provider says next; `sent` when the list is empty. */
  receipts: MailReceipt[];
  /** Passwords that were in a breach, after NFC; while silent, nobody can say. */
  breachedPasswords: Set<string>;
  isBreachListSilent: boolean;
  /** While true, the queue of the password hash is full. */
  isBusy: boolean;
  /** The parameters of hashes made now; older ones are due for a rehash. */
  hashVersion: number;
};

/** Puts a user into the world: verified, with this password. */
export function seedUser(
  memory: Memory,
  email: string,
  password: string,
  more: Partial<StoredUser> = {},
): StoredUser {
  const user: StoredUser = {
    id: crypto.randomUUID(),
    email,
    emailNormalised: email.toLowerCase(),
    name: null,
    image: null,
    role: 'user',
    emailVerified: true,
    passwordHash: fakeHash(password, memory.hashVersion),
    disabled: null,
    passwordCheckedAt: memory.now,
    passwordBreachedAt: null,
    language: null,
    ...more,
  };
  memory.users.push(user);
  return user;
}

/** The state of an account that somebody disabled for good. */
export const disabledForGood = { at: new Date(0), until: null, reason: 'A reason' };

/** Decides whether an account is disabled at a moment: for good, or until one that has not come. */
export function isDisabledAt({ disabled }: StoredUser, now: Date): boolean {
  return disabled !== null && (disabled.until === null || disabled.until > now);
}

/** What pages and clients may know of a stored user. */
export function publicUser(user: StoredUser): PublicUser {
  const { id, email, name, image, role, emailVerified } = user;
  return { id, email, name, image, role, emailVerified };
}

/** Moves the clock of the world. */
export function passTime(memory: Memory, milliseconds: number): void {
  memory.now = new Date(memory.now.getTime() + milliseconds);
}

/** Puts a letter into the outbox, or nothing while the caps on its kind hold. */
export function postLetter(memory: Memory, letter: SealedLetter): boolean {
  if (isCapped(memory, letter)) return false;
  postUncapped(memory, letter);
  return true;
}

function postUncapped(memory: Memory, letter: SealedLetter): void {
  const fresh = { attempts: 0, leasedUntil: null, state: 'pending', errorCode: null } as const;
  memory.letters.push({ ...letter, ...fresh, createdAt: memory.now, dueAt: memory.now });
}

const isAskedFor = ({ template }: SealedLetter) => cappedTemplates.some((one) => one === template);

function isCapped(memory: Memory, letter: SealedLetter): boolean {
  const to = letter.to.toLowerCase();
  const asked = memory.letters.filter((one) => isAskedFor(one) && one.to.toLowerCase() === to);
  const within = (milliseconds: number, letters = asked) =>
    letters.filter(({ createdAt }) => createdAt > after(memory.now, -milliseconds)).length;
  const ofKind = asked.filter(({ template }) => template === letter.template);
  return (
    isAskedFor(letter) &&
    (within(seconds(letterCaps.coolDownSeconds), ofKind) > 0 ||
      within(hours(1)) >= letterCaps.perHour ||
      within(days(1)) >= letterCaps.perDay)
  );
}

/** Posts a notice to the address of an account, which nothing holds back, and its token. */
export function postNotice(memory: Memory, user: StoredUser, { letter, token }: SealedNotice) {
  const { id: userId, email, emailNormalised } = user;
  postUncapped(memory, { ...letter, to: email });
  const unused = { passwordHash: null, tries: 0, isSpent: false };
  memory.tokens.push({ ...token, ...unused, userId, emailNormalised });
}

/** A hash as plain as can be: rules are tested with it, argon2id has tests of its own. */
export function fakeHash(password: string, version: number): string {
  return `$argon2id$${version}$${password.normalize('NFC')}`;
}
