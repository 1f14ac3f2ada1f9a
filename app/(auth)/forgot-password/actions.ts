'use server';

import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { formAction } from '#app/_kit/form.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { forgotPassword as forget, forgotPasswordInput } from '#core/forgot-password.ts';
import { accept } from '#core/outcome.ts';
import { ports } from '#server/ports.ts';

/** Sends a link to choose a new password; says the same for every address. */
export const forgotPassword = formAction(
  { action: 'forgotPassword', input: forgotPasswordInput, secrets: [] },
  async (fields, caller) => {
    const asked = deliverSoon(await forget(ports(), fields, caller));
    if (!asked.ok) return asked;
    const { forgot } = (await pageMessages()).recovery;
    return accept({
      notice: {
        kind: 'success',
        code: asked.value.status,
        title: forgot.sentTitle,
        text: forgot.sentText,
      },
    });
  },
);
