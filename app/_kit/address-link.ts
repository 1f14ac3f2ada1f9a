import { peekAddressLink } from '#core/address-links.ts';
import type { AddressPurpose } from '#core/address-ports.ts';
import { ServiceFault } from '#core/fault.ts';
import { logFault } from '#server/log.ts';
import { ports } from '#server/ports.ts';
import { isVisit } from './viewer.ts';

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
  if (!(await isVisit())) return { state: 'live', address: null };
  if (!token) return { state: 'missing' };
  try {
    const found = await peekAddressLink(ports(), token, purpose);
    if (found.result !== 'live') return { state: found.result };
    return { state: 'live', address: found.address.email };
  } catch (error) {
    if (!(error instanceof ServiceFault)) throw error;
    logFault(error);
    return { state: 'live', address: null };
  }
}
