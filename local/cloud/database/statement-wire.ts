import { serialize } from 'pg-protocol';
import type { SqlField, SqlResult } from './sql-engine.ts';

/**
 * Writes one statement in the extended protocol. Both engines are waited for without end when COPY
 * FROM STDIN asks for data that never come (PGlite even ends the process): the refusal of a copy
 * follows every statement. PostgreSQL ignores it where no copy is under way.
 */
export function statementMessages(text: string, parameters: (string | null)[]): Buffer {
  return Buffer.concat([
    serialize.parse({ text }),
    serialize.bind({ values: parameters }),
    serialize.describe({ type: 'P' }),
    serialize.execute(),
    serialize.copyFail('COPY FROM STDIN is not possible over HTTP'),
    serialize.sync(),
  ]);
}

/** Gathers the messages that answer a statement into a result. */
export type ResultGatherer = {
  fields(fields: SqlField[]): void;
  row(values: (string | null)[]): void;
  complete(tag: string): void;
  result(): SqlResult;
};

/** Makes a gatherer with nothing in it, which is what an empty statement answers. */
export function gatherResult(): ResultGatherer {
  const result: SqlResult = { fields: [], rows: [], command: '', rowCount: null };
  return {
    fields: (fields) => void Object.assign(result, { fields }),
    row: (values) => void result.rows.push(values),
    complete: (tag) => void Object.assign(result, readTag(tag)),
    result: () => result,
  };
}

/** A command tag is a word and a count, but INSERT has an object id between them. */
function readTag(tag: string): { command: string; rowCount: number | null } {
  const [command = '', ...rest] = tag.split(' ');
  const count = command === 'INSERT' ? rest[1] : rest[0];
  return { command, rowCount: count !== undefined && /^\d+$/.test(count) ? Number(count) : null };
}
