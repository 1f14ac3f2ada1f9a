import type { Metadata } from 'next';
import { type LanguageParams, staticMessages } from '#app/_kit/static-language.ts';
import { DeadEnd } from '#ui/dead-end.tsx';

type Props = { params: LanguageParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { unavailable } = (await staticMessages(params)).frame;
  return { title: unavailable.pageTitle, robots: { index: false } };
}

/** The static body that the gate sends with a 503: whether a session is live cannot be decided. */
export default async function UnavailablePage({ params }: Props) {
  const t = (await staticMessages(params)).frame.unavailable;
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
