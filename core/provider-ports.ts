import type { AuditContext } from './actors.ts';
import type { Language } from './language.ts';
import type { Provider, ProviderIdentity, ProviderTokens } from './provider-identity.ts';
import type { SealedNotice } from './token-record.ts';

/** Provider tokens as they rest in the database. */
export type SealedTokens = {
  accessTokenSealed: string | null;
  refreshTokenSealed: string | null;
  expiresAt: Date | null;
  scope: string | null;
};

/** What the database knows that bears on an identity. */
export type IdentityFacts = {
  /** The user whom the identity belongs to. */
  owner: { userId: string; isDisabled: boolean } | null;
  /** The user of the identity's normalised address. */
  namesake: { userId: string; emailVerified: boolean; isDisabled: boolean } | null;
  /** Whether the viewer who connects has another identity of this provider. */
  viewerHasProvider: boolean;
};

export type NewConnection = {
  userId: string;
  identity: ProviderIdentity;
  /** Null when the provider handed out none that are worth keeping. */
  tokens: SealedTokens | null;
  /** Tells the owner of the account; null where there is nobody to tell. */
  notice: SealedNotice | null;
  now: Date;
};

/** A connection as its owner sees it. */
export type Connection = {
  provider: Provider;
  /** The address that the provider gave at the last sign-in. */
  email: string | null;
  connectedAt: Date;
  lastUsedAt: Date | null;
  scope: string | null;
  /** The provider wants its user to agree again before it hands out tokens. */
  needsConsent: boolean;
};

export type KeptTokens = SealedTokens & {
  accountId: string;
  /** Grows with every change: a writer who read an older one writes nothing. */
  version: number;
  needsConsent: boolean;
};

/** A token of a connection that is gone, to be revoked at its provider. */
export type DueRevocation = {
  id: string;
  tokenSealed: string;
  binding: TokenBinding;
  attempts: number;
};

export type Connections = {
  /** What is known of an identity, in one round trip. `now` decides whether a disablement holds. */
  findIdentity(
    identity: ProviderIdentity,
    emailNormalised: string | null,
    viewerId: string | null,
    now: Date,
  ): Promise<IdentityFacts>;
  /**
   * Creates a user with this verified address, language and identity, in one transaction under the
   * address's lock; false when address or identity has an owner by now.
   */
  createUser(
    connection: NewConnection,
    account: { email: string; emailNormalised: string; language: Language },
    audit: AuditContext,
  ): Promise<boolean>;
  /** Links an identity to a user; false when it has an owner, or the user one of this provider. */
  link(connection: NewConnection, audit: AuditContext): Promise<boolean>;
  /**
   * Gives an account whose address nobody has proved to an identity whose provider did: its
   * password and connections go, its open one-time tokens are superseded, its sessions end, its
   * address is verified, the identity is linked. Null when the account has been verified meanwhile, or the
   * identity has an owner; else the ids of the sessions that ended.
   */
  takeOver(connection: NewConnection, audit: AuditContext): Promise<string[] | null>;
  /**
   * Notes a sign-in by a connection: when, with which address, and its fresh tokens when given. A
   * refresh token that is kept stays where the fresh ones have none.
   */
  noteUse(connection: NewConnection): Promise<void>;
  list(userId: string): Promise<Connection[]>;
  /**
   * Removes a connection, when another way in remains (a password, or another connection), and
   * writes the notice and what is to be revoked at the provider, together.
   */
  unlink(
    removal: { userId: string; provider: Provider; notice: SealedNotice; now: Date },
    audit: AuditContext,
  ): Promise<'unlinked' | 'last_way_in' | 'unknown'>;
  /**
   * Leases up to `limit` revocations that are due at providers until `leaseUntil`, counting the
   * attempt; skips leased ones.
   */
  claimRevocations(limit: number, now: Date, leaseUntil: Date): Promise<DueRevocation[]>;
  /** Forgets a revocation that was heard, or that nobody will ever hear. */
  settleRevocation(id: string): Promise<void>;
  /** Puts a revocation back until `dueAt`. */
  postponeRevocation(id: string, dueAt: Date): Promise<void>;
  tokens(userId: string, provider: Provider): Promise<KeptTokens | null>;
  /** Writes refreshed tokens over the version that was read; false when it is another by now. */
  storeTokens(
    userId: string,
    provider: Provider,
    version: number,
    tokens: SealedTokens,
  ): Promise<boolean>;
  /** Notes that the provider asks for consent again, unless the tokens changed since that version. */
  markConsentNeeded(userId: string, provider: Provider, version: number, now: Date): Promise<void>;
};

/** What a sealed token belongs to: it opens nowhere else. */
export type TokenBinding = {
  userId: string;
  provider: Provider;
  field: 'access_token' | 'refresh_token';
};

export type TokenVault = {
  seal(token: string, binding: TokenBinding): Promise<string>;
  /** Null when it was sealed for another place, under a secret that is gone, or is damaged. */
  open(sealed: string, binding: TokenBinding): Promise<string | null>;
  /** Whether it is sealed under the newest secret. */
  isNewest(sealed: string): Promise<boolean>;
};

export type RefreshAnswer =
  | { result: 'refreshed'; tokens: ProviderTokens }
  /** The grant is gone: only its user can give another one. */
  | { result: 'consent_needed' }
  | { result: 'unavailable' };

/** The providers themselves. Never throws; an answer that cannot be read is `unavailable`. */
export type ProviderClients = {
  /** Answers within four seconds, so that the lease of the one who asks has not ended. */
  refresh(provider: Provider, refreshToken: string): Promise<RefreshAnswer>;
  /** True when the provider has revoked the token, or never will: there is nothing left to try. */
  revoke(provider: Provider, token: string): Promise<boolean>;
};

/** Short exclusive rights across instances. */
export type Leases = {
  /**
   * Takes a lease for so long; the fence grows with every taking. `taken` when somebody holds it,
   * `silent` when Redis gives no answer.
   */
  acquire(name: string, milliseconds: number): Promise<{ fence: number } | 'taken' | 'silent'>;
  /** Gives a lease back while it is still held under this fence. Never throws. */
  release(name: string, fence: number): Promise<void>;
};
