import { types } from 'pg';
import type { SqlResult } from './sql-engine.ts';

/** Writes a result as Neon does: raw text where the client asked for it, else JSON values. */
export function neonResult(result: SqlResult, mode: { rawText: boolean; array: boolean }) {
  const { fields, rows, command, rowCount } = result;
  const readers = fields.map((field) => (mode.rawText ? keepText : jsonReader(field.dataTypeID)));
  return {
    rowAsArray: mode.array,
    fields: fields.map(
      ({ name, dataTypeID, tableID, columnID, dataTypeSize, dataTypeModifier }) => ({
        name,
        dataTypeID,
        tableID,
        columnID,
        dataTypeSize,
        dataTypeModifier,
        format: 'text',
      }),
    ),
    rows: rows.map((row) => {
      const values = row.map((text, index) => (text === null ? null : readers[index]?.(text)));
      return mode.array ? values : named(result, values);
    }),
    command,
    rowCount,
  };
}

/** Gives the rows as objects of JSON values: numbers, booleans, arrays and documents as such. */
export function plainRows(result: SqlResult): Record<string, unknown>[] {
  const readers = result.fields.map((field) => jsonReader(field.dataTypeID));
  return result.rows.map((row) =>
    named(
      result,
      row.map((text, index) => (text === null ? null : readers[index]?.(text))),
    ),
  );
}

function named(result: SqlResult, values: unknown[]): Record<string, unknown> {
  return Object.fromEntries(result.fields.map((field, index) => [field.name, values[index]]));
}

type Reader = (text: string) => unknown;

const keepText: Reader = (text) => text;

const { builtins } = types;

/** Types whose JSON value is their text: what would become a Date, a Buffer or an object of pg's. */
const textual: ReadonlySet<number> = new Set([
  builtins.BYTEA,
  builtins.DATE,
  builtins.TIMESTAMP,
  builtins.TIMESTAMPTZ,
  builtins.INTERVAL,
  // point and circle, then the arrays of all of them.
  600,
  718,
  1001,
  1182,
  1115,
  1185,
  1187,
  1017,
  719,
]);

function jsonReader(oid: number): Reader {
  if (oid === builtins.FLOAT4 || oid === builtins.FLOAT8) return readFloat;
  if (textual.has(oid)) return keepText;
  return types.getTypeParser(oid, 'text');
}

/** JSON has neither NaN nor Infinity: they stay text. */
function readFloat(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
