'use server';

import * as z from 'zod';
import { closeSession } from '#app/_kit/close-session.ts';
import { formAction } from '#app/_kit/form.ts';
import { accept } from '#core/outcome.ts';

/** Ends this session and goes home. */
export const signOut = formAction(
  { action: 'signOut', input: z.object({}), secrets: [] },
  async () => {
    await closeSession();
    return accept({ to: '/' });
  },
);
