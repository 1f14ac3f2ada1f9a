import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './child.ts';

/** Decides whether this machine lets us install Debian packages: root, on Debian or a child of it. */
export function mayInstallPackages(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  return existsSync('/etc/os-release') && /debian/i.test(readFileSync('/etc/os-release', 'utf8'));
}

/** Installs Debian packages without starting the services that they bring; true when it worked. */
export async function installPackages(names: readonly string[]): Promise<boolean> {
  console.log(`Installing ${names.join(', ')} with apt-get …`);
  return await withoutStartingServices(async () => {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) => run('apt-get', args, { cwd: '/', environment });
    const install = ['install', '-y', '-q', '--no-install-recommends', ...names];
    if ((await apt(...install)).code === 0) return true;
    // The lists of a fresh machine are empty.
    await apt('update', '-q');
    const { code, output } = await apt(...install);
    if (code !== 0) console.log(output.trimEnd().split('\n').slice(-3).join('\n'));
    return code === 0;
  });
}

/** Debian asks policy-rc.d whether an install may start a service: 101 means no. */
async function withoutStartingServices<Value>(work: () => Promise<Value>): Promise<Value> {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return await work();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const remove = () => rmSync(policy, { force: true });
  process.on('exit', remove);
  try {
    return await work();
  } finally {
    process.off('exit', remove);
    remove();
  }
}
