import type { Metadata } from 'next';
import type { Language } from '#core/language.ts';
import { messages } from '#ui/messages/messages.ts';
import { MissingPage } from '#ui/missing-page.tsx';

/** What the page says of itself; no search engine is to show it. */
export function missingMetadata(language: Language): Metadata {
  return { title: messages[language].frame.missing.pageTitle, robots: { index: false } };
}

/** The static body that the gate sends with a 404. */
export function Missing({ language }: { language: Language }) {
  return <MissingPage words={messages[language].frame.missing} />;
}
