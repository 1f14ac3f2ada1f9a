#!/usr/bin/env node
// drizzle-kit on the configured database; on the local one while nobody else has it.
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { exitOnSignals } from './exit-on-signals.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

const args = process.argv.slice(2);
await ensureInstalled(root);
exitOnSignals();
const { register } = await import('tsx/esm/api');
register({ tsconfig: join(root, 'tsconfig.json') });
const { findDatabase } = await import('./launcher/find-database.ts');

// Only what talks to a database needs one: `generate` compares the schema with the migrations.
const needsDatabase = args[0] !== 'generate' && args[0] !== 'check';
const directory = resolve(root, process.env.LOCAL_DIR || '.local');
const database = needsDatabase ? findDatabase(root, directory) : { environment: {} };
if (database.refusal) {
  console.error(database.refusal);
  process.exit(1);
}
if (database.name) console.log(`On ${database.name}`);
if (database.release) process.on('exit', database.release);

const child = spawn(process.execPath, [join(root, 'node_modules/drizzle-kit/bin.cjs'), ...args], {
  cwd: root,
  env: { ...process.env, ...database.environment },
  stdio: 'inherit',
});
child.on('exit', (code) => process.exit(code ?? 1));
process.on('exit', () => child.kill());
