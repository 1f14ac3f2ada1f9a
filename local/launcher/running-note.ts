import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What other programs may know of a running site; `cloud` is null when every service is real. */
export type RunningNote = { app: string; cloud: string | null; pid: number };

/** Writes `cloud.json`, whole or not at all; gives the function that removes it. */
export function writeRunningNote(directory: string, note: RunningNote): () => void {
  const path = join(directory, 'cloud.json');
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${JSON.stringify(note)}\n`);
  renameSync(aside, path);
  return () => rmSync(path, { force: true });
}
