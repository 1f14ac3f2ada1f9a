import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the lock of a data directory for this process, so that a second start on it is refused.
 * Answers `{ taken: true, release }`, or `{ taken: false, pid }` with the process that holds it.
 * A lock whose process is dead, or whose number was given to another process since, is replaced.
 */
export function lockDirectory(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'lock');
  const mine = `${path}.${process.pid}`;
  const content = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) });
  writeFileSync(mine, content, { mode: 0o600 });
  try {
    // A few rounds: another process may remove or replace the lock between two of these steps.
    for (let round = 0; round < 5; round += 1) {
      if (link(mine, path)) return { taken: true, release: () => release(path, content) };
      const holder = read(path);
      if (holder && isAlive(holder)) return { taken: false, pid: holder.pid };
      removeStale(path, holder);
    }
    return { taken: false, pid: read(path)?.pid ?? null };
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Creates the lock in one step of the file system, with its content already inside. */
function link(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Two starts may find the same stale lock: what was moved away is looked at once more. */
function removeStale(path, stale) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved && moved.pid !== stale?.pid && isAlive(moved)) link(aside, path);
  rmSync(aside, { force: true });
}

function release(path, content) {
  try {
    if (readFileSync(path, 'utf8') === content) rmSync(path, { force: true });
  } catch {
    // Someone removed the directory while we ran.
  }
}

function read(path) {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isInteger(holder.pid) ? holder : null;
  } catch {
    return null;
  }
}

function isAlive(holder) {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const startedAt = startOf(holder.pid);
  return holder.startedAt === null || startedAt === null || holder.startedAt === startedAt;
}

/** When a process began: this boot's id and the kernel's ticks since; null without /proc. */
function startOf(pid) {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields are counted after the command, which may hold blanks and brackets.
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return null;
  }
}
