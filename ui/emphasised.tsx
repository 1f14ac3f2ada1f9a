/** A sentence with a part that stands out: what is before it, the part, what comes after. */
export function Emphasised({ parts: [before, part, after] }: { parts: readonly string[] }) {
  return (
    <>
      {before}
      <strong className="font-medium text-ink wrap-anywhere">{part}</strong>
      {after}
    </>
  );
}
