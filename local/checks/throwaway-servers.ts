import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { createClient } from 'redis';
import { reservePort } from '#local/launcher/free-port.ts';
import { run, start } from './child.ts';
import { findPostgres, findProgram } from './find-program.ts';

/** A server for the length of a test run, with its own port and folder. */
export type ThrowawayServer = { url: string; stop: () => Promise<void> };

const startTimeoutMilliseconds = 30_000;

/** Starts an empty PostgreSQL; null when this machine has none. Throws with its words when it fails. */
export async function startPostgres(): Promise<ThrowawayServer | null> {
  const programs = findPostgres();
  if (!programs) return null;
  const user = await unprivilegedUser();
  const directory = temporaryDirectory('postgres', user);
  const options = { cwd: directory, ...(user ? { user } : {}) };
  const made = await run(
    join(programs, 'initdb'),
    ['-D', 'data', '-U', 'gatehouse', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    options,
  );
  if (made.code !== 0) throw new Error(`initdb failed:\n${made.output}`);
  const port = await freePort();
  // Nothing in it outlives the run, so it need not reach the disk.
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const server = start(
    join(programs, 'postgres'),
    ['-D', 'data', '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    options,
  );
  const url = `postgresql://gatehouse@127.0.0.1:${port}/postgres`;
  return await whenReady(server, url, directory, async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.end();
  });
}

/** Starts an empty redis-server; null when this machine has none. Throws with its words when it fails. */
export async function startRedis(): Promise<ThrowawayServer | null> {
  const program = findProgram('redis-server');
  if (!program) return null;
  const directory = temporaryDirectory('redis', null);
  const port = await freePort();
  const server = start(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { cwd: directory },
  );
  const url = `redis://127.0.0.1:${port}`;
  return await whenReady(server, url, directory, async () => {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => {});
    await client.connect();
    await client.close();
  });
}

async function whenReady(
  server: ReturnType<typeof start>,
  url: string,
  directory: string,
  connect: () => Promise<void>,
): Promise<ThrowawayServer> {
  const stop = async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  const deadline = Date.now() + startTimeoutMilliseconds;
  while (Date.now() < deadline) {
    try {
      await connect();
      return { url, stop };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  const said = server.output();
  await stop();
  throw new Error(`No server at ${url} after ${startTimeoutMilliseconds / 1000} s:\n${said}`);
}

/** PostgreSQL refuses root; null when this process is an ordinary user's already. */
async function unprivilegedUser(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => numberOf(flag, name)));
    if (uid && gid) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody.');
}

async function numberOf(flag: string, name: string): Promise<number | null> {
  const { code, output } = await run('id', [flag, name], { cwd: '/' });
  return code === 0 ? Number(output.trim()) : null;
}

function temporaryDirectory(name: string, owner: { uid: number; gid: number } | null): string {
  const directory = mkdtempSync(join(tmpdir(), `gatehouse-${name}-`));
  if (owner) chownSync(directory, owner.uid, owner.gid);
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function freePort(): Promise<number> {
  const reserved = await reservePort({ name: 'a test server', port: 0, isGiven: true });
  await reserved.release();
  return reserved.port;
}
