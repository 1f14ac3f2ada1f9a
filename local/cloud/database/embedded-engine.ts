import { PGlite } from '@electric-sql/pglite';
import {
  CommandCompleteMessage,
  DatabaseError,
  DataRowMessage,
  ReadyForQueryMessage,
  RowDescriptionMessage,
} from 'pg-protocol/dist/messages.js';
import { Parser } from 'pg-protocol/dist/parser.js';
import type { SqlEngine, SqlResult, SqlSession } from './sql-engine.ts';
import { gatherResult, statementMessages } from './statement-wire.ts';

/**
 * Opens PGlite in a folder, or in memory when the folder is null. PGlite is one session: requests
 * take turns. The folder's lock is the caller's business.
 */
export async function openEmbeddedEngine(folder: string | null): Promise<SqlEngine> {
  const database = folder === null ? await openInMemory() : await PGlite.create(folder);
  let turn: Promise<unknown> = Promise.resolve();
  return {
    withSession(work) {
      const mine = turn.then(() => serve(database, work));
      turn = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await turn;
      await database.close();
    },
  };
}

let emptyCluster: Promise<File | Blob> | null = null;

/** Making a cluster takes seconds; the second one of a process is a copy of the first one's start. */
async function openInMemory(): Promise<PGlite> {
  if (emptyCluster !== null) return PGlite.create({ loadDataDir: await emptyCluster });
  const database = await PGlite.create();
  emptyCluster = database.dumpDataDir('none');
  await emptyCluster;
  return database;
}

async function serve<Value>(
  database: PGlite,
  work: (session: SqlSession) => Promise<Value>,
): Promise<Value> {
  try {
    return await work({ run: (text, parameters = []) => run(database, text, parameters) });
  } finally {
    if (database.isInTransaction()) await run(database, 'rollback', []);
    await run(database, 'discard all', []);
  }
}

async function run(
  database: PGlite,
  text: string,
  parameters: (string | null)[],
): Promise<SqlResult> {
  const reply = await database.execProtocolRaw(statementMessages(text, parameters));
  return readReply(reply);
}

function readReply(reply: Uint8Array): SqlResult {
  const gatherer = gatherResult();
  const errors: DatabaseError[] = [];
  let isReady = false;
  new Parser().parse(Buffer.from(reply), (message) => {
    if (message instanceof DatabaseError) errors.push(message);
    else if (message instanceof RowDescriptionMessage) gatherer.fields(message.fields);
    else if (message instanceof DataRowMessage) gatherer.row(message.fields);
    else if (message instanceof CommandCompleteMessage) gatherer.complete(message.text);
    else if (message instanceof ReadyForQueryMessage) isReady = true;
  });
  const [error] = errors;
  if (error) throw error;
  if (!isReady) throw new Error('The embedded database did not finish its answer.');
  return gatherer.result();
}
