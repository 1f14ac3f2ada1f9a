import type { LetterTemplate } from '#core/ports.ts';
import { existingAccount } from './existing-account.tsx';
import type { Template } from './template.ts';
import { verifyEmail } from './verify-email.tsx';

/** Every template that the house sends, by its name in the outbox; what the compiler reads. */
export const templates: Record<LetterTemplate, Template> = {
  'verify-email': verifyEmail,
  'existing-account': existingAccount,
};
