'use server';

import * as z from 'zod';
import { formAction } from '#app/_kit/form.ts';
import { openSession } from '#app/_kit/open-session.ts';
import { rememberPendingAddress } from '#app/_kit/pending-address.ts';
import { startSignIn } from '#app/_kit/start-provider.ts';
import { accept, refuse } from '#core/outcome.ts';
import { isProvider } from '#core/provider-identity.ts';
import { breachedPasswordPath, safeReturnTo } from '#core/return-to.ts';
import { signInInput } from '#core/sign-in.ts';
import { checkboxField } from '#core/text-input.ts';
import { environment } from '#server/env.ts';

const input = z.object({
  ...signInInput.shape,
  rememberMe: checkboxField,
  returnTo: z.string().optional(),
});

/** Signs in with address and password and goes on to where the visitor wanted to be. */
export const signIn = formAction(
  { action: 'signIn', input, secrets: ['password'] },
  async (fields) => {
    const { returnTo, ...credentials } = fields;
    const opened = await openSession(credentials);
    if (opened.ok) {
      const path = safeReturnTo(returnTo, environment().origin);
      const isBreached = opened.value.notices?.includes('password_breached');
      return accept({ to: isBreached ? breachedPasswordPath(path) : path });
    }
    if (opened.refusal.code === 'email_not_verified') {
      await rememberPendingAddress(credentials.email.email);
    }
    return opened;
  },
);

const choice = z.object({ provider: z.string(), returnTo: z.string().optional() });

/** Goes to a provider, to sign in there and come back to where the visitor wanted to be. */
export const startProvider = formAction(
  { action: 'startProvider', input: choice, secrets: [] },
  async ({ provider, returnTo }) => {
    if (!isProvider(provider)) return refuse('unknown_provider');
    const path = safeReturnTo(returnTo, environment().origin);
    const started = await startSignIn(provider, path);
    return started.ok ? accept({ to: started.value }) : started;
  },
);
