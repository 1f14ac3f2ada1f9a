import { connect, createServer, type Server } from 'node:net';
import { LaunchRefusal } from './launch-refusal.ts';
import type { WantedPort } from './settings.ts';

/** A port that is kept from others until it is released to its user. */
export type ReservedPort = { port: number; release: () => Promise<void> };

const portsToTry = 100;

/**
 * Finds a port on the loopback interface and holds it: the wanted one, or the next free one unless
 * the user named it. Throws a LaunchRefusal when the named one is taken, or when none is free.
 */
export async function reservePort(wanted: WantedPort): Promise<ReservedPort> {
  if (wanted.port === 0) return hold(await listen(0));
  const last = wanted.isGiven ? wanted.port : Math.min(wanted.port + portsToTry, 65_535);
  for (let port = wanted.port; port <= last; port += 1) {
    const server = (await isAnswered(port)) ? null : await listen(port);
    if (server) return hold(server);
  }
  throw new LaunchRefusal(
    wanted.isGiven
      ? `Port ${wanted.port} (${wanted.name}) is taken: give another one, or leave ${wanted.name} unset.`
      : `No port between ${wanted.port} and ${last} is free: give one in ${wanted.name}.`,
  );
}

/** The loopback address on which this machine can listen. */
export async function loopbackAddress(): Promise<string> {
  const server = await listen(0, '127.0.0.1');
  if (!server) return '::1';
  await close(server);
  return '127.0.0.1';
}

/**
 * Some systems let one program listen on 127.0.0.1 while another listens on every address, or on
 * ::1: the two would answer in turn. So a port counts as taken when anyone answers there.
 */
async function isAnswered(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => canConnect(host, port)));
  return answers.includes(true);
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}

function listen(port: number, host?: string): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(null));
    server.listen({ port, host: host ?? 'localhost' }, () => resolve(server));
  });
}

function hold(server: Server | null): ReservedPort {
  const address = server?.address();
  if (!server || address === null || typeof address !== 'object') {
    throw new LaunchRefusal('This machine gives no port on its loopback interface.');
  }
  return { port: address.port, release: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
