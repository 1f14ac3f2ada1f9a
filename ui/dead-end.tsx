import type { ReactNode } from 'react';
import { Gate } from './gate.tsx';

/** A page where the way ends: what happened, why, and where to go from here. */
export function DeadEnd({
  gate,
  code,
  title,
  children,
  ways,
}: {
  /** The picture above; null where the same is said once more, in another language and lower rank. */
  gate: 'open' | 'shut' | null;
  code: string;
  title: string;
  children: ReactNode;
  ways: ReactNode;
}) {
  const Title = gate ? 'h1' : 'h2';
  return (
    <div className="mx-auto flex w-full max-w-xl flex-1 flex-col items-center justify-center px-4 py-16 text-center">
      {gate ? <Gate state={gate} /> : null}
      <p className="mt-8 text-label font-medium text-accent">{code}</p>
      <Title className="mt-2 text-title">{title}</Title>
      <div className="mt-3 text-ink-soft">{children}</div>
      <div className="mt-8 flex w-full flex-col justify-center gap-3 sm:w-auto sm:flex-row">
        {ways}
      </div>
    </div>
  );
}
