'use client';

import { DeadEnd } from './dead-end.tsx';
import { type IslandWords, useWords } from './words-provider.tsx';

export type FaultProps = { error: unknown; retry: () => void };

/** What a fault looks like: no cause, only a reference for the logs. */
export function FaultPage({
  error,
  retry,
  words,
  gate = 'shut',
}: FaultProps & { words: IslandWords['fault']; gate?: 'shut' | null }) {
  const reference =
    error instanceof Error && 'digest' in error && typeof error.digest === 'string'
      ? error.digest
      : null;
  return (
    <DeadEnd
      gate={gate}
      code={words.code}
      title={words.title}
      ways={
        <>
          <button type="button" className="button button-primary" onClick={retry}>
            {words.again}
          </button>
          <a className="button button-quiet" href="/">
            {words.start}
          </a>
        </>
      }
    >
      <p>{words.text}</p>
      {reference ? (
        <p className="mt-3 text-label">
          {words.reference} {reference}
        </p>
      ) : null}
    </DeadEnd>
  );
}

/** The same inside the frame, in the language of its page. */
export function FaultInFrame(props: FaultProps) {
  const { fault } = useWords();
  return (
    <>
      <title>{`${fault.pageTitle} · Gatehouse`}</title>
      <FaultPage {...props} words={fault} />
    </>
  );
}
