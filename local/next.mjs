// Runs the framework's command line in this process, and ends it when whoever started it is gone:
// standard input is a pipe from the starter, so its end is seen even after a SIGKILL.
import { createRequire } from 'node:module';
import { root } from './root.mjs';

const graceMilliseconds = 2_000;

process.stdin.on('error', () => {});
process.stdin.on('end', () => {
  // See site.ts: in development there is nothing to finish.
  if (process.argv[2] === 'dev') endGroup();
  process.kill(process.pid, 'SIGTERM');
  setTimeout(endGroup, graceMilliseconds);
});
process.stdin.resume();
process.stdin.unref?.();

process.chdir(root);
const require = createRequire(import.meta.url);
const binary = require.resolve('next/dist/bin/next');
process.argv.splice(1, 1, binary);
require(binary);

/** The starter makes this process the leader of a group, to which the framework's workers belong. */
function endGroup() {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.kill(process.pid, 'SIGKILL');
  }
}
