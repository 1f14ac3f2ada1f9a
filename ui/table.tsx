import type { ReactNode } from 'react';

/**
 * A table with a caption for those who hear it. Wide ones scroll inside their own frame, which
 * the keyboard reaches, and never push the page.
 */
export function Table({
  caption,
  columns,
  rows,
}: {
  caption: string;
  columns: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard.
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto">
      <table className="w-full text-left text-label">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken text-caption text-ink-soft">
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="px-2 py-2.5 font-medium first:pl-5 sm:px-6 sm:first:pl-6"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ key, cells: [first, ...others] }) => (
            <tr key={key}>
              <th scope="row" className="py-3.5 pr-2 pl-5 font-medium sm:px-6">
                {first}
              </th>
              {others.map((cell, index) => (
                <td key={columns[index + 1]} className="px-2 py-3.5 sm:px-6">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
