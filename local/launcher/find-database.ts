import { join } from 'node:path';
import { lockDirectory } from '#local/directory-lock.mjs';
import { userEnvironment } from './user-environment.ts';

/** The database that tools work on, as drizzle.config.ts reads it; or why there is none. */
export type FoundDatabase =
  | { environment: Record<string, string>; name: string; release?: () => void }
  | { refusal: string };

/**
 * The real database when there is one, else the PostgreSQL of LOCAL_POSTGRES_URL, else the local
 * cloud's folder, which is locked until `release`. An address is named without its password.
 */
export function findDatabase(root: string, directory: string): FoundDatabase {
  const { DATABASE_URL, LOCAL_POSTGRES_URL } = userEnvironment(root, 'dev');
  const url = DATABASE_URL || LOCAL_POSTGRES_URL;
  if (url) return { environment: { DATABASE_URL: url, DATABASE_FOLDER: '' }, name: nameOf(url) };
  const folder = join(directory, 'postgres');
  const lock = lockDirectory(folder);
  if (!lock.taken) {
    const holder = lock.pid === null ? 'a running site' : `a running site (process ${lock.pid})`;
    return { refusal: `The local database is in use by ${holder}: stop that one first.` };
  }
  const environment = { DATABASE_FOLDER: join(folder, 'data') };
  return { environment, name: 'the local database', release: lock.release };
}

function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'the database of DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
