import { parseJson } from '../json-body.ts';
import type { CloudRequest } from '../service.ts';
import type { RedisCommand } from './redis-engine.ts';

/** What a request asks for: one command, several, or several as one transaction. */
export type UpstashRequest = {
  kind: 'single' | 'pipeline' | 'multi-exec';
  commands: RedisCommand[];
};

/** Reads a request by its path and body, or gives the error's text. */
export function readUpstashRequest(request: CloudRequest): UpstashRequest | { error: string } {
  const path = request.url.pathname.replace(/^\/upstash\/?/, '').replace(/\/$/, '');
  if (path === 'pipeline' || path === 'multi-exec') return readMany(path, request.body);
  return path === '' ? readSingle(request.body) : readPath(path, request);
}

function readMany(kind: 'pipeline' | 'multi-exec', body: Buffer) {
  const value = parseJson(body);
  if (!Array.isArray(value)) return { error: 'ERR failed to parse pipeline request' };
  if (value.length === 0) return { error: 'ERR empty pipeline request' };
  const read = value.map(readCommand);
  const commands = read.filter((command) => command !== null);
  if (commands.length !== read.length) return { error: 'ERR failed to parse pipeline request' };
  return check({ kind, commands });
}

function readSingle(body: Buffer) {
  const command = readCommand(parseJson(body));
  if (command === null) return { error: 'ERR failed to parse command' };
  return check({ kind: 'single', commands: [command] });
}

/** `GET /set/key/value?EX=10`: the path, then the body as one argument, then the query. */
function readPath(path: string, { method, url, body }: CloudRequest) {
  const words = [
    ...path.split('/').map(decode),
    ...(method === 'POST' && body.length > 0 ? [body.toString()] : []),
    ...[...url.searchParams].filter(([name]) => name !== '_token').flat(),
  ];
  const command = readCommand(
    words.filter((word, index) => word !== '' || index < words.length - 1),
  );
  if (command === null) return { error: 'ERR failed to parse command' };
  return check({ kind: 'single', commands: [command] });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function readCommand(value: unknown): RedisCommand | null {
  if (!Array.isArray(value)) return null;
  const [name, ...args] = value.map(argumentText);
  if (!name) return null;
  const complete = args.filter((arg) => arg !== null);
  return complete.length === args.length ? [name, ...complete] : null;
}

function argumentText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

/** Commands that need a connection of their own, wait on it, or belong to whoever runs the server. */
const unavailable = new Set(
  (
    'SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE MONITOR MULTI EXEC ' +
    'DISCARD WATCH UNWATCH SELECT SWAPDB MOVE HELLO AUTH QUIT RESET CLIENT SHUTDOWN CONFIG DEBUG ' +
    'REPLICAOF SLAVEOF SYNC PSYNC CLUSTER FAILOVER MODULE ACL SAVE BGSAVE BGREWRITEAOF WAIT ' +
    'WAITAOF MIGRATE BLPOP BRPOP BLMOVE BRPOPLPUSH BZPOPMIN BZPOPMAX BLMPOP BZMPOP'
  ).split(' '),
);

function check(request: UpstashRequest): UpstashRequest | { error: string } {
  const refused = request.commands.find(([name]) => unavailable.has(name.toUpperCase()));
  return refused ? { error: `ERR Command is not available: '${refused[0]}'` } : request;
}
