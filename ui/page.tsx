import type { ReactNode } from 'react';

/** The width and the air of a page inside the house. */
export function Page({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-1 flex-col gap-8 px-4 pt-10 pb-20 sm:px-6 sm:pt-14">
      {children}
    </div>
  );
}
