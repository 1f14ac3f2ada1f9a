import { neon, neonConfig } from '@neondatabase/serverless';
import type { SQL } from 'drizzle-orm';
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http';
import { databaseFault } from './fault.ts';

/** How long a question may take, answer read to its end included, in milliseconds. */
export const questionTimeoutMilliseconds = 4000;

/**
 * The database as the questions see it. Each of the three throws a ServiceFault('database', code)
 * when the database cannot answer, and nothing else of it.
 */
export type Database = {
  /** Asks by Drizzle's builder. */
  ask<Answer>(question: (db: NeonHttpDatabase) => PromiseLike<Answer>): Promise<Answer>;
  /** Asks one statement and gives its rows, named by column; timestamps are text. */
  rows<Row>(statement: SQL): Promise<Row[]>;
  /**
   * Runs statements in one transaction and one round trip, each with a fresh snapshot (READ
   * COMMITTED), and gives the rows of the last one.
   */
  batch<Row>(...statements: [SQL, ...SQL[]]): Promise<Row[]>;
};

type ClientOptions = { endpoint: string | undefined; timeoutMilliseconds: number };

/**
 * Makes the client of a database over Neon's HTTP protocol. `endpoint` replaces the address that
 * the driver derives from the host, for a database that stands in for Neon's.
 */
export function createDatabase({
  url,
  endpoint,
  timeoutMilliseconds = questionTimeoutMilliseconds,
}: {
  url: string;
  endpoint?: string | undefined;
  timeoutMilliseconds?: number;
}): Database {
  neonConfig.fetchFunction = fetchFrom;
  const options: ClientOptions = { endpoint, timeoutMilliseconds };
  const client = neon(url, {
    isolationLevel: 'ReadCommitted',
    disableWarningInBrowsers: true,
    fetchOptions: options,
  });
  const db = drizzle({ client });

  async function ask<Answer>(question: (db: NeonHttpDatabase) => PromiseLike<Answer>) {
    try {
      return await question(db);
    } catch (error) {
      throw databaseFault(error);
    }
  }

  return {
    ask,
    rows: <Row>(statement: SQL) => ask(async () => (await db.execute(statement)).rows as Row[]),
    batch: <Row>(first: SQL, ...others: SQL[]) =>
      ask(async () => {
        const [answer, ...more] = await db.batch([
          db.execute(first),
          ...others.map((statement) => db.execute(statement)),
        ]);
        return (more.at(-1) ?? answer).rows as Row[];
      }),
  };
}

// The driver's only settings for address and fetch are global. What the options of one client hold
// reaches this function, so that two databases in one process do not share an endpoint. The driver
// knows no timeout either: a stalled database would hold the request until the platform ends it.
function fetchFrom(address: string, init: RequestInit & ClientOptions): Promise<Response> {
  const { endpoint, timeoutMilliseconds, ...request } = init;
  return fetch(endpoint ?? address, {
    ...request,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
}
