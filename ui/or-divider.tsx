/** Between two ways that lead to the same place. */
export function OrDivider({ word }: { word: string }) {
  return (
    <div className="my-5 flex items-center gap-3 text-caption text-ink-soft">
      <span className="h-px flex-1 bg-line" />
      {word}
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}
