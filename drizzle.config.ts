import { defineConfig } from 'drizzle-kit';

// `npm run db:…` says which database is meant: local/drizzle-kit.mjs finds it.
const { DATABASE_URL: url = '', DATABASE_FOLDER: folder } = process.env;

/** drizzle-kit on a PostgreSQL, or on the folder of the embedded one. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema.ts',
  out: './db/migrations',
  ...(folder ? { driver: 'pglite', dbCredentials: { url: folder } } : { dbCredentials: { url } }),
});
