import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import type { Language } from '#core/language.ts';
import { Header } from '#ui/header.tsx';
import { messages } from '#ui/messages/messages.ts';
import { WordsProvider } from '#ui/words-provider.tsx';

/** What the pages of a language say of themselves unless they say more. */
export function siteMetadata(language: Language): Metadata {
  return { description: messages[language].frame.description };
}

/**
 * The document around every page, in one language: what the layout of each group renders. It reads
 * nothing of the request itself, so that public pages stay static.
 */
export function SiteFrame({ language, children }: { language: Language; children: ReactNode }) {
  const { frame, islands } = messages[language];
  return (
    <html lang={language}>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="button button-primary fixed top-2 left-2 z-10 -translate-y-20 focus:translate-y-0"
        >
          {frame.skip}
        </a>
        <WordsProvider words={islands}>
          <Header label={frame.yourAccount} />
          <main id="main" tabIndex={-1} className="flex flex-1 flex-col">
            {children}
          </main>
        </WordsProvider>
      </body>
    </html>
  );
}
