import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compilePart } from './compiler.ts';
import { parts } from './parts.tsx';

/**
 * `npm run emails:build` writes the compiled parts of letters; with `--check` it writes nothing and fails
 * when they are not what emails/parts.tsx says. `--directory` reads and writes elsewhere.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, directory: { type: 'string' } },
  });
  const directory = values.directory ?? fileURLToPath(new URL('./compiled', import.meta.url));
  const wanted = await compileAll();
  const stale = await findDrift(directory, wanted);

  if (values.check) {
    for (const file of stale) say(`out of date: ${file} (npm run emails:build)`);
    if (stale.length === 0) say(`${wanted.size} compiled parts are up to date`);
    return stale.length === 0 ? 0 : 1;
  }
  await mkdir(directory, { recursive: true });
  for (const file of stale) {
    const source = wanted.get(file);
    if (source === undefined) await rm(`${directory}/${file}`);
    else await writeFile(`${directory}/${file}`, source);
    say(`${source === undefined ? 'removed' : 'wrote'} ${file}`);
  }
  if (stale.length === 0) say('nothing to do');
  return 0;
}

async function compileAll(): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const [name, part] of Object.entries(parts)) {
    sources.set(`${name}.ts`, await compilePart(name, part));
  }
  return sources;
}

async function findDrift(directory: string, wanted: Map<string, string>): Promise<string[]> {
  const present = await readdir(directory).catch(() => []);
  const stale: string[] = [];
  for (const file of new Set([...wanted.keys(), ...present])) {
    const source = await readFile(`${directory}/${file}`, 'utf8').catch(() => null);
    if (source !== wanted.get(file)) stale.push(file);
  }
  return stale;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
