import { PGlite } from '@electric-sql/pglite';
import { serialize } from 'pg-protocol';
import {
  CommandCompleteMessage,
  DatabaseError,
  DataRowMessage,
  ReadyForQueryMessage,
  RowDescriptionMessage,
} from 'pg-protocol/dist/messages.js';
import { Parser } from 'pg-protocol/dist/parser.js';
import type { SqlEngine, SqlResult, SqlSession } from './sql-engine.ts';

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

/**
 * PGlite ends its process when COPY FROM STDIN waits for data that never come: the refusal of a
 * copy follows every statement. PostgreSQL ignores it where no copy is under way.
 */
function statementMessages(text: string, parameters: (string | null)[]): Uint8Array {
  return Buffer.concat([
    serialize.parse({ text }),
    serialize.bind({ values: parameters }),
    serialize.describe({ type: 'P' }),
    serialize.execute(),
    serialize.copyFail('COPY FROM STDIN is not possible over HTTP'),
    serialize.sync(),
  ]);
}

function readReply(reply: Uint8Array): SqlResult {
  const result: SqlResult = { fields: [], rows: [], command: '', rowCount: null };
  const errors: DatabaseError[] = [];
  let isReady = false;
  new Parser().parse(Buffer.from(reply), (message) => {
    if (message instanceof DatabaseError) errors.push(message);
    else if (message instanceof RowDescriptionMessage) result.fields = message.fields;
    else if (message instanceof DataRowMessage) result.rows.push(message.fields);
    else if (message instanceof CommandCompleteMessage)
      Object.assign(result, readTag(message.text));
    else if (message instanceof ReadyForQueryMessage) isReady = true;
  });
  const [error] = errors;
  if (error) throw error;
  if (!isReady) throw new Error('The embedded database did not finish its answer.');
  return result;
}

/** A command tag is a word and a count, but INSERT has an object id between them. */
function readTag(tag: string): { command: string; rowCount: number | null } {
  const [command = '', ...rest] = tag.split(' ');
  const count = command === 'INSERT' ? rest[1] : rest[0];
  return { command, rowCount: count !== undefined && /^\d+$/.test(count) ? Number(count) : null };
}
