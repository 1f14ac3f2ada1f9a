import type { Metadata } from 'next';
import { peekLink } from '#app/_kit/address-link.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { LinkPage } from '../link-page.tsx';
import type { Query } from '../visit.ts';
import { undoAddressChange } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { title } = (await pageMessages()).address.undo;
  return { title, robots: { index: false, follow: false } };
}

/** Says what undoing a change of address does; only the button does it. */
export default async function UndoChangePage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  const given = typeof token === 'string' ? token : undefined;
  const t = (await pageMessages()).address.undo;
  const again = (
    <a className="button button-quiet" href="/forgot-password">
      {t.askAgain}
    </a>
  );
  return (
    <LinkPage
      id="undo-change"
      link={await peekLink(given, 'undo_email_change')}
      token={given}
      action={undoAddressChange}
      words={t}
      onward={again}
      done={again}
      links={{}}
    />
  );
}
