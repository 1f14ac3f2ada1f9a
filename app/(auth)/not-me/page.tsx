import type { Metadata } from 'next';
import { peekLink } from '#app/_kit/address-link.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { maskAddress } from '#core/mask-address.ts';
import { LinkPage } from '../link-page.tsx';
import type { Query } from '../visit.ts';
import { disown } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { title } = (await pageMessages()).address.disown;
  return { title, robots: { index: false, follow: false } };
}

/** Says what "this wasn’t me" does; only the button does it. */
export default async function NotMePage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  const given = typeof token === 'string' ? token : undefined;
  const t = (await pageMessages()).address.disown;
  const link = await peekLink(given, 'disown_activity');
  const askAgain = { href: '/forgot-password', label: t.askAgain };
  return (
    <LinkPage
      id="disown"
      // Whoever forwards the letter need not know the whole address.
      link={
        'address' in link && link.address ? { ...link, address: maskAddress(link.address) } : link
      }
      token={given}
      action={disown}
      words={t}
      onward={
        <>
          <a className="button button-primary" href={askAgain.href}>
            {askAgain.label}
          </a>
          <a className="button button-quiet" href="/sign-in">
            {t.signIn}
          </a>
        </>
      }
      done={
        <a className="button button-quiet" href="/sign-in">
          {t.signIn}
        </a>
      }
      links={{ token_invalid: askAgain, token_expired: askAgain }}
    />
  );
}
