'use server';

import { headers } from 'next/headers';
import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { formAction } from '#app/_kit/form.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { forgetOwnEnded } from '#app/_kit/own-session.ts';
import { addressLinkInput } from '#core/address-links.ts';
import { disownActivity } from '#core/disown-activity.ts';
import { accept } from '#core/outcome.ts';
import { ports } from '#server/ports.ts';

/** Ends every session of an account by the "this wasn't me" of a letter. */
export const disown = formAction(
  { action: 'disown', input: addressLinkInput, secrets: ['token'] },
  async (fields, caller) => {
    const disowned = deliverSoon(await disownActivity(ports(), fields, caller));
    if (!disowned.ok) return disowned;
    await forgetOwnEnded(await headers());
    const t = (await pageMessages()).address.disown;
    const { status: code } = disowned.value;
    return accept({ notice: { kind: 'success', code, title: t.doneTitle, text: t.doneText } });
  },
);
