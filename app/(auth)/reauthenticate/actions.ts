'use server';

import * as z from 'zod';
import { aboutField } from '#app/_kit/field-refusal.ts';
import { memberAction } from '#app/_kit/form.ts';
import { keepSession } from '#app/_kit/open-session.ts';
import { accept } from '#core/outcome.ts';
import { reauthenticate as confirm, reauthenticateInput } from '#core/reauthenticate.ts';
import { ports } from '#server/ports.ts';
import { confirmedPath } from './confirmed-path.ts';

const input = z.object({ ...reauthenticateInput.shape, returnTo: z.string().optional() });

/** Confirms who the visitor is by their password, and goes on to where that was asked. */
export const reauthenticate = memberAction(
  { action: 'reauthenticate', input, secrets: ['password'] },
  async ({ returnTo, ...proof }, { claims, caller }) => {
    const opened = await confirm(ports(), proof, claims, caller);
    if (!opened.ok) return aboutField(opened, 'invalid_password', 'password');
    await keepSession(opened.value);
    return accept({ to: confirmedPath(returnTo) });
  },
);
