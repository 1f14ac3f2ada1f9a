const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR;

/** The codes of ECMA-48 (SGR) for the few styles that are used. */
const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** Styles a text for people at a terminal; elsewhere, and under NO_COLOR, it stays plain. */
export function paint(style: keyof typeof codes, text: string): string {
  return isColoured ? `\u001b[${codes[style]}m${text}\u001b[0m` : text;
}

/** A span as people read it: `840 ms`, `3.2 s`, `4 min 10 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
