import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of the first of these programs that the PATH holds, or null. */
export function findProgram(...names: string[]): string | null {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(folder, name);
      if (folder && isProgram(path)) return path;
    }
  }
  return null;
}

/** Decides whether a path is a file that this user may run. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The folder with `initdb` and `postgres`: Debian's newest, else that of the PATH, else null. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = listed(debian).sort((a, b) => Number(b) - Number(a));
  for (const folder of versions.map((version) => join(debian, version, 'bin'))) {
    if (isProgram(join(folder, 'initdb')) && isProgram(join(folder, 'postgres'))) return folder;
  }
  const onPath = findProgram('initdb');
  return onPath && findProgram('postgres') ? join(onPath, '..') : null;
}

function listed(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
