import { connect } from 'node:net';
import { siteUrl } from './site.ts';

export type RawAnswer = { status: number; head: string; body: string };

/**
 * Sends a request over a bare socket, so that no client normalises its path. The host is always
 * the test run's own site on this machine.
 */
export function rawRequest(
  target: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: {
    method?: string;
    headers?: Record<string, string>;
    body?: string;
  } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(siteUrl);
  const lines = Object.entries({ Host: `${hostname}:${port}`, Connection: 'close', ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const chunks: Buffer[] = [];
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer to ${target}`)));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => resolve(readAnswer(Buffer.concat(chunks).toString('latin1'))));
    socket.write(Buffer.from(`${method} ${target} HTTP/1.1\r\n${head}\r\n${body}`, 'latin1'));
  });
}

/** An answer that never came has status 0: the server hung up. */
function readAnswer(text: string): RawAnswer {
  const at = text.indexOf('\r\n\r\n');
  const head = at < 0 ? text : text.slice(0, at);
  return {
    status: Number(/^HTTP\/1\.\d (\d{3})/.exec(head)?.[1] ?? 0),
    head,
    body: at < 0 ? '' : text.slice(at + 4),
  };
}

/** Begins a post whose chunks never come to an end; gives the function that hangs up. */
export function beginEndlessPost(target: string): () => void {
  const { hostname, port } = new URL(siteUrl);
  const socket = connect({ host: hostname, port: Number(port) });
  const drip = setInterval(() => socket.write('1\r\n \r\n'), 100);
  socket.on('error', () => undefined);
  socket.write(
    `POST ${target} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
  );
  return () => {
    clearInterval(drip);
    socket.destroy();
  };
}
