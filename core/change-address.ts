import * as z from 'zod';
import type { Caller } from './actors.ts';
import type { AddressChangeRequest } from './address-ports.ts';
import { auditContext, visitorKey } from './caller.ts';
import { after, hours } from './clock.ts';
import type { EmailAddress } from './email-address.ts';
import { refuseOverLimit } from './limit-refusal.ts';
import { mintLinkToken } from './one-time-token.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';
import type { SessionClaims } from './session-token.ts';
import { emailField, fieldError } from './text-input.ts';

/** How long a link that confirms a new address lives, in hours. */
export const changeAddressHours = 24;

/** What a change of address takes. */
export const changeAddressInput = z.strictObject({ email: emailField });

/** The one answer to whoever wants an address, whether or not somebody has it. */
export type AddressPending = { status: 'confirmation_pending'; email: string };

/**
 * Sends a letter to a new address; its faces ask for a fresh sign-in. Nothing changes until the
 * link in it is pressed. A free address and one that another account has get the same answer after
 * the same work: both letters are made, and one statement decides which of them is kept.
 */
export async function changeAddress(
  ports: Ports,
  { email: to }: z.output<typeof changeAddressInput>,
  claims: SessionClaims,
  caller: Caller,
): Promise<Outcome<AddressPending, 'invalid_input' | 'too_many_attempts' | 'unauthenticated'>> {
  const byAccount = { name: 'change-address-account', key: claims.sub } as const;
  const byVisitor = { name: 'change-address-ip', key: visitorKey(caller) } as const;
  const spent = await refuseOverLimit(ports.limits, [byAccount, byVisitor]);
  if (spent) return spent;
  const user = await ports.users.findForProof(claims.sub);
  if (!user) return refuse('unauthenticated');
  if (user.emailNormalised === to.normalised) {
    // No letter was asked for: a slip costs none.
    await ports.limits.giveBack([byAccount]);
    return refuse('invalid_input', { errors: [fieldError('email', 'same_email')] });
  }
  const now = ports.clock.now();
  await ports.addressChanges.request(
    {
      userId: claims.sub,
      to,
      confirm: await confirmLetter(ports, to, user.name, caller, now),
      inUseLetter: await inUseLetter(ports, to, caller),
      now,
    },
    auditContext(caller, claims.sub),
  );
  return accept({ status: 'confirmation_pending', email: to.email });
}

async function confirmLetter(
  ports: Pick<Ports, 'secrets' | 'site'>,
  to: EmailAddress,
  name: string | null,
  { language }: Caller,
  now: Date,
): Promise<AddressChangeRequest['confirm']> {
  const { token, record } = await mintLinkToken(
    'change_email',
    after(now, hours(changeAddressHours)),
  );
  const propsSealed = await ports.secrets.sealLetterProps({
    name: name ?? '',
    link: `${ports.site.origin}/confirm-address?token=${token}`,
    hours: String(changeAddressHours),
  });
  const id = crypto.randomUUID();
  const letter = { id, template: 'confirm-address', to: to.email, language, propsSealed } as const;
  return { letter, token: record };
}

async function inUseLetter(
  ports: Pick<Ports, 'secrets' | 'site'>,
  to: EmailAddress,
  { language }: Caller,
): Promise<AddressChangeRequest['inUseLetter']> {
  const signInLink = `${ports.site.origin}/sign-in`;
  // Nothing of whoever wanted the address: they are a stranger to its owner.
  const propsSealed = await ports.secrets.sealLetterProps({ name: '', signInLink });
  const id = crypto.randomUUID();
  return { id, template: 'address-in-use', to: to.email, language, propsSealed };
}
