import type { Metadata } from 'next';
import { type LanguageParams, staticMessages } from '#app/_kit/static-language.ts';
import { DeadEnd } from '#ui/dead-end.tsx';
import { SignedInAs } from '#ui/signed-in-as.tsx';

type Props = { params: LanguageParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { refused } = (await staticMessages(params)).frame;
  return { title: refused.pageTitle, robots: { index: false } };
}

/** The static body that the gate sends with a 403: signed in, but not for this. */
export default async function RefusedPage({ params }: Props) {
  const t = (await staticMessages(params)).frame.refused;
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
