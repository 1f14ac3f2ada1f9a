import type { Metadata } from 'next';
import { peekToken } from '#app/_kit/verification.ts';
import { isVisit } from '#app/_kit/viewer.ts';
import { FindToken } from '#ui/find-token.tsx';
import { Form, Submit } from '#ui/form.tsx';
import { Gateway } from '#ui/gateway.tsx';
import { HideToken } from '#ui/hide-token.tsx';
import type { Query } from '../visit.ts';
import { verifyEmail } from './actions.ts';

export const metadata: Metadata = {
  title: 'Confirm your address',
  robots: { index: false, follow: false },
};

/** Shows what a link would do; only the button does it, since mail scanners open links too. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: Query }) {
  const { token } = await searchParams;
  const given = typeof token === 'string' ? token : undefined;
  const found = (await isVisit()) ? await peekToken(given) : 'live';

  if (found !== 'live') {
    return (
      <Gateway title={dead[found].title} lead={dead[found].text}>
        {given === undefined ? <FindToken /> : null}
        <div className="flex flex-col gap-3">
          <a className="button button-primary" href="/check-email">
            Send a new letter
          </a>
          <a className="button button-quiet" href="/sign-in">
            Sign in
          </a>
        </div>
      </Gateway>
    );
  }

  return (
    <Gateway
      title="Confirm your address"
      lead="One press, and the address is yours to sign in with."
    >
      <Form
        id="verify"
        action={verifyEmail}
        links={{
          token_invalid: { href: '/check-email', label: 'Send a new letter' },
          token_expired: { href: '/check-email', label: 'Send a new letter' },
        }}
        done={
          <a className="button button-primary" href="/sign-in">
            Sign in
          </a>
        }
      >
        <HideToken token={given ?? ''} />
        <Submit busy="Confirming…">Confirm address</Submit>
      </Form>
    </Gateway>
  );
}

const dead = {
  expired: {
    title: 'This link has expired',
    text: 'Links from our letters work for 24 hours. We can send you a new one.',
  },
  invalid: {
    title: 'This link does not work',
    text: 'It was used already, replaced by a newer one, or cut short on its way. If you have confirmed your address, just sign in.',
  },
};
