import type { ReactNode } from 'react';
import { Archway } from './gate.tsx';

/**
 * The stage of the sign-in pages: one card in the gateway, a heading, and a line beneath. Lead and
 * line leave with a form that is done; CSS sees to it, so that it holds without JavaScript.
 */
export function Gateway({
  title,
  lead,
  below,
  children,
}: {
  title: string;
  lead?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="relative isolate flex-1">
      <Archway />
      <div className="group mx-auto w-full max-w-[27rem] px-4 pt-10 pb-16 sm:pt-24">
        <div className="card px-5 py-7 sm:px-8 sm:py-9">
          <h1 className="text-title">{title}</h1>
          {lead ? <p className="mt-2 text-ink-soft group-has-data-done:hidden">{lead}</p> : null}
          <div className="mt-6">{children}</div>
        </div>
        {below ? (
          <p className="mt-4 text-center text-label text-ink-soft group-has-data-done:hidden">
            {below}
          </p>
        ) : null}
      </div>
    </div>
  );
}
