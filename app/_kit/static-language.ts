import { isLanguage, type Language, languages } from '#core/language.ts';
import { type Messages, messages } from '#ui/messages/messages.ts';

/** The one parameter of a static page, as the framework hands it over. */
export type LanguageParams = Promise<{ language: string }>;

/** Every value of that parameter: the build makes a page for each, and there are no others. */
export function languageParams(): { language: Language }[] {
  return languages.map((language) => ({ language }));
}

/** The language of a static page. */
export async function paramLanguage(params: LanguageParams): Promise<Language> {
  const { language } = await params;
  return isLanguage(language) ? language : languages[0];
}

/** What a static page says, in its language. */
export async function staticMessages(params: LanguageParams): Promise<Messages> {
  return messages[await paramLanguage(params)];
}
