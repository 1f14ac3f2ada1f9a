import type { IslandWords } from './words-provider.tsx';

export type FaultProps = { error: unknown; retry: () => void };

/**
 * What a fault looks like: no cause, only a reference for the logs. Every page carries it in its
 * scripts, so that it is kept plain.
 */
export function FaultPage({ error, retry, words }: FaultProps & { words: IslandWords['fault'] }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <div className="m-auto max-w-xl px-4 py-16 text-center">
      <h1 className="text-title">{words.title}</h1>
      <p className="mt-3 text-ink-soft">{words.text}</p>
      <p className="mt-8 flex flex-wrap justify-center gap-3">
        <button type="button" className="button button-primary" onClick={retry}>
          {words.again}
        </button>
        <a className="button button-quiet" href="/">
          {words.start}
        </a>
      </p>
      {digest ? (
        <p className="mt-8 text-label text-ink-soft">
          {words.reference} {digest}
        </p>
      ) : null}
    </div>
  );
}
