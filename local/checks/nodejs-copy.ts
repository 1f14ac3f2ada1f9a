import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyModules } from './copy-modules.ts';

/** Top-level names that a build of the copy does not need, or must make itself. */
const left = new Set(['.git', '.next', '.next-csp', '.local', 'node_modules', 'test-results']);

const edge = /\bruntime = 'edge'/g;

/**
 * Copies the tree and says `nodejs` where it says `edge`, and nothing else: the day the framework
 * drops the edge must cost no more than these literals. Gives the copy and how many it changed.
 */
export async function makeNodejsCopy(
  root: string,
): Promise<{ directory: string; changed: number; remove: () => void }> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-nodejs-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  process.on('exit', remove);
  for (const name of readdirSync(root)) {
    if (left.has(name) || /^\.env(?!\.example)/.test(name)) continue;
    cpSync(join(root, name), join(directory, name), { recursive: true });
  }
  await copyModules(join(root, 'node_modules'), join(directory, 'node_modules'));
  let changed = 0;
  for (const file of readdirSync(join(directory, 'app'), { recursive: true }).map(String)) {
    if (/\.tsx?$/.test(file)) changed += flip(join(directory, 'app', file));
  }
  return { directory, changed, remove };
}

function flip(path: string): number {
  const source = readFileSync(path, 'utf8');
  const count = source.match(edge)?.length ?? 0;
  if (count > 0) writeFileSync(path, source.replace(edge, "runtime = 'nodejs'"));
  return count;
}
