import { headers } from 'next/headers';
import { type Language, languageOf } from '#core/language.ts';
import { type Messages, messages } from '#ui/messages/messages.ts';

/** The language of the page that is being made. */
export async function pageLanguage(): Promise<Language> {
  return languageOf(await headers());
}

/** What the page that is being made says, in its language. */
export async function pageMessages(): Promise<Messages> {
  return messages[await pageLanguage()];
}
