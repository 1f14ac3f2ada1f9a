import type { ReactNode } from 'react';

/** A framed part of a page with a heading of its own; `id` names the heading. */
export function Card({
  id,
  title,
  lead,
  children,
}: {
  id: string;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="card overflow-hidden">
      <div className="border-b border-line px-5 py-4 sm:px-6">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {lead ? <p className="text-label text-ink-soft">{lead}</p> : null}
      </div>
      {children}
    </section>
  );
}
