import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Answer, CloudRequest } from '../service.ts';

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Hands a whole request to a listener of Node's own kind and gives its whole answer; nothing is
 * sent. `mount` is the beginning of the path that the listener shall not see but must write into
 * the addresses that it makes.
 */
export async function exchange(
  listener: Listener,
  { method, url, headers, body }: CloudRequest,
  { mount, path }: { mount: string; path: string },
): Promise<Answer> {
  const target = `${path}${url.search}`;
  const { 'transfer-encoding': _, 'content-length': __, ...rest } = headers;
  const request = Object.assign(new IncomingMessage(new Socket()), {
    method,
    url: target,
    originalUrl: `${mount}${target}`,
    httpVersionMajor: 1,
    httpVersionMinor: 1,
    headers: body.length > 0 ? { ...rest, 'content-length': String(body.length) } : rest,
  });
  if (body.length > 0) request.push(body);
  request.push(null);
  const response = new HeldResponse(request);
  await listener(request, response);
  return response.answer();
}

/** A response that keeps what is written to it. */
class HeldResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];

  override write(chunk: unknown): boolean {
    this.#keep(chunk);
    return true;
  }

  override end(chunk?: unknown): this {
    this.#keep(chunk);
    return this;
  }

  answer(): Answer {
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(this.getHeaders())) {
      if (name !== 'content-length' && value !== undefined) {
        headers[name] = Array.isArray(value) ? value : String(value);
      }
    }
    return { status: this.statusCode, headers, body: Buffer.concat(this.#chunks).toString('utf8') };
  }

  #keep(chunk: unknown): void {
    if (typeof chunk === 'string') this.#chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) this.#chunks.push(Buffer.from(chunk));
  }
}
