import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
import { peekToken } from '#app/_kit/verification.ts';
import { isVisit } from '#app/_kit/viewer.ts';
import { FindToken } from '#ui/find-token.tsx';
import { Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { HideToken } from '#ui/hide-token.tsx';
import type { Query } from '../visit.ts';
import { verifyEmail } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { title } = (await pageMessages()).signingIn.verifyEmail;
  return { title, robots: { index: false, follow: false } };
}

/** Shows what a link would do; only the button does it, since mail scanners open links too. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  const given = typeof token === 'string' ? token : undefined;
  const found = (await isVisit()) ? await peekToken(given) : 'live';
  const t = (await pageMessages()).signingIn.verifyEmail;

  if (found !== 'live') {
    return (
      <Gateway title={t.dead[found].title} lead={t.dead[found].text}>
        {given === undefined ? <FindToken /> : null}
        <div className="flex flex-col gap-3">
          <a className="button button-primary" href="/check-email">
            {t.newLetter}
          </a>
          <a className="button button-quiet" href="/sign-in">
            {t.signIn}
          </a>
        </div>
      </Gateway>
    );
  }

  return (
    <Gateway title={t.title} lead={t.lead}>
      <Form
        id="verify"
        action={verifyEmail}
        links={{
          token_invalid: { href: '/check-email', label: t.newLetter },
          token_expired: { href: '/check-email', label: t.newLetter },
        }}
        done={
          <a className="button button-primary" href="/sign-in">
            {t.signIn}
          </a>
        }
      >
        <HideToken token={given ?? ''} />
        <Submit busy={t.submitting}>{t.submit}</Submit>
      </Form>
    </Gateway>
  );
}
