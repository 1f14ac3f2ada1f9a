import type { LetterTemplate } from '#core/letters.ts';
import { connectionAdded } from './connection-added.tsx';
import { connectionRemoved } from './connection-removed.tsx';
import { existingAccount } from './existing-account.tsx';
import type { Template } from './template.ts';
import { verifyEmail } from './verify-email.tsx';

/** Every template that the house sends, by its name in the outbox; what the compiler reads. */
export const templates: Record<LetterTemplate, Template> = {
  'verify-email': verifyEmail,
  'existing-account': existingAccount,
  'connection-added': connectionAdded,
  'connection-removed': connectionRemoved,
};
