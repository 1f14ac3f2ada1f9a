import * as z from 'zod';
import type { Caller } from './actors.ts';
import type { AddressLinkFound, AddressPurpose, LinkSpent } from './address-ports.ts';
import { visitorKey } from './caller.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { digestToken, isTokenForm } from './one-time-token.ts';
import { type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';
import { plainText } from './text-input.ts';

/** What the links take that confirm or undo a change of address, or disown what was done. */
export const addressLinkInput = z.strictObject({ token: plainText });

export type LinkRefusal = 'token_invalid' | 'token_expired' | 'too_many_attempts';

/** Looks at a link for its page, and before its use: never uses it. */
export async function peekAddressLink(
  ports: Pick<Ports, 'addressChanges' | 'clock'>,
  token: unknown,
  purpose: AddressPurpose,
): Promise<AddressLinkFound> {
  if (!isTokenForm(token)) return { result: 'invalid' };
  return ports.addressChanges.find(await digestToken(token), purpose, ports.clock.now());
}

/**
 * Uses a link: the limit first, then a look at what the letters will say, then `spend`, which
 * decides by itself and in one statement. Whoever ended is told to every instance.
 */
export async function spendAddressLink(
  ports: Pick<Ports, 'addressChanges' | 'clock' | 'limits' | 'revocations'>,
  { token, purpose }: { token: string; purpose: AddressPurpose },
  caller: Caller,
  spend: (
    tokenDigest: string,
    link: Extract<AddressLinkFound, { result: 'live' }>,
  ) => Promise<LinkSpent>,
): Promise<Outcome<{ userId: string }, LinkRefusal>> {
  const spent = await refuseOverLimit(ports.limits, [{ name: 'link-ip', key: visitorKey(caller) }]);
  if (spent) return spent;
  const found = await peekAddressLink(ports, token, purpose);
  if (found.result !== 'live') return refuseLink(found.result);
  const used = await spend(await digestToken(token), found);
  if (used.result !== 'used') return refuseLink(used.result);
  await ports.revocations.announce(used.endedIds);
  return { ok: true, value: { userId: used.userId } };
}

function refuseLink(result: 'expired' | 'invalid') {
  return refuse(result === 'expired' ? 'token_expired' : 'token_invalid');
}
