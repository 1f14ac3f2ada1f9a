/** A Redis for the stand-in of Upstash: embedded in this process, or any real one. */
export type RedisEngine = {
  /** Runs commands in their order; each answers for itself. */
  pipeline(commands: RedisCommand[]): Promise<RedisReply[]>;
  /** Runs commands as one transaction; a failure when it was discarded. */
  transaction(commands: RedisCommand[]): Promise<RedisReply[] | RedisFailure>;
  /** Empties the store and forgets its scripts, as a restart would. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

/** A command's name and its arguments. */
export type RedisCommand = [name: string, ...args: string[]];

/** A reply of RESP 2: a status is a string, a value is bytes. */
export type RedisReply = string | Buffer | number | bigint | null | RedisFailure | RedisReply[];

/** An error reply: `ERR …`, `WRONGTYPE …`. */
export class RedisFailure {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** The reply to a transaction of which a command could not be queued. */
export function discarded(): RedisFailure {
  return new RedisFailure('EXECABORT Transaction discarded because of previous errors.');
}
