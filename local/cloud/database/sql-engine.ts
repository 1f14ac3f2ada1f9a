/**
 * An engine that runs SQL for the stand-in of Neon: PGlite in this process, or any PostgreSQL.
 * Values go in and come out as PostgreSQL's own text, so that both engines and the real service
 * look the same to a client.
 */
export type SqlEngine = {
  /**
   * Runs `work` with a session of its own. Whatever it leaves behind (a transaction, a setting, a
   * temporary table) is gone before the session serves again.
   */
  withSession<Value>(work: (session: SqlSession) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
};

export type SqlSession = {
  /** Runs one statement by the extended protocol; throws DatabaseError when PostgreSQL refuses. */
  run(text: string, parameters?: (string | null)[]): Promise<SqlResult>;
};

export type SqlField = {
  name: string;
  dataTypeID: number;
  tableID: number;
  columnID: number;
  dataTypeSize: number;
  dataTypeModifier: number;
};

export type SqlResult = {
  fields: SqlField[];
  rows: (string | null)[][];
  /** First word of the command tag: `SELECT`, `INSERT`, `CREATE`; empty for an empty statement. */
  command: string;
  /** Rows returned or written; null for commands that count none. */
  rowCount: number | null;
};
