/** A few numbers, each with its name and perhaps a note; two in a row where there is little room. */
export function Figures({
  id,
  title,
  figures,
}: {
  id: string;
  title: string;
  figures: readonly { name: string; value: number; note: string; isBad?: boolean }[];
}) {
  return (
    <section aria-labelledby={id} className="card overflow-hidden">
      <h2 id={id} className="sr-only">
        {title}
      </h2>
      <dl className="grid grid-cols-2 gap-px bg-line sm:grid-cols-4">
        {figures.map(({ name, value, note, isBad }) => (
          <div key={name} className="flex flex-col bg-surface px-5 py-4 sm:px-6">
            <dt className="text-label text-ink-soft">{name}</dt>
            <dd className="mt-0.5">
              <span className="text-title tabular-nums">{value}</span>
              <span className={`block text-caption ${isBad ? 'text-danger' : 'text-ink-soft'}`}>
                {note}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
