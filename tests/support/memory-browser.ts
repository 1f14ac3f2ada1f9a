import type { Caller } from '#core/actors.ts';
import type { Ports } from '#core/ports.ts';
import { claimsOf } from '#core/session-claims.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { signIn, signInInput } from '#core/sign-in.ts';
import type { Memory } from './memory.ts';

export type World = { ports: Ports; memory: Memory; caller: Caller };

/** The password of everybody whom `signInTo` signs in. */
export const password = 'lantern orbit velvet canyon';

/** Signs a seeded user in by a browser of their own and answers with what its cookie says. */
export async function signInTo(
  { ports, caller }: World,
  email: string,
  more: { rememberMe?: boolean } = {},
): Promise<SessionClaims> {
  const input = signInInput.parse({ email, password, ...more });
  const outcome = await signIn(ports, input, caller, null);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return claimsOf(outcome.value.user, outcome.value.session);
}
