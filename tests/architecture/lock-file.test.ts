import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

type Entry = { version?: string; resolved?: string; dev?: boolean };

const lock: { packages: Record<string, Entry> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
);
const manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> } =
  JSON.parse(readFileSync('package.json', 'utf8'));

/** The lowest versions without known holes, as advisories name them. */
const floors = [
  ['next', '16.4.1'],
  ['next-auth', '5.0.0-beta.32'],
  ['@auth/core', '0.41.3'],
  ['drizzle-orm', '0.45.2'],
  // CVE-2025-55182: react-server-dom was mended in 19.2.1.
  ['react', '19.2.1'],
  ['react-dom', '19.2.1'],
  ['sharp', '0.32.6'],
  ['postcss', '8.4.31'],
] as const;

test.each(floors)('FRAMEWORK-01 every locked copy of %s is at %s or above', (name, floor) => {
  const copies = versionsOf(name);
  expect(copies.length).toBeGreaterThan(0);
  for (const version of copies) expect(compare(version, floor), version).toBeGreaterThanOrEqual(0);
});

test('FRAMEWORK-01 there is one single copy of each package that holds state for all', () => {
  for (const name of ['@auth/core', 'next', 'next-auth', 'react', 'react-dom', 'drizzle-orm']) {
    expect(versionsOf(name), name).toHaveLength(1);
  }
});

test('FRAMEWORK-01 react and react-dom are of one version', () => {
  expect(versionsOf('react')).toEqual(versionsOf('react-dom'));
});

test('a prerelease counts as lower than its release, and its number counts as a number', () => {
  expect(compare('5.0.0-beta.9', '5.0.0-beta.32')).toBeLessThan(0);
  expect(compare('5.0.0', '5.0.0-beta.32')).toBeGreaterThan(0);
  expect(compare('0.45.10', '0.45.2')).toBeGreaterThan(0);
  expect(compare('16.4.0', '16.4.1')).toBeLessThan(0);
});

test('the lock file names every platform binary, so that npm ci takes it everywhere', async () => {
  const checked = promisify(execFile)(process.execPath, ['local/complete-lock.mjs', '--check']);
  await expect(checked).resolves.toMatchObject({ stdout: '' });
});

test('the manifest pins every version exactly', () => {
  const pins = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(pins.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('the lock file and the manifest agree', () => {
  const pins = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const differing = pins.filter(
    ([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version,
  );
  expect(differing).toEqual([]);
});

test('the lock file names no registry, so that any one serves it', () => {
  const hosts = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined);
  expect(hosts.map(([path]) => path)).toEqual([]);
});

function versionsOf(name: string): string[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, entry]) => entry.version ?? '');
}

/** Semantic versioning's order, as far as locked versions use it. */
function compare(one: string, other: string): number {
  const [a, b] = [parts(one), parts(other)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.prerelease === null || b.prerelease === null) {
    return Number(b.prerelease !== null) - Number(a.prerelease !== null);
  }
  return a.prerelease.localeCompare(b.prerelease, 'en', { numeric: true });
}

function parts(version: string): { numbers: number[]; prerelease: string | null } {
  const [release = '', ...rest] = version.split('-');
  return {
    numbers: release.split('.').map(Number),
    prerelease: rest.length > 0 ? rest.join('-') : null,
  };
}
