import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';

export type ChildOptions = {
  cwd: string;
  environment?: NodeJS.ProcessEnv;
  /** Runs the program as this user, for those that refuse root. */
  user?: { uid: number; gid: number };
  /** Takes what the program says as it comes, for others to read while it runs. */
  logFile?: string;
};

/** A finished program: `code` is null when a signal ended it or it could not be started. */
export type Finished = { code: number | null; output: string };

const running = new Set<ChildProcess>();

/** Runs a program to its end and gives what it said on both streams. */
export async function run(command: string, args: string[], options: ChildOptions) {
  const child = start(command, args, options);
  return await child.finished;
}

/**
 * Starts a program as the leader of a process group, so that whatever it starts ends with it. All
 * that still run are killed when this process exits.
 */
export function start(command: string, args: string[], options: ChildOptions) {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.environment ?? process.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options.user,
  });
  running.add(child);
  const said: string[] = [];
  const hear = (chunk: Buffer) => {
    said.push(String(chunk));
    if (options.logFile) appendFileSync(options.logFile, chunk);
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const finished = new Promise<Finished>((resolve) => {
    const finish = (code: number | null, more = '') => {
      running.delete(child);
      resolve({ code, output: said.join('') + more });
    };
    child.once('error', (error) => finish(null, `${error.message}\n`));
    child.once('close', (code) => finish(code));
  });
  return {
    pid: child.pid,
    finished,
    /** What it has said so far. */
    output: () => said.join(''),
    /** Asks it to end, and ends its whole group after `graceMilliseconds`. */
    stop: async (graceMilliseconds = 8_000) => {
      if (!running.has(child)) return;
      signal(child, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMilliseconds);
      await finished;
      clearTimeout(timer);
      signalGroup(child, 'SIGKILL');
    },
  };
}

process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(child.pid, name);
  } catch {
    // It has ended by itself.
  }
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    // Nobody of the group is left.
  }
}
