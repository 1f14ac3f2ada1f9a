'use server';

import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { formAction } from '#app/_kit/form.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { accept } from '#core/outcome.ts';
import { resetPassword as reset, resetPasswordInput } from '#core/reset-password.ts';
import { ports } from '#server/ports.ts';

/** Sets a new password by the token of a letter's link; nobody is signed in by it. */
export const resetPassword = formAction(
  // The token is a secret of its letter: the page keeps it, the answer does not repeat it.
  { action: 'resetPassword', input: resetPasswordInput, secrets: ['token', 'password'] },
  async (fields, caller) => {
    const done = deliverSoon(await reset(ports(), fields, caller));
    if (!done.ok) return done;
    const t = (await pageMessages()).recovery.reset;
    return accept({
      notice: { kind: 'success', code: done.value.status, title: t.doneTitle, text: t.doneText },
    });
  },
);
