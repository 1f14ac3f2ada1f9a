import { forgotPassword, forgotPasswordInput } from '#core/forgot-password.ts';
import { resetPassword, resetPasswordInput } from '#core/reset-password.ts';
import type { Memory } from '#tests/support/memory.ts';
import type { World } from '#tests/support/memory-browser.ts';

/** A new password that nothing speaks against. */
export const chosen = 'velvet umbra quinoa fjord';

export const forget = ({ ports, caller }: World, email: string) =>
  forgotPassword(ports, forgotPasswordInput.parse({ email }), caller);

export const resetBy = ({ ports, caller }: World, token: string, password = chosen) =>
  resetPassword(ports, resetPasswordInput.parse({ token, password }), caller);

/** Asks for a link and gives the token of its letter. */
export async function forgottenToken(world: World, email: string): Promise<string> {
  await forget(world, email);
  const letter = world.memory.letters.at(-1);
  const props = await world.ports.secrets.openLetterProps(letter?.propsSealed ?? '');
  if (!props || !('link' in props)) throw new Error('no letter with a link');
  return new URL(props.link).searchParams.get('token') ?? '';
}

/** Connects a user to Google. */
export function connectGoogle(memory: Memory, userId: string): void {
  memory.connections.push({
    userId,
    provider: 'google',
    accountId: `g-${userId}`,
    email: null,
    connectedAt: memory.now,
    lastUsedAt: null,
    version: 1,
    consentNeededAt: null,
    accessTokenSealed: null,
    refreshTokenSealed: null,
    expiresAt: null,
    scope: null,
  });
}
