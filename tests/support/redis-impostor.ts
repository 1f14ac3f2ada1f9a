import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Impostor = {
  url: string;
  /** Bodies of the requests that came, oldest first. */
  bodies: string[];
  stop(): Promise<void>;
};

/** A server that answers in the place of Redis as one test wants it: badly, mostly. */
export async function startImpostor(
  answer: (response: ServerResponse, body: string) => void,
): Promise<Impostor> {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    readAll(request).then((body) => {
      bodies.push(body);
      answer(response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += chunk;
  return body;
}
