#!/usr/bin/env node
// Seals every provider token anew under the newest secret, while the site runs.
import { resolve } from 'node:path';
import { exitOnSignals } from './exit-on-signals.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

const help = `npm run vault:reseal

Seals every provider token in the database anew under AUTH_SECRET; AUTH_SECRET_1, _2 and _3 open
what is there. Give it the secrets of the site and its DATABASE_URL, from the environment or the
.env files. It may run while the site does, may be stopped, and goes on where it stopped.
It ends with 1 when a token cannot be opened.`;

const args = process.argv.slice(2);
if (args.length === 1 && ['--help', '-h'].includes(args[0])) {
  console.log(help);
} else if (args.length > 0) {
  console.error(`vault:reseal takes no argument but --help: ${JSON.stringify(args.join(' '))}`);
  process.exitCode = 2;
} else {
  await ensureInstalled(root);
  exitOnSignals();
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: `${root}/tsconfig.json` });
  const { resealVault } = await import('./vault-reseal-command.ts');
  process.exitCode = await resealVault(root, resolve(root, process.env.LOCAL_DIR || '.local'));
}
