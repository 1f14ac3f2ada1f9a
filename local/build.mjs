#!/usr/bin/env node
// The production build. Static pages cannot carry a nonce, so the content security policy names
// the hashes of their inline scripts: they are known only after a build, and are built in then.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitOnSignals } from './exit-on-signals.mjs';
import { inlineScriptHashes } from './inline-scripts.mjs';
import { root } from './root.mjs';
import { sourceDigest } from './source-digest.mjs';

const hashFile = join(root, '.next-csp', 'hashes.json');
const stampFile = join(root, '.next', 'gatehouse-build.json');

/** Says whether `.next` holds a finished build of exactly these sources for a site at `siteUrl`. */
export function isBuilt(siteUrl) {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8')).digest === sourceDigest(root, siteUrl);
  } catch {
    return false;
  }
}

/**
 * Builds until the policy and the pages agree: once when the known hashes still hold, else twice.
 * `output` takes the framework's words ('inherit', or a function of text); `signal` stops it;
 * `siteUrl` decides on the headers that only https may have. Throws when a build fails, or when two builds give different hashes.
 */
export async function build({ output = 'inherit', signal, siteUrl = process.env.AUTH_URL } = {}) {
  const digest = sourceDigest(root, siteUrl);
  const environment = { ...process.env, GATEHOUSE_BUILD_ID: digest.slice(0, 24) };
  if (siteUrl) environment.AUTH_URL = siteUrl;
  rmSync(stampFile, { force: true });
  for (let round = 1; round <= 2; round += 1) {
    const before = knownHashes();
    await runNextBuild(environment, output, signal);
    const after = inlineScriptHashes(join(root, '.next', 'server'));
    if (JSON.stringify(before) === JSON.stringify(after)) {
      writeFileSync(stampFile, `${JSON.stringify({ digest })}\n`);
      return;
    }
    mkdirSync(dirname(hashFile), { recursive: true });
    writeFileSync(hashFile, `${JSON.stringify(after, null, 2)}\n`);
    if (round === 1) say(output, 'The inline scripts of static pages changed: building again.\n');
  }
  throw new Error(
    'The inline scripts of static pages differ between two builds of the same sources, so no content security policy can name them.',
  );
}

function knownHashes() {
  try {
    return JSON.parse(readFileSync(hashFile, 'utf8'));
  } catch {
    return null;
  }
}

function say(output, text) {
  if (output === 'inherit') process.stdout.write(text);
  else output(text);
}

/**
 * The framework writes its build id into those inline scripts and draws a new one for each build:
 * next.config.ts takes it from GATEHOUSE_BUILD_ID, so that the same sources give the same pages.
 */
function runNextBuild({ NODE_ENV: _, ...environment }, output, signal) {
  const quiet = output !== 'inherit';
  const child = spawn(process.execPath, [join(root, 'local', 'next.mjs'), 'build'], {
    cwd: root,
    detached: process.platform !== 'win32',
    env: { ...environment, NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['pipe', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  });
  child.stdout?.on('data', (chunk) => output(String(chunk)));
  child.stderr?.on('data', (chunk) => output(String(chunk)));
  // The child's group goes with this process, however this one ends.
  const stop = () => {
    try {
      if (child.pid) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  process.on('exit', stop);
  signal?.addEventListener('abort', stop);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('exit', stop);
      signal?.removeEventListener('abort', stop);
      if (code === 0) resolve();
      else reject(new Error(`next build ended with ${code ?? 'a signal'}`));
    });
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  exitOnSignals();
  try {
    await build();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
