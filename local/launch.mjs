#!/usr/bin/env node
// From a bare clone to a running site. Only Node's own modules are there until the install is
// done; the rest of the launcher is TypeScript.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { lockDirectory } from './directory-lock.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

const command = process.argv[2];
if (command !== 'dev' && command !== 'preview') {
  console.error('Say which: node local/launch.mjs dev|preview');
  process.exit(1);
}

// The lock comes before the install, which would pull node_modules from under a running site.
const directory = resolve(root, process.env.LOCAL_DIR || '.local');
const lock = lockDirectory(directory);
if (!lock.taken) {
  const where = runningAddress();
  console.error(
    `Already running on ${directory} (process ${lock.pid}${where ? `, ${where}` : ''}): stop it first, or set LOCAL_DIR to another folder.`,
  );
  process.exit(1);
}
process.on('exit', lock.release);

await ensureInstalled(root);
const { register } = await import('tsx/esm/api');
register({ tsconfig: join(root, 'tsconfig.json') });
const { launch } = await import('./launcher/launch.ts');
await launch({ command, root, directory, build, isBuilt });

function runningAddress() {
  try {
    return JSON.parse(readFileSync(join(directory, 'cloud.json'), 'utf8')).app;
  } catch {
    return null;
  }
}
