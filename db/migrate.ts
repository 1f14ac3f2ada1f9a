import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { Database } from './client.ts';

/** Where the migrations are, seen from the root of the repository. */
export const migrationsFolder = 'db/migrations';

/**
 * Brings a database to the newest schema over the same HTTP protocol as the site, each migration in
 * one transaction; gives how many it ran. It keeps drizzle-kit's own register, so that either may
 * go on where the other stopped. Runs on Node, for launchers and tests; throws a ServiceFault.
 */
export async function migrateDatabase(db: Database, folder = migrationsFolder): Promise<number> {
  await db.batch(
    lock,
    sql`create schema if not exists drizzle`,
    sql`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`,
  );
  let ran = 0;
  for (const { folderMillis, hash, sql: statements } of await pendingIn(db, folder)) {
    try {
      await db.batch(
        lock,
        ...statements.map((statement) => sql.raw(statement)),
        sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis}::bigint)`,
      );
      ran += 1;
    } catch (fault) {
      // Another migrator may have been faster: then its work stands and ours was rolled back.
      const isStillPending = (await pendingIn(db, folder)).some((one) => one.hash === hash);
      if (isStillPending) throw fault;
    }
  }
  return ran;
}

const lock = sql`select pg_advisory_xact_lock(hashtextextended('gatehouse migrations', 0))`;

async function pendingIn(db: Database, folder: string) {
  const [newest] = await db.rows<{ at: string | null }>(
    sql`select max(created_at)::text as at from drizzle.__drizzle_migrations`,
  );
  const reached = Number(newest?.at ?? 0);
  return readMigrationFiles({ migrationsFolder: folder }).filter(
    ({ folderMillis }) => folderMillis > reached,
  );
}
