'use server';

import { deliverSoon } from '#app/_kit/deliver-soon.ts';
import { aboutField } from '#app/_kit/field-refusal.ts';
import { memberAction } from '#app/_kit/form.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { keepSession } from '#app/_kit/open-session.ts';
import { changeAddress as askForAddress, changeAddressInput } from '#core/change-address.ts';
import { changePassword as change, changePasswordInput } from '#core/change-password.ts';
import { accept } from '#core/outcome.ts';
import { setPassword as setFirst, setPasswordInput } from '#core/set-password.ts';
import { ports } from '#server/ports.ts';

/** Changes the password: every other session ends, this browser goes on in a new one. */
export const changePassword = memberAction(
  {
    action: 'changePassword',
    input: changePasswordInput,
    secrets: ['currentPassword', 'newPassword'],
  },
  async (fields, { claims, caller }) => {
    const changed = deliverSoon(await change(ports(), fields, claims, caller));
    if (!changed.ok) return aboutField(changed, 'invalid_password', 'currentPassword');
    await keepSession(changed.value);
    const t = (await pageMessages()).account.security;
    return accept({
      notice: {
        kind: 'success',
        code: 'password_changed',
        title: t.changedTitle,
        text: t.changedText,
      },
    });
  },
);

/** Sets the first password of an account that has only providers. */
export const setPassword = memberAction(
  { action: 'setPassword', input: setPasswordInput, secrets: ['newPassword'] },
  async (fields, { claims, caller }) => {
    const set = deliverSoon(await setFirst(ports(), fields, claims, caller));
    if (!set.ok) return set;
    await keepSession(set.value);
    // The page has another form in this one's place now, so that the answer is told by a visit.
    return accept({ to: '/account/security?notice=password-set' });
  },
);

/** Sends a letter to a new address, by which it is confirmed; nothing else changes. */
export const changeAddress = memberAction(
  { action: 'changeAddress', input: changeAddressInput, secrets: [] },
  async (fields, { claims, caller }) => {
    const pending = deliverSoon(await askForAddress(ports(), fields, claims, caller));
    if (!pending.ok) return pending;
    const { status: code, email } = pending.value;
    const t = (await pageMessages()).address.change;
    return accept({
      notice: { kind: 'success', code, title: t.sentTitle, text: t.sentText(email) },
    });
  },
);
