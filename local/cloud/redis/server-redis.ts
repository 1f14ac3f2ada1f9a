import { createClient, ErrorReply, MultiErrorReply, RESP_TYPES } from 'redis';
import {
  discarded,
  type RedisCommand,
  type RedisEngine,
  RedisFailure,
  type RedisReply,
} from './redis-engine.ts';

/**
 * Opens one connection to a real Redis, which is made again when it breaks. Throws when there is no
 * Redis at the start.
 */
export async function openServerRedis(url: string): Promise<RedisEngine> {
  let wasThere = false;
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 5_000,
      reconnectStrategy: (tries) => wasThere && Math.min(50 * tries, 1_000),
    },
  });
  // A broken connection fails the commands under way; each of them says so for itself.
  client.on('error', () => undefined);
  await client.connect();
  wasThere = true;
  const binary = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const pipeline = (commands: RedisCommand[]) =>
    Promise.all(commands.map((command) => settle(binary.sendCommand(command))));
  return {
    pipeline,
    async transaction(commands) {
      const transaction = binary.multi();
      for (const command of commands) transaction.addCommand(command);
      try {
        return readReplies(await transaction.exec());
      } catch (error) {
        if (error instanceof MultiErrorReply) return readReplies(error.replies);
        if (error instanceof ErrorReply) return discarded();
        throw error;
      }
    },
    async clear() {
      await pipeline([['FLUSHDB'], ['SCRIPT', 'FLUSH']]);
    },
    async close() {
      client.destroy();
    },
  };
}

async function settle(sent: Promise<unknown>): Promise<RedisReply> {
  try {
    return readReply(await sent);
  } catch (error) {
    if (error instanceof ErrorReply) return new RedisFailure(error.message);
    throw error;
  }
}

function readReplies(replies: readonly unknown[]): RedisReply[] {
  return replies.map(readReply);
}

function readReply(reply: unknown): RedisReply {
  if (reply === null || reply === undefined) return null;
  if (typeof reply === 'string' || typeof reply === 'number' || Buffer.isBuffer(reply))
    return reply;
  if (reply instanceof ErrorReply) return new RedisFailure(reply.message);
  if (Array.isArray(reply)) return readReplies(reply);
  throw new Error('Redis gave a reply of an unknown kind.');
}
