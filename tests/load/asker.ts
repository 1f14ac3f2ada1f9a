import { Agent, request as openRequest, type RequestOptions } from 'node:http';

/** When a request was sent and its answer had come whole, in milliseconds of `performance.now()`. */
export type Answer = { status: number; askedAt: number; answeredAt: number };

export type Asker = {
  ask(method: string, url: string, token: string | null): Promise<Answer>;
  /** Ends the connections that are kept open. */
  close(): void;
};

/**
 * Asks the site like a client program. Plain sockets and no `fetch`: the measuring shares its cores
 * with what it measures. Throws when there is no answer within 10 s.
 */
export function createAsker(): Asker {
  const agent = new Agent({ keepAlive: true });

  async function ask(method: string, url: string, token: string | null): Promise<Answer> {
    const options = {
      method,
      // A connection that waited may be closed just then: whoever writes takes a new one.
      agent: method === 'GET' ? agent : false,
      headers: token === null ? {} : { cookie: `gatehouse.session=${token}` },
      timeout: 10_000,
    } as const;
    const askedAt = performance.now();
    const sent = await send(url, options);
    if (sent !== 'closed') return { status: sent, askedAt, answeredAt: performance.now() };
    return ask(method, url, token);
  }

  return { ask, close: () => agent.destroy() };
}

/** The status; `closed` when the server had just given up a connection that was kept open. */
function send(url: string, options: RequestOptions): Promise<number | 'closed'> {
  return new Promise((resolve, reject) => {
    const sending = openRequest(url, options, (answer) => {
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
      answer.resume();
    });
    sending.once('timeout', () => sending.destroy(new Error(`no answer from ${url} in time`)));
    sending.once('error', (error: NodeJS.ErrnoException) => {
      if (sending.reusedSocket && error.code === 'ECONNRESET') resolve('closed');
      else reject(error);
    });
    sending.end();
  });
}
