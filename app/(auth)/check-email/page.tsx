import type { Metadata } from 'next';
import { pageMessages } from '#app/_kit/language.ts';
import { pendingAddress } from '#app/_kit/pending-address.ts';
import { EmailField } from '#ui/email-field.tsx';
import { Emphasised } from '#ui/emphasised.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { resendVerification, verifyEmailCode } from './actions.ts';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageMessages()).signingIn.checkEmail.title };
}

export default async function CheckEmailPage() {
  const address = await pendingAddress();
  const t = (await pageMessages()).signingIn.checkEmail;

  return (
    <Gateway
      title={t.title}
      lead={address ? <Emphasised parts={t.sentTo(address)} /> : t.sent}
      below={
        <>
          {address ? t.notYours : t.noAccount}{' '}
          <a className="link inline-block py-3" href="/register">
            {address ? t.again : t.createOne}
          </a>
        </>
      }
    >
      <Form
        id="confirm"
        action={verifyEmailCode}
        done={
          <a className="button button-primary" href="/sign-in">
            {t.signIn}
          </a>
        }
      >
        <Address address={address} />
        <Field
          name="code"
          hint={t.codeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          className="font-mono text-lead tracking-[0.3em]"
        />
        <Submit busy={t.submitting}>{t.submit}</Submit>
      </Form>

      <section
        aria-labelledby="no-letter"
        className="mt-8 border-t border-line pt-6 group-has-data-done:hidden"
      >
        <h2 id="no-letter" className="text-label font-semibold">
          {t.noLetterTitle}
        </h2>
        <p className="mt-1 mb-4 text-label text-ink-soft">{t.noLetterText}</p>
        <Form id="resend" action={resendVerification}>
          <Address address={address} />
          <Submit busy={t.resending} kind="quiet">
            {t.resend}
          </Submit>
        </Form>
      </section>
    </Gateway>
  );
}

/** The address that both forms need: known from the registration, or asked for. */
function Address({ address }: { address: string | null }) {
  if (address) return <input type="hidden" name="email" value={address} />;
  return <EmailField autoComplete="email" />;
}
