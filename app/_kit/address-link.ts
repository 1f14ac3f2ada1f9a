import { peekAddressLink } from '#core/address-links.ts';
import type { AddressPurpose } from '#core/address-ports.ts';
import { ports } from '#server/ports.ts';
import { isVisit } from './viewer.ts';
import { whenSilent } from './when-silent.ts';

/** What a page says of a link; `address` is the one that the link went to, null when unknown. */
export type AddressLinkState =
  | { state: 'live'; address: string | null }
  | { state: 'expired' | 'invalid' | 'missing' };

/**
 * Looks at the link of a page without using it. When the database cannot answer, and when the page
 * answers its own form, the form is shown all the same: the press says what is wrong.
 */
export async function peekLink(
  token: string | undefined,
  purpose: AddressPurpose,
): Promise<AddressLinkState> {
  const unsure: AddressLinkState = { state: 'live', address: null };
  if (!(await isVisit())) return unsure;
  if (!token) return { state: 'missing' };
  return whenSilent(unsure, async (): Promise<AddressLinkState> => {
    const found = await peekAddressLink(ports(), token, purpose);
    if (found.result !== 'live') return { state: found.result };
    return { state: 'live', address: found.address.email };
  });
}
