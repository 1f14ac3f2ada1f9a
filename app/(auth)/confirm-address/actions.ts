'use server';

import { headers } from 'next/headers';
import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { formAction } from '#app/_kit/form.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { keepSession } from '#app/_kit/open-session.ts';
import { ownSession } from '#app/_kit/own-session.ts';
import { addressLinkInput } from '#core/address-links.ts';
import { confirmAddress } from '#core/confirm-address.ts';
import { accept } from '#core/outcome.ts';
import { ports } from '#server/ports.ts';

/** Gives an account its new address by the letter's link; an own session goes on in a new one. */
export const confirmAddressChange = formAction(
  { action: 'confirmAddressChange', input: addressLinkInput, secrets: ['token'] },
  async (fields, caller) => {
    const current = await ownSession(await headers());
    const confirmed = deliverSoon(await confirmAddress(ports(), fields, current, caller));
    if (!confirmed.ok) return confirmed;
    const { status, opened } = confirmed.value;
    if (opened) await keepSession(opened);
    const t = (await pageMessages()).address.confirm;
    const text = opened ? t.doneHere : t.doneElsewhere;
    return accept({ notice: { kind: 'success', code: status, title: t.doneTitle, text } });
  },
);
