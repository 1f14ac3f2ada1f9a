import { GateMark } from './gate.tsx';
import { HeaderSession } from './header-session.tsx';

/** The header of every page: the house's name, and who is signed in; `label` names that part. */
export function Header({ label }: { label: string }) {
  return (
    <header className="border-b border-line bg-paper">
      <div className="mx-auto flex h-16 max-w-6xl items-center justify-between gap-2 px-4 sm:px-6">
        <a
          href="/"
          className="-ml-1.5 inline-flex min-h-11 items-center gap-2.5 rounded-lg px-1.5 font-semibold tracking-tight"
        >
          <GateMark className="size-7 text-accent" />
          <span className="max-[24rem]:sr-only">Gatehouse</span>
        </a>
        <nav aria-label={label} className="flex min-w-0 items-center gap-0.5 sm:gap-1">
          <HeaderSession />
        </nav>
      </div>
    </header>
  );
}
