import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on one port of the machine's own addresses, IPv4 and, where there is one, IPv6. */
export type LoopbackServer = {
  port: number;
  /** Stops listening and hangs up on everybody. */
  stop(): Promise<void>;
};

/**
 * Listens on 127.0.0.1 and ::1, because `localhost` means either. Port 0 takes any port that is
 * free on both. Throws the system's error (EADDRINUSE) when the port is taken.
 */
export async function listenOnLoopback(
  port: number,
  listener: RequestListener,
): Promise<LoopbackServer> {
  for (let tries = 1; ; tries += 1) {
    const first = await listen('127.0.0.1', port, listener);
    const chosen = portOf(first);
    try {
      const second = await listen('::1', chosen, listener);
      return { port: chosen, stop: () => closeAll([first, second]) };
    } catch (error) {
      if (hasCode(error, 'EADDRNOTAVAIL') || hasCode(error, 'EAFNOSUPPORT')) {
        return { port: chosen, stop: () => closeAll([first]) };
      }
      await closeAll([first]);
      // The system gave a port that is free on IPv4 only: ask for another.
      if (port !== 0 || !hasCode(error, 'EADDRINUSE') || tries === 10) throw error;
    }
  }
}

function listen(host: string, port: number, listener: RequestListener): Promise<Server> {
  const server = createServer({ keepAliveTimeout: 60_000 }, listener);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

async function closeAll(servers: Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    ),
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
