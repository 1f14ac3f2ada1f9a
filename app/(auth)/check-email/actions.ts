'use server';

import * as z from 'zod';
import { confirmAddress } from '#app/_kit/confirm-address.ts';
import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { formAction } from '#app/_kit/form.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { accept } from '#core/outcome.ts';
import { requestVerification, requestVerificationInput } from '#core/request-verification.ts';
import { emailField } from '#core/text-input.ts';
import { codeField } from '#core/verify-email.ts';
import { ports } from '#server/ports.ts';

const codeInput = z.strictObject({ email: emailField, code: codeField });

/** Confirms an address by the code from its letter. */
export const verifyEmailCode = formAction(
  { action: 'verifyEmailCode', input: codeInput, secrets: [] },
  confirmAddress,
);

/** Sends the letter again, at most once a minute; says the same for every address. */
export const resendVerification = formAction(
  { action: 'resendVerification', input: requestVerificationInput, secrets: [] },
  async (fields, caller) => {
    const requested = deliverSoon(await requestVerification(ports(), fields, caller));
    if (!requested.ok) return requested;
    const t = (await pageMessages()).signingIn.checkEmail;
    return accept({
      notice: {
        kind: 'success',
        code: 'verification_pending',
        title: t.resentTitle,
        text: t.resentText,
      },
    });
  },
);
