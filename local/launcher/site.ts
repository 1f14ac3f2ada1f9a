import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Command } from './settings.ts';
import { siteOutput } from './site-output.ts';

export type Site = {
  /** Resolves when the site ends, with what there is to say about it. */
  ended: Promise<string>;
  /** Lets the site's own output through from now on. */
  showOutput(): void;
  /** What the site has said so far and nobody has seen. */
  heldOutput(): string;
  stop(): Promise<void>;
  /** Ends the site at once, for the last moment of this process. */
  kill(): void;
};

const stopGraceMilliseconds = 4_000;

/**
 * Starts the framework's server, as the leader of a process group of its own: the terminal's
 * Ctrl-C reaches the launcher alone, which then stops the whole group.
 */
export function startSite(options: {
  root: string;
  command: Command;
  host: string;
  port: number;
  environment: Record<string, string>;
}): Site {
  const { root, command, host, port } = options;
  const verb = command === 'dev' ? 'dev' : 'start';
  const script = join(root, 'local', 'next.mjs');
  const child = spawn(process.execPath, [script, verb, '-H', host, '-p', String(port)], {
    cwd: root,
    detached: process.platform !== 'win32',
    env: childEnvironment(command, options.environment),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  const output = siteOutput(child);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit ${code}`));
  });
  return {
    ended,
    showOutput: output.show,
    heldOutput: output.held,
    kill: () => signalGroup(child, 'SIGKILL'),
    stop: async () => {
      // In development the framework keeps nothing to finish, kills its own server 0.1 s after a
      // signal, and leaves a process behind that would send telemetry, were it not turned off.
      signalGroup(child, command === 'dev' ? 'SIGKILL' : 'SIGTERM');
      const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), stopGraceMilliseconds);
      await ended;
      clearTimeout(timer);
      // A worker may outlive its leader.
      return signalGroup(child, 'SIGKILL');
    },
  };
}

/** Waits until the site answers at all; throws when it ends first or takes too long. */
export async function waitForSite(site: Site, origin: string, timeoutMilliseconds: number) {
  let end: string | null = null;
  void site.ended.then((why) => {
    end = why;
  });
  const deadline = Date.now() + timeoutMilliseconds;
  while (Date.now() < deadline) {
    if (end !== null) throw new Error(`The site ended while starting (${end}).`);
    if (await answers(origin)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The site gave no answer within ${timeoutMilliseconds / 1000} s.`);
}

async function answers(origin: string): Promise<boolean> {
  try {
    const response = await fetch(origin, {
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}

/** The shell's variables and the added ones; the framework reads the `.env` files by itself. */
function childEnvironment(command: Command, added: Record<string, string>): NodeJS.ProcessEnv {
  const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;
  return {
    ...process.env,
    ...(isColoured ? { FORCE_COLOR: '1' } : {}),
    ...added,
    NODE_ENV: command === 'dev' ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (!child.pid) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}
