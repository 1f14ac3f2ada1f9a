import { hasSecret } from '../has-secret.ts';
import { type CloudRequest, json, type Service } from '../service.ts';
import {
  type RedisCommand,
  type RedisEngine,
  RedisFailure,
  type RedisReply,
} from './redis-engine.ts';
import { createScriptShebangs } from './script-shebangs.ts';
import { readUpstashRequest, type UpstashRequest } from './upstash-request.ts';

/** The stand-in for Upstash, and the way to empty it for the control interface. */
export type RedisService = Service & { clear(): Promise<void> };

/** Makes the stand-in for Upstash's REST API, at `/upstash`, over an engine. */
export function redisService(engine: RedisEngine, token: string): RedisService {
  let commands = 0;
  const scripts = createScriptShebangs();
  return {
    name: 'redis',
    prefix: '/upstash',
    environment: (cloudUrl) => ({
      UPSTASH_REDIS_REST_URL: `${cloudUrl}/upstash`,
      UPSTASH_REDIS_REST_TOKEN: token,
    }),
    async handle(request) {
      if (!hasSecret(givenToken(request), token)) return json(401, { error: 'Unauthorized' });
      const read = readUpstashRequest(request);
      if ('error' in read) return json(400, read);
      commands += read.commands.length;
      const translated = { ...read, commands: read.commands.map(scripts.translate) };
      const replies = await run(engine, translated).catch(() => null);
      if (replies === null) return json(500, { error: 'ERR the database is not reachable' });
      if (replies instanceof RedisFailure) return json(400, { error: replies.message });
      const write = writer(request.headers['upstash-encoding'] === 'base64');
      const results = replies.map((reply, index) =>
        resultOf(withSentDigest(reply, scripts.loadedDigest, read.commands[index]), write),
      );
      const [only] = results;
      if (read.kind !== 'single') return json(200, results);
      return json(only !== undefined && 'error' in only ? 400 : 200, only);
    },
    fault: (mode) =>
      mode === 'limited'
        ? json(429, { error: 'ERR max requests limit exceeded. Limit: 10000, Usage: 10000.' })
        : json(500, { error: 'ERR internal error' }),
    counters: () => ({ commands }),
    resetCounters() {
      commands = 0;
    },
    stop: () => engine.close(),
    clear: () => engine.clear(),
  };
}

function givenToken({ headers, url }: CloudRequest): string {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
  return bearer ?? url.searchParams.get('_token') ?? '';
}

function run(
  engine: RedisEngine,
  { kind, commands }: UpstashRequest,
): Promise<RedisReply[] | RedisFailure> {
  return kind === 'multi-exec' ? engine.transaction(commands) : engine.pipeline(commands);
}

/** `SCRIPT LOAD` answers the digest of the script as it was sent, not of what the engine was given. */
function withSentDigest(
  reply: RedisReply,
  loadedDigest: (command: RedisCommand) => string | null,
  command: RedisCommand | undefined,
): RedisReply {
  const digest = command && Buffer.isBuffer(reply) ? loadedDigest(command) : null;
  return digest === null ? reply : Buffer.from(digest);
}

type Write = (reply: RedisReply) => unknown;

function resultOf(reply: RedisReply, write: Write): { result: unknown } | { error: string } {
  return reply instanceof RedisFailure ? { error: reply.message } : { result: write(reply) };
}

/** With base64 every text of a result is encoded, but the status OK. */
function writer(isBase64: boolean): Write {
  const text = (bytes: Buffer) => bytes.toString(isBase64 ? 'base64' : 'utf8');
  const write: Write = (reply) => {
    if (Array.isArray(reply)) return reply.map(write);
    if (reply instanceof RedisFailure) return reply.message;
    if (typeof reply === 'string') return reply === 'OK' ? reply : text(Buffer.from(reply));
    if (Buffer.isBuffer(reply)) return text(reply);
    return typeof reply === 'bigint' ? Number(reply) : reply;
  };
  return write;
}
