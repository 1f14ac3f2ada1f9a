#!/usr/bin/env node
// Measures how soon an ended session is denied elsewhere, and what the check of sessions costs.
import { join } from 'node:path';
import { build, isBuilt } from '../../local/build.mjs';
import { ensureInstalled } from '../../local/install.mjs';
import { root } from '../../local/root.mjs';

await ensureInstalled(root);
const { register } = await import('tsx/esm/api');
register({ tsconfig: join(root, 'tsconfig.json') });
const { measure } = await import('./revoke-to-deny.ts');
await measure({ root, build, isBuilt, words: process.argv.slice(2) });
