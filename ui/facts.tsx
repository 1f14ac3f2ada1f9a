import type { ReactNode } from 'react';

/** A card of facts, each with its name: a list that reads well at any width. */
export function Facts({
  id,
  title,
  lead,
  facts,
}: {
  id: string;
  title: string;
  lead?: string;
  facts: readonly { name: string; value: ReactNode; note?: ReactNode }[];
}) {
  return (
    <section aria-labelledby={id} className="card overflow-hidden">
      <div className="border-b border-line px-5 py-4 sm:px-6">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {lead ? <p className="text-label text-ink-soft">{lead}</p> : null}
      </div>
      <dl className="divide-y divide-line">
        {facts.map(({ name, value, note }) => (
          <div
            key={name}
            className="grid gap-x-6 gap-y-0.5 px-5 py-3.5 sm:grid-cols-[11rem_1fr] sm:px-6"
          >
            <dt className="text-label text-ink-soft sm:leading-6.5">{name}</dt>
            <dd className="min-w-0 wrap-anywhere">
              {value}
              {note ? <span className="block text-caption text-ink-soft">{note}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
