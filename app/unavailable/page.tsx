import type { Metadata } from 'next';
import { DeadEnd } from '#ui/dead-end.tsx';

export const metadata: Metadata = { title: 'Temporarily unavailable', robots: { index: false } };

/** The static body that the gate sends with a 503: whether a session is live cannot be decided. */
export default function UnavailablePage() {
  return (
    <DeadEnd
      gate="shut"
      code="503"
      title="The gate cannot check your session right now"
      ways={
        <>
          {/* biome-ignore lint/a11y/useValidAnchor: in another page's place, this is its address. */}
          <a className="button button-primary" href="">
            Try again
          </a>
          <a className="button button-quiet" href="/">
            Back to the start
          </a>
        </>
      }
    >
      <p>
        A service that we need does not answer, so nobody is let in until it does. You were not
        signed out, and nothing is lost. It mostly takes a few seconds.
      </p>
    </DeadEnd>
  );
}
