import type { LetterTemplate } from './letters.ts';

/**
 * How many of the letters that anyone may ask for one address gets, whoever asks and from where:
 * none of the same kind within `coolDownSeconds`, and of all these kinds together so many in an hour
 * and in a day. Notices tell an owner what happened and are never held back.
 */
export const letterCaps = { coolDownSeconds: 60, perHour: 5, perDay: 10 } as const;

/** The kinds that count together, since one flood may be made of all of them. */
export const cappedTemplates = [
  'verify-email',
  'existing-account',
  'reset-password',
  'no-password',
  'confirm-address',
  'address-in-use',
] as const satisfies readonly LetterTemplate[];
