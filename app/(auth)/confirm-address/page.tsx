import type { Metadata } from 'next';
import { peekLink } from '#app/_kit/address-link.ts';
import { pageMessages } from '#app/_kit/language.ts';
import { LinkPage } from '../link-page.tsx';
import type { Query } from '../visit.ts';
import { confirmAddressChange } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { title } = (await pageMessages()).address.confirm;
  return { title, robots: { index: false, follow: false } };
}

/** Shows which address a link would give to an account; only the button gives it. */
export default async function ConfirmAddressPage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  const given = typeof token === 'string' ? token : undefined;
  const t = (await pageMessages()).address.confirm;
  const askAgain = { href: '/account/security', label: t.askAgain };
  const onward = (
    <a className="button button-primary" href="/account">
      {t.onward}
    </a>
  );
  return (
    <LinkPage
      id="confirm-address"
      link={await peekLink(given, 'change_email')}
      token={given}
      action={confirmAddressChange}
      words={t}
      onward={
        <>
          <a className="button button-primary" href={askAgain.href}>
            {askAgain.label}
          </a>
          <a className="button button-quiet" href="/account">
            {t.onward}
          </a>
        </>
      }
      done={onward}
      links={{ token_invalid: askAgain, token_expired: askAgain }}
    />
  );
}
