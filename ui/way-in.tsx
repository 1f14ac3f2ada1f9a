import type { ReactNode } from 'react';

/** A card of one way into the account: its mark and name, how it stands, what can be done. */
export function WayIn({
  id,
  mark,
  name,
  badge,
  buttons,
  children,
}: {
  /** Names the heading. */
  id: string;
  mark: ReactNode;
  name: string;
  badge: ReactNode;
  buttons?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className="card flex flex-col gap-4 px-5 py-5 sm:flex-row sm:items-center sm:px-6"
    >
      <div className="flex min-w-0 flex-1 gap-4">
        <span className="grid size-11 flex-none place-items-center rounded-xl bg-sunken text-ink">
          {mark}
        </span>
        <div className="min-w-0 text-label wrap-anywhere text-ink-soft">
          <div className="mb-0.5 flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h2 id={id} className="text-body font-semibold text-ink">
              {name}
            </h2>
            {badge}
          </div>
          {children}
        </div>
      </div>
      {buttons ? <div className="flex flex-none flex-col gap-2.5">{buttons}</div> : null}
    </section>
  );
}
