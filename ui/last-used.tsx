/** The quiet mark on the corner of the button that this browser signed in with last. */
export function LastUsed({ word }: { word: string }) {
  return (
    <span className="pointer-events-none absolute -top-2.5 right-3 rounded-full border border-good-line bg-accent-soft px-2 text-[0.75rem] leading-4 font-medium text-accent">
      {word}
    </span>
  );
}
