import type { Metadata } from 'next';
import type { Language } from '#core/language.ts';
import { DeadEnd } from '#ui/dead-end.tsx';
import { messages } from '#ui/messages/messages.ts';

/** What the page says of itself; no search engine is to show it. */
export function unavailableMetadata(language: Language): Metadata {
  return { title: messages[language].frame.unavailable.pageTitle, robots: { index: false } };
}

/** The static body that the gate sends with a 503: whether a session is live cannot be decided. */
export function Unavailable({ language }: { language: Language }) {
  const t = messages[language].frame.unavailable;
  return (
    <DeadEnd
      gate="shut"
      code="503"
      title={t.title}
      ways={
        <>
          {/* biome-ignore lint/a11y/useValidAnchor: in another page's place, this is its address. */}
          <a className="button button-primary" href="">
            {t.again}
          </a>
          <a className="button button-quiet" href="/">
            {t.start}
          </a>
        </>
      }
    >
      <p>{t.text}</p>
    </DeadEnd>
  );
}
