import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const pollMilliseconds = 500;

/**
 * Calls back when the npm that runs this process is gone. npm that is killed outright, or by a
 * SIGHUP, tells nobody, and the shell between the two lives on. Gives the function that ends it.
 */
export function watchNpm(onGone: () => void): () => void {
  if (!process.env.npm_lifecycle_event) return () => {};
  // A script in between, as npm test is, is watched like npm itself.
  const npm = findNpm() ?? process.ppid;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(npm)) return;
    clearInterval(timer);
    onGone();
  }, pollMilliseconds);
  timer.unref();
  return () => clearInterval(timer);
}

/** npm is the parent, or the parent of the shell that it started. */
function findNpm(): number | null {
  let pid = process.ppid;
  for (let step = 0; step < 2; step += 1) {
    const { parent, command } = lookUp(pid);
    if (/^npm\b|npm-cli\.js/.test(command)) return pid;
    if (parent === null) return null;
    pid = parent;
  }
  return null;
}

function lookUp(pid: number): { parent: number | null; command: string } {
  try {
    const [parent, command] = existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
    return { parent: Number.isInteger(parent) && parent > 1 ? parent : null, command };
  } catch {
    return { parent: null, command: '' };
  }
}

function fromProc(pid: number): [parent: number, command: string] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  return [Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), command];
}

function fromPs(pid: number): [parent: number, command: string] {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const [, parent = '', command = ''] = /^\s*(\d+)\s+(.*)/.exec(stdout) ?? [];
  return [Number(parent), command];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
