/**
 * The smallest of the values that so many percent of them do not exceed (nearest rank). Throws a
 * RangeError without values, and for a percentage that is none.
 */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined || !(percent >= 0)) {
    throw new RangeError(`no percentile ${percent} of ${values.length} values`);
  }
  return value;
}

/** The value in the middle; of two, the lower one. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** A table in Markdown: words to the left, figures to the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const texts = [head, ...rows].map((row) => head.map((_, at) => cell(row[at] ?? '')));
  const isFigure = head.map((_, at) => rows.every((row) => typeof row[at] === 'number'));
  const widths = head.map((_, at) => Math.max(3, ...texts.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, at) => pad(text, widths[at] ?? 0, isFigure[at] ?? false)).join(' | ')} |`;
  const rule = widths.map((width, at) =>
    isFigure[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  const [titles = [], ...body] = texts;
  return [titles, rule, ...body].map(line).join('\n');
}

function cell(value: string | number): string {
  return typeof value === 'number' ? value.toLocaleString('en-GB') : value.replaceAll('|', '\\|');
}

function pad(text: string, width: number, isRight: boolean): string {
  return isRight ? text.padStart(width) : text.padEnd(width);
}
