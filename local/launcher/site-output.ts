import type { ChildProcess } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** What the framework says at every start, and what the summary says better. */
const noise = [
  /^\s*▲ Next\.js/,
  /^\s*- (Local|Network|Environments|Experiments)\b/,
  /^\s*(✓|○) (Starting|Ready|Compil)/,
  /^\s*(GET|HEAD) \/ \d{3} in /,
  /"middleware" file convention is deprecated/,
  /^\s*(To migrate automatically, run:|npx @next\/codemod|Learn more: https:\/\/nextjs\.org)/,
  /^\s*✓ (authInterrupts|globalNotFound)$/,
  /edge runtime (is|on a page)/i,
  /Running next\.config\S* took/,
  /^\s*$/,
];

/**
 * Holds a server's output until it is wanted, so that the start shows one summary; then lets all
 * of it through as it comes, after what was held and is not mere noise.
 */
export function siteOutput(child: ChildProcess): { show: () => void; held: () => string } {
  let held: string[] | null = [];
  const take = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
    if (held) held.push(String(chunk));
    else stream.write(chunk);
  };
  child.stdout?.on('data', take(process.stdout));
  child.stderr?.on('data', take(process.stderr));
  return {
    held: () => held?.join('') ?? '',
    show: () => {
      const lines = withoutNoise(held?.join('') ?? '');
      held = null;
      if (lines) process.stdout.write(`${lines}\n`);
    },
  };
}

/** Leaves out the lines that say nothing of this start in particular. */
export function withoutNoise(output: string): string {
  return output
    .split('\n')
    .filter((line) => !noise.some((pattern) => pattern.test(stripVTControlCharacters(line))))
    .join('\n');
}
