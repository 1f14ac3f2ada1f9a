import type * as z from 'zod';
import type { Caller } from './actors.ts';
import { type addressLinkInput, type LinkRefusal, spendAddressLink } from './address-links.ts';
import { auditContext } from './caller.ts';
import { resetLetter } from './forgot-password.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';

/**
 * "This wasn't me", from any notice: ends every session of the account and its open links, and
 * sends a letter to choose a new password at once, caps or not. A link that went to an address
 * which the account has no longer ends the sessions too, but sends no letter: that mailbox speaks
 * for the account no more, and has a link of its own to undo the change.
 */
export async function disownActivity(
  ports: Ports,
  { token }: z.output<typeof addressLinkInput>,
  caller: Caller,
): Promise<Outcome<{ status: 'secured' }, LinkRefusal>> {
  const link = { token, purpose: 'disown_activity' } as const;
  const used = await spendAddressLink(ports, link, caller, async (tokenDigest, { address }) => {
    const now = ports.clock.now();
    const made = await resetLetter(ports, address, caller, now);
    const reset = { letter: made.resetLetter, token: made.token };
    return ports.addressChanges.disown({ tokenDigest, reset, now }, auditContext(caller));
  });
  return used.ok ? accept({ status: 'secured' }) : used;
}
