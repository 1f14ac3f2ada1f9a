import { type EmailAddress, parseEmailAddress } from './email-address.ts';
import type { Provider, ProviderIdentity } from './provider-identity.ts';
import type { IdentityFacts } from './provider-ports.ts';

export type LinkingFacts = {
  identity: ProviderIdentity;
  known: IdentityFacts;
  /** The viewer who asked to connect; null for a visitor who signs in. */
  connecting: { userId: string; isFresh: boolean } | null;
};

export type LinkingRefusal =
  | 'reauthentication_required'
  | 'identity_taken'
  | 'provider_connected'
  | 'provider_email_unverified'
  | 'account_exists'
  | 'account_disabled';

export type LinkingDecision =
  /** The identity is this user's already. */
  | { answer: 'sign-in'; userId: string }
  /** Nobody has identity or address. */
  | { answer: 'create'; address: EmailAddress }
  /** A viewer asked for it, or the address that both sides have verified is the same. */
  | { answer: 'link'; userId: string; to: 'viewer' }
  | { answer: 'link'; userId: string; to: 'namesake'; address: EmailAddress }
  /** An account with this address that nobody has proved: it goes to the one who did. */
  | { answer: 'take-over'; userId: string; address: EmailAddress }
  | { answer: 'refuse'; code: LinkingRefusal };

/**
 * Decides what an identity at a provider may do here. An address counts only when the provider says
 * that it is verified, never moves an account, and never leads into one whose own address nobody
 * has proved (Sudhodanan and Paverd, USENIX Security 2022: account pre-hijacking).
 */
export function decideLinking({ identity, known, connecting }: LinkingFacts): LinkingDecision {
  if (connecting) return decideConnecting(known, connecting);
  if (known.owner) return known.owner.isDisabled ? disabled : signIn(known.owner.userId);
  const address = trustedAddress(identity);
  if (!address) return refusal('provider_email_unverified');
  return decideByAddress(identity.provider, address, known.namesake);
}

/** The address that an identity may stand on: one that its provider has verified and we can read. */
export function trustedAddress(identity: ProviderIdentity): EmailAddress | null {
  if (!identity.isEmailVerified || identity.email === null) return null;
  return parseEmailAddress(identity.email);
}

function decideConnecting(
  { owner, viewerHasProvider }: IdentityFacts,
  { userId, isFresh }: { userId: string; isFresh: boolean },
): LinkingDecision {
  if (!isFresh) return refusal('reauthentication_required');
  // Whether the other owner is disabled is none of the viewer's business.
  if (owner && owner.userId !== userId) return refusal('identity_taken');
  if (owner) return owner.isDisabled ? disabled : signIn(userId);
  if (viewerHasProvider) return refusal('provider_connected');
  return { answer: 'link', userId, to: 'viewer' };
}

function decideByAddress(
  provider: Provider,
  address: EmailAddress,
  namesake: IdentityFacts['namesake'],
): LinkingDecision {
  if (!namesake) return { answer: 'create', address };
  const { userId, emailVerified, isDisabled } = namesake;
  // Any tenant's administrator writes addresses there: they open no account that somebody has.
  if (emailVerified && provider === 'microsoft') return refusal('account_exists');
  if (isDisabled) return disabled;
  if (emailVerified) return { answer: 'link', userId, to: 'namesake', address };
  return { answer: 'take-over', userId, address };
}

function signIn(userId: string): LinkingDecision {
  return { answer: 'sign-in', userId };
}

function refusal(code: LinkingRefusal): LinkingDecision {
  return { answer: 'refuse', code };
}

const disabled = refusal('account_disabled');
