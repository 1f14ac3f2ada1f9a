import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Top-level names that no build reads: a change there leaves the build as it is. */
const unread = new Set([
  'node_modules',
  'docs',
  'local',
  'tests',
  'test-results',
  'playwright-report',
  'next-env.d.ts',
]);

/**
 * One digest of everything that a production build depends on: the sources' contents (times of
 * files say nothing after a checkout or a copy), the platform, what is inlined from the environment,
 * and whether the site is on https, by which its headers differ.
 */
export function sourceDigest(root, siteUrl) {
  const hash = createHash('sha256');
  hash.update(`${process.platform} ${process.arch} ${process.versions.node}\n`);
  hash.update(`${siteUrl ? new URL(siteUrl).protocol : 'any'}\n`);
  for (const name of Object.keys(process.env).sort()) {
    if (name.startsWith('NEXT_PUBLIC_')) hash.update(`${name}=${process.env[name]}\n`);
  }
  addDirectory(hash, root, '');
  return hash.digest('hex');
}

function addDirectory(hash, root, below) {
  const entries = readdirSync(join(root, below), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = below ? `${below}/${entry.name}` : entry.name;
    if (below === '' && isUnread(entry.name)) continue;
    if (entry.isDirectory()) addDirectory(hash, root, path);
    else if (entry.isFile()) hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
}

function isUnread(name) {
  // Dot files are tools' own, except those from which the framework takes its environment.
  if (name.startsWith('.')) return !/^\.env(\.(local|production|production\.local))?$/.test(name);
  return unread.has(name) || name.endsWith('.md') || name.endsWith('.tsbuildinfo');
}
