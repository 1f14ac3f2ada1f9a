import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
import { isVisit } from '#app/_kit/viewer.ts';
import { EmailField } from '#ui/email-field.tsx';
import { Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { Notice } from '#ui/notice.tsx';
import type { Query } from '../visit.ts';
import { forgotPassword } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).recovery.forgot.title };
}

/** Asks for the address of an account. What was sent to whom it never says. */
export default async function ForgotPasswordPage({ searchParams }: { searchParams: Query }) {
  const t = (await pageMessages()).recovery.forgot;
  const isConfirmed = (await searchParams).notice === 'address-confirmed' && (await isVisit());

  return (
    <Gateway
      title={t.title}
      lead={t.lead}
      below={
        <>
          {t.remembered}{' '}
          <a className="link inline-block py-3" href="/sign-in">
            {t.signIn}
          </a>
        </>
      }
    >
      {isConfirmed ? (
        <Notice kind="success" title={t.confirmedTitle} text={t.confirmedText} />
      ) : null}
      <Form
        id="forgot"
        action={forgotPassword}
        done={
          <>
            <a className="button button-primary" href="/sign-in">
              {t.signIn}
            </a>
            <a className="button button-quiet" href="/forgot-password">
              {t.again}
            </a>
          </>
        }
      >
        <EmailField autoComplete="username" />
        <Submit busy={t.submitting}>{t.submit}</Submit>
      </Form>
    </Gateway>
  );
}
