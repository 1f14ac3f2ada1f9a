import type * as z from 'zod';
import type { Caller } from './actors.ts';
import { type addressLinkInput, type LinkRefusal, spendAddressLink } from './address-links.ts';
import type { AddressLink, LetterWithToken } from './address-ports.ts';
import { auditContext } from './caller.ts';
import { after, hours } from './clock.ts';
import { goOnInNewSession, methodOf } from './go-on.ts';
import { maskAddress } from './mask-address.ts';
import { sealNotice } from './notices.ts';
import { mintLinkToken } from './one-time-token.ts';
import type { Opened } from './open-session.ts';
import { accept, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { SessionClaims } from './session-token.ts';

/** How long the old address can undo a change, in hours. */
export const undoHours = 72;

/** `opened` is the session that this browser goes on in; null when it had none of this account. */
export type AddressConfirmed = { status: 'changed'; opened: Opened | null };

/**
 * Gives an account its new address by the link that went there, and tells both addresses; the
 * letter to the old one can undo it. Every session of the account ends (ASVS 7.4.3). A browser that
 * confirms in a session of this very account (`current`) goes on in a new one, so that no copy of
 * an old cookie does; any other browser signs in with the new address.
 */
export async function confirmAddress(
  ports: Ports,
  { token }: z.output<typeof addressLinkInput>,
  current: SessionClaims | null,
  caller: Caller,
): Promise<Outcome<AddressConfirmed, LinkRefusal>> {
  const actorId = current?.sub ?? null;
  const link = { token, purpose: 'change_email' } as const;
  const used = await spendAddressLink(ports, link, caller, async (tokenDigest, found) => {
    const now = ports.clock.now();
    const to = { email: found.address.email, name: found.name };
    return ports.addressChanges.confirm(
      {
        tokenDigest,
        changed: await changedNotice(ports, found, caller, now),
        taken: await sealNotice(ports, { template: 'address-taken', props: {} }, to, caller, now),
        now,
      },
      auditContext(caller, actorId),
    );
  });
  if (!used.ok) return used;
  const isOwn = current !== null && current.sub === used.value.userId;
  if (!isOwn) return accept({ status: 'changed', opened: null });
  const proof = { method: methodOf(current), provenHash: null };
  const opened = await goOnInNewSession(ports, current, proof, caller);
  return accept({ status: 'changed', opened });
}

/** To the old address: its one link undoes the change, which is what "this wasn't me" means here. */
async function changedNotice(
  ports: Ports,
  { email, name, address }: AddressLink,
  caller: Caller,
  now: Date,
): Promise<LetterWithToken> {
  const { token, record } = await mintLinkToken('undo_email_change', after(now, hours(undoHours)));
  const undoLink = `${ports.site.origin}/undo-change?token=${token}`;
  const propsSealed = await ports.secrets.sealLetterProps({
    name: name ?? '',
    at: now.toISOString(),
    device: ports.devices.nameOf(caller.userAgent),
    place: caller.place ?? '',
    disownLink: undoLink,
    // Enough for its owner to know it; whoever else reads the old mailbox does not learn it.
    newAddress: maskAddress(address.email),
    undoLink,
    hours: String(undoHours),
  });
  const { language } = caller;
  const id = crypto.randomUUID();
  const letter = { id, template: 'address-changed', to: email, language, propsSealed } as const;
  return { letter, token: record };
}
