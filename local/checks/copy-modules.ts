import { cpSync, rmSync } from 'node:fs';
import { run } from './child.ts';

/**
 * Puts a copy of `node_modules` into another tree: hard links where the file system has them. The
 * bundler refuses a symbolic link.
 */
export async function copyModules(from: string, to: string): Promise<void> {
  const { code } = await run('cp', ['-al', from, to], { cwd: '/' });
  if (code === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}
