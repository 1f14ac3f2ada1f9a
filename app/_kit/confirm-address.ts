import type { Caller } from '#core/actors.ts';
import { accept, type Outcome } from '#core/outcome.ts';
import { type VerifyEmailInput, verifyEmail } from '#core/verify-email.ts';
import { ports } from '#server/ports.ts';
import type { FormAnswer } from './form.ts';
import { pageMessages } from './language.ts';
import { forgetPendingAddress } from './pending-address.ts';

/** Confirms an address from a form, by link or by code, and says so. */
export async function confirmAddress(
  input: VerifyEmailInput,
  caller: Caller,
): Promise<Outcome<FormAnswer>> {
  const verified = await verifyEmail(ports(), input, caller);
  if (!verified.ok) return verified;
  await forgetPendingAddress();
  // Several had registered this address: the account has no password until its owner chooses one.
  if (verified.value.passwordNeeded)
    return accept({ to: '/forgot-password?notice=address-confirmed' });
  const t = (await pageMessages()).signingIn.checkEmail;
  return accept({
    notice: {
      kind: 'success',
      code: 'verified',
      title: t.confirmedTitle,
      text: t.confirmedText,
    },
  });
}
