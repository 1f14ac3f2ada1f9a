import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs the locked packages when `node_modules` is missing or does not hold what the lock file
 * names. Uses Node's own modules only, because nothing else is there yet. Answers true when it
 * installed; exits the process when the install fails or is interrupted.
 */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return false;
  const startedAt = Date.now();
  console.log('Installing the packages of package-lock.json …');
  const code = await runNpm(root, ['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (code !== 0) {
    console.error(`The install failed (npm ci ended with ${code}).`);
    process.exit(1);
  }
  console.log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  return true;
}

/** Says whether npm's own record of what it installed agrees with the lock file. */
export function isInstalled(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(record);
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = present[path];
    // Binaries of other platforms are optional and rightly absent.
    if (!found && (entry.optional || entry.devOptional)) continue;
    if (found?.version !== entry.version) return false;
  }
  return true;
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * npm swallows a forwarded SIGINT and leaves a half-written tree behind, so it gets a process
 * group of its own, which is killed whole when this process is asked to stop.
 */
function runNpm(root, args) {
  const windows = process.platform === 'win32';
  const script = process.env.npm_execpath;
  const [command, before] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []];
  const child = spawn(command, [...before, ...args], {
    cwd: root,
    detached: !windows,
    shell: windows && command === 'npm',
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = () => {
    try {
      if (child.pid) process.kill(windows ? child.pid : -child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    console.error('\nThe install was interrupted; the next start begins it anew.');
    process.exit(130);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve) => {
    const settle = (code) => {
      for (const signal of signals) process.off(signal, stop);
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`npm cannot be started: ${error.message}`);
      settle(1);
    });
    child.on('exit', (code) => settle(code ?? 1));
  });
}
