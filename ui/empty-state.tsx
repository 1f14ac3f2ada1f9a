import type { ReactNode } from 'react';

/** What stands where a list has nothing to list yet: what it is for and what comes next. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-center px-6 py-14 text-center">
      <svg viewBox="0 0 64 48" className="h-12 text-line-strong" fill="none" aria-hidden="true">
        <g stroke="currentColor" strokeWidth="1.5" strokeLinecap="round">
          <path d="M4 45h56" />
          <path d="M10 45V27a9 9 0 0 1 18 0v18M36 45V27a9 9 0 0 1 18 0v18" strokeDasharray="3 4" />
          <path d="M20 45V19a12 12 0 0 1 24 0v26" className="text-accent" />
        </g>
      </svg>
      <p className="mt-5 font-semibold">{title}</p>
      <p className="mt-1 max-w-md text-label text-ink-soft">{children}</p>
    </div>
  );
}
