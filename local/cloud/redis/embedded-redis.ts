import {
  ClientSession,
  createRedisCommandExecutor,
  isResponseStream,
  RedisServerState,
  type RedisValue,
} from 'js-redis-server/core';
import {
  discarded,
  type RedisCommand,
  type RedisEngine,
  RedisFailure,
  type RedisReply,
} from './redis-engine.ts';

/** Opens a Redis inside this process: no port, nothing kept, scripts run by a real Lua. */
export async function openEmbeddedRedis(): Promise<RedisEngine> {
  const server = new RedisServerState({ databaseCount: 1 });
  const executor = createRedisCommandExecutor();
  const inSession = async <Value>(work: (session: ClientSession) => Promise<Value>) => {
    const session = new ClientSession({ server, executor });
    try {
      return await work(session);
    } finally {
      session.close();
    }
  };
  const pipeline = (commands: RedisCommand[]) => inSession((session) => runEach(session, commands));
  return {
    pipeline,
    transaction: (commands) => inSession((session) => runTogether(session, commands)),
    async clear() {
      await pipeline([['FLUSHALL'], ['SCRIPT', 'FLUSH']]);
    },
    async close() {
      server.close();
    },
  };
}

async function runEach(session: ClientSession, commands: RedisCommand[]): Promise<RedisReply[]> {
  const replies: RedisReply[] = [];
  for (const command of commands) replies.push(await run(session, command));
  return replies;
}

async function runTogether(
  session: ClientSession,
  commands: RedisCommand[],
): Promise<RedisReply[] | RedisFailure> {
  await run(session, ['MULTI']);
  const queued = await runEach(session, commands);
  const replies = await run(session, ['EXEC']);
  if (queued.some((reply) => reply instanceof RedisFailure)) return discarded();
  return Array.isArray(replies) ? replies : discarded();
}

async function run(session: ClientSession, [name, ...args]: RedisCommand): Promise<RedisReply> {
  const result = await session.execute(
    Buffer.from(name),
    args.map((text) => Buffer.from(text)),
  );
  if (isResponseStream(result)) throw new Error(`${name} answers with a stream.`);
  return replyOf(result.value);
}

/** Values of the engine as RESP 2 writes them: maps and pairs are flat, doubles are text. */
function replyOf(value: RedisValue): RedisReply {
  switch (value.kind) {
    case 'simple-string':
    case 'bulk-string':
    case 'integer':
    case 'verbatim':
      return value.value;
    case 'double':
    case 'big-number':
      return Buffer.from(doubleText(value.value));
    case 'boolean':
      return value.value ? 1 : 0;
    case 'array':
    case 'set':
      return value.items.map(replyOf);
    case 'push':
      return [Buffer.from(value.name), ...value.items.map(replyOf)];
    case 'map':
    case 'flat-pairs':
      return value.entries.flatMap((pair) => pair.map(replyOf));
    case 'map-pairs':
      return value.entries.map((pair) => pair.map(replyOf));
    case 'null':
    case 'null-array':
      return null;
    case 'error':
      return new RedisFailure(value.code ? `${value.code} ${value.message}` : value.message);
  }
}

function doubleText(value: number | bigint): string {
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  return value === Number.NEGATIVE_INFINITY ? '-inf' : String(value);
}
