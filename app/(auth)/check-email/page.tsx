import type { Metadata } from 'next';
import { pendingAddress } from '#app/_kit/pending-address.ts';
import { EmailField } from '#ui/email-field.tsx';
import { Field, Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { resendVerification, verifyEmailCode } from './actions.ts';

export const metadata: Metadata = { title: 'Confirm your address' };

export default async function CheckEmailPage() {
  const address = await pendingAddress();

  return (
    <Gateway
      title="Confirm your address"
      lead={
        address ? (
          <>
            We sent a letter to{' '}
            <strong className="font-medium text-ink wrap-anywhere">{address}</strong>. Press the
            button in it, or enter its code here.
          </>
        ) : (
          'Press the button in the letter that we sent you, or enter its code here.'
        )
      }
      below={
        <>
          {address ? 'Not your address?' : 'No account yet?'}{' '}
          <a className="link inline-block py-3" href="/register">
            {address ? 'Start again' : 'Create one'}
          </a>
        </>
      }
    >
      <Form
        id="confirm"
        action={verifyEmailCode}
        done={
          <a className="button button-primary" href="/sign-in">
            Sign in
          </a>
        }
      >
        <Address address={address} />
        <Field
          name="code"
          hint="8 digits"
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          className="font-mono text-lead tracking-[0.3em]"
        />
        <Submit busy="Checking…">Confirm address</Submit>
      </Form>

      <section
        aria-labelledby="no-letter"
        className="mt-8 border-t border-line pt-6 group-has-data-done:hidden"
      >
        <h2 id="no-letter" className="text-label font-semibold">
          No letter?
        </h2>
        <p className="mt-1 mb-4 text-label text-ink-soft">
          It can take a minute, and it may lie among the spam. We send a new one at most once a
          minute; the newest is the one that counts.
        </p>
        <Form id="resend" action={resendVerification}>
          <Address address={address} />
          <Submit busy="Sending…" kind="quiet">
            Send a new letter
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
