import type { Provider, ProviderIdentity } from '#core/provider-identity.ts';
import { type ProviderSignIn, signInWithProvider } from '#core/provider-sign-in.ts';
import { claimsOf } from '#core/session-claims.ts';
import type { SessionClaims } from '#core/session-token.ts';
import type { World } from './memory-browser.ts';

/** Somebody whose address a provider has verified, by the address's own account there. */
export function personaAt(
  provider: Provider,
  email: string | null,
  more: Partial<ProviderIdentity> = {},
): ProviderIdentity {
  const accountId = `${provider} id of ${email}`;
  const known = { name: null, image: null, isEmailVerified: email !== null };
  return { provider, accountId, email, ...known, ...more };
}

/** Comes back from a provider with an identity: a sign-in, or a viewer who connects. */
export function comeBy(
  { ports, caller }: World,
  identity: ProviderIdentity,
  more: Partial<ProviderSignIn> = {},
) {
  const plain = { tokens: null, connecting: null, current: null, isRemembered: true };
  return signInWithProvider(ports, { identity, ...plain, ...more }, caller);
}

/** Signs in by a provider and answers with what the cookie says. */
export async function signInBy(world: World, identity: ProviderIdentity): Promise<SessionClaims> {
  const outcome = await comeBy(world, identity);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const { opened } = outcome.value;
  if (!opened) throw new Error('no session was opened');
  return claimsOf(opened.user, opened.session);
}
