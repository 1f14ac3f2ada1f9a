/** Between two ways that lead to the same place. */
export function OrDivider() {
  return (
    <div className="my-5 flex items-center gap-3 text-caption text-ink-soft">
      <span className="h-px flex-1 bg-line" />
      or
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}
