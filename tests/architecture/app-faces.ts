import type { AccessRule } from '#core/access.ts';
import { isLanguage } from '#core/language.ts';

/** A page or handler of `app/`: its path with `{name}` for a dynamic segment. */
export type Face = {
  path: string;
  kind: 'page' | 'endpoint';
  file: string;
  /** A catch-all stands for everything below its path. */
  isCatchAll: boolean;
};

/** Files that the framework serves by their name; as code they are handlers like any other. */
const metadataFiles =
  /^(robots|sitemap|manifest|icon\d*|apple-icon\d*|(opengraph|twitter)-image\d*)$/;

/** The pages and handlers among the files of `app/`, as the framework's router reads them. */
export function facesOf(files: readonly string[]): Face[] {
  return files.flatMap((file) => {
    const segments = file.split('/').slice(1, -1);
    const [, name = ''] = /([^/]+)\.tsx?$/.exec(file) ?? [];
    const isMetadata = metadataFiles.test(name);
    if (segments.some((segment) => segment.startsWith('_'))) return [];
    if (name !== 'page' && name !== 'route' && !isMetadata) return [];
    const shown = segments.filter((segment) => !/^(\(.*\)|@.*)$/.test(segment));
    const isCatchAll = shown.at(-1)?.includes('...') ?? false;
    const named = shown.filter((segment) => !segment.includes('...')).map(pattern);
    if (isMetadata) named.push(name);
    const kind = name === 'page' ? ('page' as const) : ('endpoint' as const);
    return pathsOf(named).map((path) => ({ path, kind, file, isCatchAll }));
  });
}

/** A page in one language has its path, and the bare one, which the site's rewrites lead on. */
function pathsOf([first = '', ...others]: string[]): string[] {
  const path = `/${[first, ...others].join('/')}`;
  return isLanguage(first) ? [path, `/${others.join('/')}`] : [path];
}

/** Faces that the table does not name: by their very path, or by the gate that a catch-all fills. */
export function uncovered(faces: readonly Face[], table: readonly AccessRule[]): string[] {
  const names = (face: Face) => (rule: AccessRule) =>
    rule.path === face.path && rule.kind === (face.isCatchAll ? 'gate' : face.kind);
  return faces.filter((face) => !table.some(names(face))).map(({ file }) => file);
}

/** Rules of pages and endpoints behind which there is none. */
export function unserved(table: readonly AccessRule[], faces: readonly Face[]): string[] {
  return table
    .filter((rule) => rule.kind !== 'gate' && !faces.some((face) => serves(face, rule)))
    .map(({ path }) => path);
}

/** A catch-all serves only rules that name no segment below it: a named one has its own file. */
function serves(face: Face, rule: AccessRule): boolean {
  if (face.kind !== rule.kind) return false;
  if (!face.isCatchAll) return face.path === rule.path;
  if (!rule.path.startsWith(`${face.path}/`)) return false;
  const below = rule.path.slice(face.path.length + 1).split('/');
  return below.every((segment) => segment.startsWith('{'));
}

function pattern(segment: string): string {
  return segment.replace(/^\[(.+)\]$/, '{$1}');
}
