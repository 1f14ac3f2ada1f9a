import type { Metadata } from 'next';
import type { Language } from '#core/language.ts';
import { DeadEnd } from '#ui/dead-end.tsx';
import { messages } from '#ui/messages/messages.ts';
import { SignedInAs } from '#ui/signed-in-as.tsx';

/** What the page says of itself; no search engine is to show it. */
export function refusedMetadata(language: Language): Metadata {
  return { title: messages[language].frame.refused.pageTitle, robots: { index: false } };
}

/** The static body that the gate sends with a 403: signed in, but not for this. */
export function Refused({ language }: { language: Language }) {
  const t = messages[language].frame.refused;
  return (
    <DeadEnd
      gate="shut"
      code="403"
      title={t.title}
      ways={
        <>
          <a className="button button-primary" href="/account">
            {t.account}
          </a>
          <a className="button button-quiet" href="/sign-out">
            {t.other}
          </a>
        </>
      }
    >
      <p>{t.text}</p>
      <SignedInAs />
    </DeadEnd>
  );
}
