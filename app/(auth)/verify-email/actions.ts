'use server';

import * as z from 'zod';
import { confirmAddress } from '#app/_kit/confirm-address.ts';
import { formAction } from '#app/_kit/form.ts';
import { plainText } from '#core/text-input.ts';

const input = z.strictObject({ token: plainText });

/** Confirms an address by the token of the letter's link. */
export const verifyEmail = formAction(
  { action: 'verifyEmail', input, secrets: [] },
  confirmAddress,
);
