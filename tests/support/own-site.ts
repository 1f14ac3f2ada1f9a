import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createDatabase } from '#db/client.ts';
import { migrateDatabase, migrationsFolder } from '#db/migrate.ts';
import { loopbackAddress, reservePort } from '#local/launcher/free-port.ts';
import { startSite, waitForSite } from '#local/launcher/site.ts';
import { seedAccountsInto } from '#local/seed.ts';
import { hashPassword } from '#server/passwords.ts';
import { builtTree } from './built-tree.ts';
import { startTestCloud, type TestCloud } from './cloud.ts';

/** A server of the test's own, over the build that is tested. */
export type OwnSite = { url: string; stop: () => Promise<void> };

/** The secret of such sites: tests seal tokens with it. */
export const ownSecret = 'hV3t9Qz0Lr7Xn2Wc5Kp8Yb1Md4Fg6Js0';

/**
 * Serves a tree in production mode. `variables` are laid over what a site on the local cloud
 * needs; undefined takes one away. Cloud and data are its own, or those of a cloud that is given,
 * which the site then leaves running.
 */
export async function startOwnSite(
  tree: string,
  variables: (port: number) => Record<string, string | undefined> = () => ({}),
  shared: TestCloud | null = null,
): Promise<OwnSite> {
  const cloud = shared ?? (await startTestCloud());
  const { port, release } = await reservePort({ name: 'PORT', port: 0, isGiven: true });
  const url = `http://localhost:${port}`;
  const environment = ownEnvironment({ ...cloud.environment, AUTH_URL: url, ...variables(port) });
  const database = createDatabase({
    url: cloud.environment.DATABASE_URL ?? '',
    endpoint: cloud.environment.DATABASE_HTTP_ENDPOINT,
  });
  await migrateDatabase(database, join(tree, migrationsFolder));
  await seedAccountsInto(database, hashPassword);
  await release();
  const host = await loopbackAddress();
  const site = startSite({ root: tree, command: 'preview', host, port, environment });
  const stop = async () => {
    await site.stop();
    if (!shared) await cloud.stop();
  };
  try {
    await waitForSite(site, url, 30_000);
  } catch (error) {
    await stop();
    throw new Error(`${error}\n${site.heldOutput()}`);
  }
  return { url, stop };
}

/** Starts the server of the build with wrong variables, to its end: how it ended, and what it said. */
export async function startInVain(variables: Record<string, string | undefined>) {
  const { port, release } = await reservePort({ name: 'PORT', port: 0, isGiven: true });
  await release();
  const site = startSite({
    root: resolve(builtTree),
    command: 'preview',
    host: await loopbackAddress(),
    port,
    environment: ownEnvironment(variables),
  });
  const timer = setTimeout(site.stop, 20_000);
  const ended = await site.ended;
  clearTimeout(timer);
  return { ended, output: site.heldOutput() };
}

/** What a site on the local cloud runs with; undefined takes a variable away. */
export function ownEnvironment(
  variables: Record<string, string | undefined>,
): Record<string, string> {
  const usual = {
    AUTH_SECRET: ownSecret,
    CRON_SECRET: `cron-${ownSecret}`,
    MAIL_FROM: 'Gatehouse <no-reply@gatehouse.example>',
    TRUSTED_PROXY_HOPS: '1',
    // The framework's sign that it has read the `.env` files: those of this folder are not meant.
    __NEXT_PROCESSED_ENV: 'true',
  };
  // Set to nothing counts as not set, and hides what the shell of whoever runs the test may hold.
  const known = Object.entries({ ...usual, ...variables });
  return Object.fromEntries(known.map(([name, value]) => [name, value ?? '']));
}

/** A copy of the build that a test may bend; `withoutConfig` leaves the framework's settings out. */
export function copyOfBuild({ withoutConfig = false } = {}): { tree: string; remove: () => void } {
  const tree = mkdtempSync(join(tmpdir(), 'gatehouse-build-'));
  const remove = () => rmSync(tree, { recursive: true, force: true });
  const parts = ['core', 'db', 'local', 'server', 'public', 'package.json', 'tsconfig.json'];
  for (const part of [...parts, ...(withoutConfig ? [] : ['next.config.ts', '.next-csp'])]) {
    cpSync(join(builtTree, part), join(tree, part), { recursive: true });
  }
  const isKept = (path: string) => !/\.next\/(cache|trace|diagnostics)/.test(path);
  cpSync(join(builtTree, '.next'), join(tree, '.next'), { recursive: true, filter: isKept });
  symlinkSync(resolve(builtTree, 'node_modules'), join(tree, 'node_modules'));
  return { tree, remove };
}

/** Takes every matcher from a copy's middleware: the framework never runs it then. */
export function emptyMatcher(tree: string): void {
  const path = join(tree, '.next', 'server', 'middleware-manifest.json');
  const manifest: { middleware: Record<string, { matchers: unknown[] }> } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  const parts = Object.values(manifest.middleware);
  if (parts.length !== 1) throw new Error('the build has not one middleware');
  for (const part of parts) part.matchers = [];
  writeFileSync(path, JSON.stringify(manifest));
}
