import type * as z from 'zod';
import type { Caller } from './actors.ts';
import { type addressLinkInput, type LinkRefusal, spendAddressLink } from './address-links.ts';
import { auditContext } from './caller.ts';
import { resetLetter } from './forgot-password.ts';
import { sealNotice } from './notices.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';

/**
 * Undoes a change of address by the link that went to the old one, for an owner whose account
 * somebody else has moved. Whatever that somebody may hold ends with it: every session, the
 * password, open links, and connections made since a week before the change. A letter to the
 * address that is the account's again lets its owner choose a new password.
 */
export async function undoAddressChange(
  ports: Ports,
  { token }: z.output<typeof addressLinkInput>,
  caller: Caller,
): Promise<Outcome<{ status: 'undone' }, LinkRefusal>> {
  const link = { token, purpose: 'undo_email_change' } as const;
  const used = await spendAddressLink(
    ports,
    link,
    caller,
    async (tokenDigest, { address, name }) => {
      const now = ports.clock.now();
      const to = { email: address.email, name };
      const restored = { template: 'address-restored', props: {} } as const;
      const { token: resetToken, resetLetter: letter } = await resetLetter(
        ports,
        address,
        caller,
        now,
      );
      return ports.addressChanges.undo(
        {
          tokenDigest,
          restored: await sealNotice(ports, restored, to, caller, now),
          reset: { letter, token: resetToken },
          now,
        },
        auditContext(caller),
      );
    },
  );
  return used.ok ? accept({ status: 'undone' }) : used;
}
