import { DeadEnd } from './dead-end.tsx';
import type { Messages } from './messages/messages.ts';

/** What a 404 says, whether the framework found nothing or the gate answered in its place. */
export function MissingPage({
  words,
  gate = 'open',
}: {
  words: Messages['frame']['missing'];
  gate?: 'open' | null;
}) {
  return (
    <DeadEnd
      gate={gate}
      code="404"
      title={words.title}
      ways={
        <>
          <a className="button button-primary" href="/">
            {words.start}
          </a>
          <a className="button button-quiet" href="/account">
            {words.account}
          </a>
        </>
      }
    >
      <p>{words.text}</p>
    </DeadEnd>
  );
}
