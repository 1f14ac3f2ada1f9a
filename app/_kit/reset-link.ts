import { maskAddress } from '#core/mask-address.ts';
import { peekReset } from '#core/reset-password.ts';
import { ports } from '#server/ports.ts';
import { whenSilent } from './when-silent.ts';

/** What a page says of a link; `owner` is the masked address of its account, null when unknown. */
export type ResetLink =
  | { state: 'live'; owner: string | null }
  | { state: 'expired' | 'invalid' | 'missing' };

/**
 * Looks at a link that resets a password without using it. When the database cannot answer, the
 * page shows its form all the same: the press says what is wrong and loses nothing.
 */
export async function peekResetLink(token: string | undefined): Promise<ResetLink> {
  if (!token) return { state: 'missing' };
  return whenSilent({ state: 'live', owner: null }, async (): Promise<ResetLink> => {
    const found = await peekReset(ports(), token);
    if (found.result !== 'live') return { state: found.result };
    return { state: 'live', owner: maskAddress(found.owner.address.email) };
  });
}
