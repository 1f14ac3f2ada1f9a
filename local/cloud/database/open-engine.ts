import { join } from 'node:path';
import { lockDirectory } from '#local/directory-lock.mjs';
import { openEmbeddedEngine } from './embedded-engine.ts';
import { openServerEngine } from './server-engine.ts';
import type { SqlEngine } from './sql-engine.ts';

/**
 * Opens the engine that the options name: a PostgreSQL by its address, else PGlite in
 * `directory/postgres` under a lock, else PGlite in memory. Throws DatabaseInUse when another
 * process has the folder.
 */
export async function openEngine(options: {
  postgresUrl?: string | undefined;
  directory: string | null;
}): Promise<SqlEngine> {
  if (options.postgresUrl) return openServerEngine(options.postgresUrl);
  if (options.directory === null) return openEmbeddedEngine(null);
  const folder = join(options.directory, 'postgres');
  // PGlite takes no lock of its own: two writers would destroy the folder.
  const lock = lockDirectory(folder);
  if (!lock.taken) throw new DatabaseInUse(folder, lock.pid);
  try {
    const engine = await openEmbeddedEngine(join(folder, 'data'));
    return { ...engine, close: () => engine.close().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Says which process has the folder of the embedded database. */
export class DatabaseInUse extends Error {
  constructor(folder: string, pid: number | null) {
    const holder = pid === null ? 'another process' : `process ${pid}`;
    super(`The database in ${folder} is in use by ${holder}.`);
    this.name = 'DatabaseInUse';
  }
}
