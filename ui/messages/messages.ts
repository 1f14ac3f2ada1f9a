import type { Language } from '#core/language.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** What the pages say, by area. */
export type Messages = typeof en;

/** What the pages say, by language. Another language is another folder, and a line here. */
export const messages: Record<Language, Messages> = { en, de };

/** What each language calls itself. */
export const languageNames: Record<Language, string> = { en: 'English', de: 'Deutsch' };
