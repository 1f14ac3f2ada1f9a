import type { ReactNode } from 'react';
import { Card } from './card.tsx';

/** A card of facts, each with its name: a list that reads well at any width. */
export function Facts({
  facts,
  ...card
}: {
  id: string;
  title: string;
  lead?: ReactNode;
  facts: readonly { name: string; value: ReactNode; note?: ReactNode }[];
}) {
  return (
    <Card {...card}>
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
    </Card>
  );
}
