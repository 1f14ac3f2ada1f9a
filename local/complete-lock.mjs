#!/usr/bin/env node
// A registry may lack the binaries that a package offers for some platform. npm then leaves them
// out of the lock file, and refuses that very lock file at `npm ci`. This adds an entry for each;
// `--check` adds nothing, and fails when one is missing.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';

/** The optional dependencies that a locked package names and the lock file does not hold. */
export function missingOptional(packages) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isHeld(packages, path, name)) missing.set(`node_modules/${name}`, { name, version });
    }
  }
  return missing;
}

/** An entry as npm writes it, with the platform read from the name (`swc-linux-arm64-musl`). */
export function placeholder({ name, version }) {
  const os = ['darwin', 'linux', 'win32', 'freebsd', 'android'].find((one) => name.includes(one));
  const cpu = ['arm64', 'x64', 'ia32', 'arm'].find((one) => name.split(/[-./]/).includes(one));
  return {
    version: version.replace(/^[^\d]*/, ''),
    optional: true,
    ...(os ? { os: [os] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
  };
}

/** Node looks for a dependency beside the package, then in each folder above it. */
function isHeld(packages, from, name) {
  for (let folder = from; ; ) {
    if (packages[folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`]) return true;
    if (folder === '') return false;
    const end = folder.lastIndexOf('/node_modules/');
    folder = end < 0 ? '' : folder.slice(0, end);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = join(root, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const missing = missingOptional(lock.packages);
  for (const path of missing.keys()) console.log(`missing: ${path}`);
  if (missing.size > 0 && process.argv.includes('--check')) {
    console.log('Run: node local/complete-lock.mjs');
    process.exit(1);
  }
  for (const [path, wanted] of missing) lock.packages[path] = placeholder(wanted);
  const [first, ...others] = Object.entries(lock.packages);
  others.sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = Object.fromEntries([first, ...others]);
  if (missing.size > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
