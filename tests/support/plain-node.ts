import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Runs a few lines of plain JavaScript in a process of their own; gives what they print. */
export async function inNode(source: string): Promise<string> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', source]);
  return stdout.trim();
}

/** The address of one of the commands' plain modules, as a literal for such lines. */
export function localModule(name: string): string {
  return JSON.stringify(join(process.cwd(), 'local', name));
}

/** Gives temporary folders, and removes all of them at the end of a test. */
export function temporaryFolders(): { folder: () => string; remove: () => void } {
  const made: string[] = [];
  return {
    folder: () => {
      const path = mkdtempSync(join(tmpdir(), 'gatehouse-test-'));
      made.push(path);
      return path;
    },
    remove: () => {
      for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Says whether a process lives. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
