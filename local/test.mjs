#!/usr/bin/env node
// All of the tests, from a bare clone if need be.
import { join } from 'node:path';
import { exitOnSignals } from './exit-on-signals.mjs';
import { ensureInstalled } from './install.mjs';
import { root } from './root.mjs';

await ensureInstalled(root);
exitOnSignals();
const { register } = await import('tsx/esm/api');
register({ tsconfig: join(root, 'tsconfig.json') });
const { testEverything } = await import('./checks/test-everything.ts');
await testEverything(root);
