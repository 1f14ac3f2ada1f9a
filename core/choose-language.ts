import * as z from 'zod';
import { type Language, languages } from './language.ts';
import type { Ports } from './ports.ts';
import type { SessionClaims } from './session-token.ts';

/** What a choice of language takes. */
export const chooseLanguageInput = z.object({
  language: z.enum(languages, {
    error: (issue) => (issue.input === undefined ? 'missing' : 'invalid'),
  }),
});

/** Keeps the language of an account's pages and letters. */
export async function chooseLanguage(
  ports: Pick<Ports, 'clock' | 'users'>,
  { language }: z.output<typeof chooseLanguageInput>,
  { sub }: SessionClaims,
): Promise<Language> {
  await ports.users.chooseLanguage(sub, language, ports.clock.now());
  return language;
}
