import { DeadEnd } from './dead-end.tsx';

/** What a 404 says, whether the framework found nothing or the gate answered in its place. */
export function MissingPage() {
  return (
    <DeadEnd
      gate="open"
      code="404"
      title="There is nothing here"
      ways={
        <>
          <a className="button button-primary" href="/">
            Back to the start
          </a>
          <a className="button button-quiet" href="/account">
            Your account
          </a>
        </>
      }
    >
      <p>The page was moved, or the address has a slip in it. Check it, or start again.</p>
    </DeadEnd>
  );
}
