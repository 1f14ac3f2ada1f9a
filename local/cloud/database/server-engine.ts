import { type ClientBase, type Connection, Pool } from 'pg';
import type { SqlEngine, SqlField, SqlResult } from './sql-engine.ts';
import { gatherResult, statementMessages } from './statement-wire.ts';

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
  // One that it ends in the middle of a statement fails that statement, and not this process too.
  pool.on('connect', (client) => void client.on('error', () => undefined));
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

/**
 * Speaks the protocol itself: pg sends a statement without parameters by the simple protocol, which
 * takes several at once, parses values, and never ends a COPY FROM STDIN.
 */
function run(client: ClientBase, text: string, parameters: (string | null)[]): Promise<SqlResult> {
  return new Promise((resolve, reject) => {
    const gatherer = gatherResult();
    client.query({
      submit({ stream }: Connection) {
        stream.write(statementMessages(text, parameters));
      },
      handleRowDescription: ({ fields }: { fields: SqlField[] }) => gatherer.fields(fields),
      handleDataRow: (row: { fields: (string | null)[] }) => gatherer.row(row.fields),
      handleCommandComplete: (complete: { text: string }) => gatherer.complete(complete.text),
      handleEmptyQuery: () => undefined,
      handlePortalSuspended: () => undefined,
      handleCopyInResponse: () => undefined,
      handleCopyData: () => undefined,
      handleReadyForQuery: () => resolve(gatherer.result()),
      handleError: reject,
    });
  });
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
