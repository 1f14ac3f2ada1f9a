import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The tree whose build is looked at: `npm test` names it; by hand it is the current directory. */
export const builtTree = process.env.TEST_BUILD_DIR || '.';

/**
 * What the pages and handlers of this build run on. Tests of a build say what they expect on the
 * edge and what on the copy that says `nodejs`; none is left out on either.
 */
export const runtime = process.env.TEST_RUNTIME === 'nodejs' ? 'nodejs' : 'edge';

const build = join(builtTree, '.next');

/** A function of the server: its page or route by the framework's name, and its code. */
export type BuiltFunction = { name: string; files: string[] };

type Described = { name: string; files: string[] };
type MiddlewareManifest = {
  middleware: Record<string, Described>;
  functions: Record<string, Described>;
};

/** A file of the build as text; `path` from `.next`. */
export function builtText(path: string): string {
  return readFileSync(join(build, path), 'utf8');
}

/** Whether the build holds a file. */
export function isBuilt(path: string): boolean {
  return existsSync(join(build, path));
}

/** Every file below a folder of the build; paths from `.next`. */
export function builtFiles(folder: string): string[] {
  return readdirSync(join(build, folder), { recursive: true })
    .map((name) => `${folder}/${String(name)}`)
    .filter((path) => statSync(join(build, path)).isFile());
}

/** The list of everything that the build made for the edge. */
export function edgeManifest(): MiddlewareManifest {
  return JSON.parse(builtText('server/middleware-manifest.json'));
}

/** The framework's names of pages and routes, with the paths that they serve. */
export function builtPaths(): Record<string, string> {
  return JSON.parse(builtText('app-path-routes-manifest.json'));
}

/** Pages and routes that are run for each request, with their code, on whichever runtime. */
export function builtFunctions(): BuiltFunction[] {
  if (runtime === 'edge') {
    return Object.entries(edgeManifest().functions).map(([name, { files }]) => ({ name, files }));
  }
  const madeOnce = new Set(Object.keys(prerendered()));
  return Object.entries(builtPaths())
    .filter(([, path]) => !madeOnce.has(path))
    .map(([name]) => ({ name, files: tracedFiles(`server/app${name}.js`) }));
}

/** What the build made once and for all: paths with how they came to be. */
export function prerendered(): Record<string, { compute: string }> {
  return JSON.parse(builtText('prerender-manifest.json')).routes;
}

/** The sum of files as a platform counts them: each compressed by itself, in bytes. */
export function gzipBytes(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(build, path))).length, 0);
}

/** The sources that went into compiled files, by their maps: packages by name, own files by path. */
export function sourcesOfCode(files: readonly string[]): string[] {
  const maps = files.map((file) => `${file}.map`).filter(isBuilt);
  const sources = maps.flatMap((path) => sourcesOfMap(JSON.parse(builtText(path))));
  return [...new Set(sources.map(decodeURIComponent).map(shortName))].sort();
}

/** Code that has no map: what `sourcesOfCode` cannot see. */
export function withoutMap(files: readonly string[]): string[] {
  return files.filter((file) => file.endsWith('.js') && !isBuilt(`${file}.map`));
}

type SourceMap = { sources?: string[]; sections?: { map: SourceMap }[] };

function sourcesOfMap(map: SourceMap): string[] {
  return map.sections?.flatMap((section) => sourcesOfMap(section.map)) ?? map.sources ?? [];
}

function shortName(source: string): string {
  const [, inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
  return inside ?? source.replace(/^(\.\.\/)+/, '');
}

/** The compiled files that a function of Node reads, by the framework's own trace. */
function tracedFiles(entry: string): string[] {
  const trace: { files: string[] } = JSON.parse(builtText(`${entry}.nft.json`));
  const from = dirname(join(build, entry));
  const files = trace.files.map((file) => relative(build, resolve(from, file)));
  return [entry, ...files.filter((file) => file.startsWith('server/') && file.endsWith('.js'))];
}
