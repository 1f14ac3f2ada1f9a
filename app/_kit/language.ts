import { cookies, headers } from 'next/headers';
import { isLanguage, type Language, languageOf } from '#core/language.ts';
import { cookieAttributes, cookieName } from '#core/session-cookie.ts';
import { environment } from '#server/env.ts';
import { type Messages, messages } from '#ui/messages/messages.ts';
import { rememberedSeconds } from './last-method.ts';

/**
 * The language of the page that is being made. The cookie counts as an action may just have left
 * it: the page that answers a change of language has the new one already.
 */
export async function pageLanguage(): Promise<Language> {
  const name = cookieName('language', environment().isHttps);
  const chosen = (await cookies()).get(name)?.value;
  return isLanguage(chosen) ? chosen : languageOf(await headers());
}

/** What the page that is being made says, in its language. */
export async function pageMessages(): Promise<Messages> {
  return messages[await pageLanguage()];
}

/** Remembers for a year in which language this browser gets its pages. */
export async function rememberLanguage(language: Language): Promise<void> {
  const { isHttps } = environment();
  const attributes = { ...cookieAttributes(isHttps), maxAge: rememberedSeconds };
  (await cookies()).set(cookieName('language', isHttps), language, attributes);
}
