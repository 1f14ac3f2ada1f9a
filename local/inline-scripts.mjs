import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The `sha256-…` sources of every inline script in the static pages of a build (`.next/server`),
 * sorted and each once: what a policy without 'unsafe-inline' has to name (CSP Level 3, 2.3.1).
 */
export function inlineScriptHashes(serverDirectory) {
  const hashes = new Set();
  for (const folder of ['app', 'pages']) {
    for (const file of pagesBelow(join(serverDirectory, folder))) {
      for (const script of inlineScripts(readFileSync(file, 'utf8'))) {
        hashes.add(`sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}`);
      }
    }
  }
  return [...hashes].sort();
}

/** The text of each script element that has no `src`. */
export function inlineScripts(html) {
  const found = [];
  for (const [, attributes, text] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi)) {
    if (!/\ssrc\s*=/i.test(attributes) && text !== '') found.push(text);
  }
  return found;
}

function pagesBelow(directory) {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true })
    .filter((name) => name.endsWith('.html'))
    .map((name) => join(directory, name));
}
