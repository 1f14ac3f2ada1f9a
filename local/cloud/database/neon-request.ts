import { isRecord, parseJson } from '../json-body.ts';

/** One statement as the client sent it, its parameters turned into PostgreSQL's text. */
export type Statement = {
  query: string;
  parameters: (string | null)[];
  /** Overrides the header for this statement. */
  arrayMode: boolean | null;
};

export type NeonRequest =
  | { kind: 'single'; statement: Statement }
  | { kind: 'batch'; statements: Statement[] };

/** Reads the body of a request to Neon's SQL endpoint, or says in a sentence what is wrong with it. */
export function readNeonRequest(
  body: Buffer,
): NeonRequest | { kind: 'malformed'; message: string } {
  const value = parseJson(body);
  if (!isRecord(value)) return malformed('expected an object');
  if (Array.isArray(value.queries)) {
    const statements = value.queries.map(readStatement);
    const complete = statements.filter((statement) => statement !== null);
    return complete.length === statements.length
      ? { kind: 'batch', statements: complete }
      : malformed('a query of the batch is not readable');
  }
  const statement = readStatement(value);
  return statement === null
    ? malformed('expected query and params, or queries')
    : { kind: 'single', statement };
}

function malformed(message: string): { kind: 'malformed'; message: string } {
  return { kind: 'malformed', message: `could not parse the HTTP request body: ${message}` };
}

function readStatement(value: unknown): Statement | null {
  if (!isRecord(value) || typeof value.query !== 'string') return null;
  const { query, params = [], arrayMode = null } = value;
  if (!Array.isArray(params)) return null;
  if (arrayMode !== null && typeof arrayMode !== 'boolean') return null;
  return { query, parameters: params.map(parameterText), arrayMode };
}

/** JSON values become parameters as the real proxy makes them: arrays are PostgreSQL's arrays. */
export function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? arrayText(value) : JSON.stringify(value);
}

function arrayText(values: unknown[]): string {
  const items = values.map((value) => {
    if (value === null) return 'NULL';
    if (Array.isArray(value)) return arrayText(value);
    return JSON.stringify(isRecord(value) ? JSON.stringify(value) : value);
  });
  return `{${items.join(',')}}`;
}
