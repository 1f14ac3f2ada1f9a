import type { Metadata } from 'next';
import { DeadEnd } from '#ui/dead-end.tsx';
import { SignedInAs } from '#ui/signed-in-as.tsx';

export const metadata: Metadata = { title: 'Not allowed', robots: { index: false } };

/** The static body that the gate sends with a 403: signed in, but not for this. */
export default function RefusedPage() {
  return (
    <DeadEnd
      gate="shut"
      code="403"
      title="This gate stays shut for you"
      ways={
        <>
          <a className="button button-primary" href="/account">
            Your account
          </a>
          <a className="button button-quiet" href="/sign-out">
            Use another account
          </a>
        </>
      }
    >
      <p>
        Your account is not allowed to see this page. If it should be, ask an administrator for the
        role that opens it.
      </p>
      <SignedInAs />
    </DeadEnd>
  );
}
