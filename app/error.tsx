'use client';

import { DeadEnd } from '#ui/dead-end.tsx';

/** What a fault looks like inside the frame: no cause, only a reference for the logs. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const reference =
    error instanceof Error && 'digest' in error && typeof error.digest === 'string'
      ? error.digest
      : null;
  return (
    <DeadEnd
      gate="shut"
      code="Error"
      title="Something went wrong on our side"
      ways={
        <>
          <button type="button" className="button button-primary" onClick={retry}>
            Try again
          </button>
          <a className="button button-quiet" href="/">
            Back to the start
          </a>
        </>
      }
    >
      <title>Something went wrong · Gatehouse</title>
      <p>Nothing that you did caused this. Try again in a moment.</p>
      {reference ? <p className="mt-3 text-label">Reference: {reference}</p> : null}
    </DeadEnd>
  );
}
