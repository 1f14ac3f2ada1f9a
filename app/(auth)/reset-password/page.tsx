import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
import { NewPasswordField } from '#app/_kit/new-password-field.tsx';
import { peekResetLink, type ResetLink } from '#app/_kit/reset-link.ts';
import { isVisit } from '#app/_kit/viewer.ts';
import { FindToken } from '#ui/find-token.tsx';
import { Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { HideToken } from '#ui/hide-token.tsx';
import type { Query } from '../visit.ts';
import { resetPassword } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { title } = (await pageMessages()).recovery.reset;
  return { title, robots: { index: false, follow: false } };
}

/** Asks for a new password by a letter's link. Looking uses nothing, since mail scanners look too. */
export default async function ResetPasswordPage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  const given = typeof token === 'string' ? token : undefined;
  const t = (await pageMessages()).recovery.reset;
  const link: ResetLink = (await isVisit())
    ? await peekResetLink(given)
    : { state: 'live', owner: null };

  if (link.state !== 'live') {
    return (
      <Gateway title={t.dead[link.state].title} lead={t.dead[link.state].text}>
        {link.state === 'missing' ? <FindToken /> : null}
        <div className="flex flex-col gap-3">
          <a className="button button-primary" href="/forgot-password">
            {t.askAgain}
          </a>
          <a className="button button-quiet" href="/sign-in">
            {t.signIn}
          </a>
        </div>
      </Gateway>
    );
  }

  const askAgain = { href: '/forgot-password', label: t.askAgain };
  return (
    <Gateway
      title={t.title}
      lead={link.owner === null ? t.lead : `${t.leadFor(link.owner)} ${t.lead}`}
    >
      <Form
        id="reset"
        action={resetPassword}
        links={{ token_invalid: askAgain, token_expired: askAgain }}
        done={
          <a className="button button-primary" href="/sign-in">
            {t.signIn}
          </a>
        }
      >
        <HideToken token={given ?? ''} />
        <NewPasswordField name="password" />
        <Submit busy={t.submitting}>{t.submit}</Submit>
      </Form>
    </Gateway>
  );
}
