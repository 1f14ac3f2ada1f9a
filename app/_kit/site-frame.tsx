import '../globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import type { Language } from '#core/language.ts';
import { Header } from '#ui/header.tsx';
import { messages } from '#ui/messages/messages.ts';
import { SessionProvider } from '#ui/session-provider.tsx';
import { WordsProvider } from '#ui/words-provider.tsx';

/** What every page says of itself unless it says more. */
export function siteMetadata(language: Language): Metadata {
  return {
    title: { default: 'Gatehouse', template: '%s · Gatehouse' },
    description: messages[language].frame.description,
  };
}

/** The colours of the browser around every page. */
export const siteViewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f6' },
    { media: '(prefers-color-scheme: dark)', color: '#111210' },
  ],
};

/**
 * The document around every page, in one language: what each root layout renders. It reads nothing
 * of the request itself, so that public pages stay static.
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
          <SessionProvider>
            <Header label={frame.yourAccount} />
            <main id="main" tabIndex={-1} className="flex flex-1 flex-col">
              {children}
            </main>
          </SessionProvider>
        </WordsProvider>
      </body>
    </html>
  );
}
