'use server';

import { headers } from 'next/headers';
import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { formAction } from '#app/_kit/form.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { forgetOwnEnded } from '#app/_kit/own-session.ts';
import { addressLinkInput } from '#core/address-links.ts';
import { accept } from '#core/outcome.ts';
import { undoAddressChange as undo } from '#core/undo-address.ts';
import { ports } from '#server/ports.ts';

/** Gives an account its old address back by the letter's link. */
export const undoAddressChange = formAction(
  { action: 'undoAddressChange', input: addressLinkInput, secrets: ['token'] },
  async (fields, caller) => {
    const undone = deliverSoon(await undo(ports(), fields, caller));
    if (!undone.ok) return undone;
    await forgetOwnEnded(await headers());
    const t = (await pageMessages()).address.undo;
    const { status: code } = undone.value;
    return accept({ notice: { kind: 'success', code, title: t.doneTitle, text: t.doneText } });
  },
);
