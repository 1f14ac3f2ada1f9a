import type { IncomingHttpHeaders } from 'node:http';
import { hasSecret } from '../has-secret.ts';
import { type Answer, type CloudRequest, json, type Service } from '../service.ts';
import { isDatabaseError, neonError, refusedStatement } from './neon-errors.ts';
import {
  type NeonRequest,
  parameterText,
  readNeonRequest,
  type Statement,
} from './neon-request.ts';
import { neonResult, plainRows } from './neon-values.ts';
import type { SqlEngine, SqlSession } from './sql-engine.ts';

/** The stand-in for Neon, and the way past its protocol for the control interface. */
export type DatabaseService = Service & {
  /** Runs a statement without password, faults or counting; throws DatabaseError. */
  sql(query: string, parameters: unknown[]): Promise<Record<string, unknown>[]>;
};

/** Makes the stand-in for Neon's SQL over HTTP, at `/neon/sql`, over an engine. */
export function databaseService(engine: SqlEngine, password: string): DatabaseService {
  let statements = 0;
  return {
    name: 'database',
    prefix: '/neon',
    environment(cloudUrl) {
      const { host } = new URL(cloudUrl);
      return {
        DATABASE_URL: `postgresql://gatehouse:${encodeURIComponent(password)}@${host}/gatehouse`,
        DATABASE_HTTP_ENDPOINT: `${cloudUrl}/neon/sql`,
      };
    },
    async handle(request) {
      const refusal = refuseCall(request, password);
      if (refusal) return refusal;
      const read = readNeonRequest(request.body);
      if (read.kind === 'malformed') return neonError(400, read.message);
      statements += listStatements(read).length;
      return answer(engine, read, request.headers);
    },
    fault: (mode) =>
      mode === 'limited'
        ? neonError(429, 'Rate limit exceeded')
        : neonError(500, "Couldn't connect to compute node"),
    counters: () => ({ statements }),
    resetCounters() {
      statements = 0;
    },
    stop: () => engine.close(),
    sql: (query, parameters) =>
      engine.withSession(async (session) =>
        plainRows(await session.run(query, parameters.map(parameterText))),
      ),
  };
}

function refuseCall(request: CloudRequest, password: string): Answer | null {
  if (request.url.pathname !== '/neon/sql') return json(404, { message: 'Not Found' });
  if (request.method !== 'POST') {
    return json(405, { message: 'Method Not Allowed' }, { allow: 'POST' });
  }
  const given = request.headers['neon-connection-string'];
  const address = typeof given === 'string' && URL.canParse(given) ? new URL(given) : null;
  if (!address) return neonError(400, 'invalid header: neon-connection-string');
  if (!hasSecret(decode(address.password), password)) {
    const user = decode(address.username);
    return neonError(400, `password authentication failed for user '${user}'`);
  }
  return null;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The real proxy refuses an answer that is larger than 10 MiB. */
const largestAnswerBytes = 10 * 1024 * 1024;

function listStatements(request: NeonRequest): Statement[] {
  return request.kind === 'batch' ? request.statements : [request.statement];
}

async function answer(
  engine: SqlEngine,
  request: NeonRequest,
  headers: IncomingHttpHeaders,
): Promise<Answer> {
  const begin = beginStatement(headers);
  if (begin === null) return neonError(400, 'invalid isolation level');
  // The wire protocol ends a statement at a NUL byte: half a statement must not run.
  if (listStatements(request).some(({ query }) => query.includes('\0'))) {
    return neonError(400, 'string contains embedded null');
  }
  try {
    const result = await engine.withSession(async (session) =>
      request.kind === 'single'
        ? await runStatement(session, request.statement, headers)
        : { results: await runBatch(session, request.statements, begin, headers) },
    );
    const made = json(200, result);
    return made.body.length > largestAnswerBytes
      ? neonError(507, `response is too large (max is ${largestAnswerBytes} bytes)`)
      : made;
  } catch (error) {
    if (isDatabaseError(error)) return refusedStatement(error);
    return neonError(500, "Couldn't connect to compute node");
  }
}

async function runBatch(
  session: SqlSession,
  statements: Statement[],
  begin: string,
  headers: IncomingHttpHeaders,
): Promise<unknown[]> {
  await session.run(begin);
  const results: unknown[] = [];
  // A statement that fails leaves the transaction open: the engine rolls it back with the session.
  for (const statement of statements) results.push(await runStatement(session, statement, headers));
  await session.run('commit');
  return results;
}

async function runStatement(
  session: SqlSession,
  { query, parameters, arrayMode }: Statement,
  headers: IncomingHttpHeaders,
): Promise<unknown> {
  const result = await session.run(query, parameters);
  return neonResult(result, {
    rawText: headers['neon-raw-text-output'] === 'true',
    array: arrayMode ?? headers['neon-array-mode'] === 'true',
  });
}

const isolationLevels: Record<string, string> = {
  Serializable: 'serializable',
  ReadUncommitted: 'read uncommitted',
  ReadCommitted: 'read committed',
  RepeatableRead: 'repeatable read',
};

/** The statement that opens a batch, from its headers; null when the isolation level is unknown. */
function beginStatement(headers: IncomingHttpHeaders): string | null {
  const name = headers['neon-batch-isolation-level'];
  const level = typeof name === 'string' ? isolationLevels[name] : '';
  if (level === undefined) return null;
  const isolation = level === '' ? '' : ` isolation level ${level}`;
  const readOnly = headers['neon-batch-read-only'] === 'true' ? ' read only' : '';
  const deferrable = headers['neon-batch-deferrable'] === 'true' ? ' deferrable' : '';
  return `start transaction${isolation}${readOnly}${deferrable}`;
}
