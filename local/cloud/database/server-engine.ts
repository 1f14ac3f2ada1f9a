import { type ClientBase, type CustomTypesConfig, Pool } from 'pg';
import type { SqlEngine, SqlField, SqlResult } from './sql-engine.ts';

/** Opens a small pool on a real PostgreSQL; a connection that idles for 5 s is ended. */
export async function openServerEngine(url: string): Promise<SqlEngine> {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    idleTimeoutMillis: 5_000,
    connectionTimeoutMillis: 5_000,
    allowExitOnIdle: true,
    application_name: 'gatehouse-local-cloud',
    // Neon's sessions speak GMT, whatever the machine's zone is.
    options: '-c timezone=GMT',
  });
  // An idle connection that the server ends is replaced at the next request.
  pool.on('error', () => undefined);
  const probe = await pool.connect();
  probe.release();
  return {
    async withSession(work) {
      const client = await pool.connect();
      let isClean = false;
      try {
        return await work({ run: (text, parameters = []) => run(client, text, parameters) });
      } finally {
        isClean = await reset(client);
        client.release(!isClean);
      }
    },
    async close() {
      await pool.end();
    },
  };
}

const rawText: CustomTypesConfig = { getTypeParser: () => (value: string) => value };

type ExtendedQuery = {
  text: string;
  values: (string | null)[];
  rowMode: 'array';
  types: CustomTypesConfig;
  queryMode: 'extended';
};

async function run(
  client: ClientBase,
  text: string,
  parameters: (string | null)[],
): Promise<SqlResult> {
  const query: ExtendedQuery = {
    text,
    values: parameters,
    rowMode: 'array',
    types: rawText,
    queryMode: 'extended',
  };
  const result = await client.query<(string | null)[]>(query);
  const fields: SqlField[] = result.fields;
  return { fields, rows: result.rows, command: result.command ?? '', rowCount: result.rowCount };
}

/** Says whether the connection may serve again. */
async function reset(client: ClientBase): Promise<boolean> {
  try {
    await client.query('rollback');
    await client.query('discard all');
    return true;
  } catch {
    return false;
  }
}
