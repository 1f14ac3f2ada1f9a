'use server';

import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { formAction } from '#app/_kit/form.ts';
import { rememberPendingAddress } from '#app/_kit/pending-address.ts';
import { accept } from '#core/outcome.ts';
import { register as registerAddress, registerInput } from '#core/register.ts';
import { ports } from '#server/ports.ts';

/** Registers an address and goes on to the page that waits for its confirmation. */
export const register = formAction(
  { action: 'register', input: registerInput, secrets: ['password'] },
  async (fields, caller) => {
    const registered = deliverSoon(await registerAddress(ports(), fields, caller));
    if (!registered.ok) return registered;
    await rememberPendingAddress(registered.value.email);
    return accept({ to: '/check-email' });
  },
);
