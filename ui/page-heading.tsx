import type { ReactNode } from 'react';

/** The heading of a page inside the house: where one is, and one sentence on what it is for. */
export function PageHeading({
  title,
  lead,
  children,
}: {
  title: string;
  lead: string;
  children?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
      <div>
        <h1 className="text-title">{title}</h1>
        <p className="mt-1 text-ink-soft">{lead}</p>
      </div>
      {children}
    </div>
  );
}
