import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { copyModules } from '#local/checks/copy-modules.ts';
import { testEnvironment } from '#local/checks/test-environment.ts';

/** A small tree with the real launcher, cloud and schema, and a site of one page and two routes. */
export type LaunchTree = { root: string; remove: () => void };

const realParts = [
  ...['core', 'db', 'local', 'server', 'ui', 'emails'],
  ...['package.json', 'package-lock.json', 'tsconfig.json'],
];

const siteFiles = {
  'next.config.mjs':
    'export default { generateBuildId: () => process.env.GATEHOUSE_BUILD_ID ?? null, typescript: { ignoreBuildErrors: true } };',
  'app/layout.tsx':
    'export default function Root({ children }: { children: React.ReactNode }) { return <html lang="en"><body>{children}</body></html>; }',
  'app/page.tsx': 'export default function Page() { return <p>A small site</p>; }',
  'app/api/die/route.ts':
    'export function GET() { setTimeout(() => process.exit(7), 50); return new Response("dying"); }',
  'app/api/cron/deliver-mail/route.ts':
    'export function GET() { return new Response(null, { status: 204 }); }',
};

/** Makes such a tree in the temporary folder. */
export async function makeLaunchTree(): Promise<LaunchTree> {
  const root = mkdtempSync(join(tmpdir(), 'gatehouse-launch-'));
  for (const part of realParts) cpSync(part, join(root, part), { recursive: true });
  await copyModules(join(process.cwd(), 'node_modules'), join(root, 'node_modules'));
  for (const [path, text] of Object.entries(siteFiles)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** A started launcher: what it says, where it is, how it ends. */
export type Launched = {
  child: ChildProcess;
  /** Everything said so far, on both streams. */
  said: () => string;
  /** Resolves when the site is ready; throws with what was said when the launcher ends first. */
  ready: () => Promise<{ app: string; cloud: string; pid: number }>;
  /** Resolves with the exit code, null after a signal. */
  ended: Promise<number | null>;
};

/**
 * Starts the launcher of a tree, on any free ports and on `LOCAL_DIR=data` unless told otherwise;
 * by npm when the last parameter says so.
 */
export function launch(
  tree: LaunchTree,
  command: string,
  variables: Record<string, string> = {},
  [program, ...before]: [string, ...string[]] = [
    process.execPath,
    join(tree.root, 'local', 'launch.mjs'),
  ],
): Launched {
  const child = spawn(program, [...before, command], {
    cwd: tree.root,
    env: testEnvironment({ PORT: '0', LOCAL_PORT: '0', LOCAL_DIR: 'data', ...variables }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const take = (chunk: Buffer) => {
    text += chunk;
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  let isOver = false;
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      isOver = true;
      resolve(code);
    });
  });
  const note = join(tree.root, variables.LOCAL_DIR ?? 'data', 'cloud.json');
  const ready = async () => {
    while (!isOver) {
      if (existsSync(note) && text.includes('is ready'))
        return JSON.parse(readFileSync(note, 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The launcher ended before the site was ready:\n${text}`);
  };
  return { child, said: () => text, ready, ended };
}

/** The processes whose working directory or command line lies in a tree, as `pid command`. */
export function processesOf(tree: LaunchTree): string[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => line.includes(tree.root));
}

/** Fails unless the end of a launcher left no process, no note and no lock behind. */
export async function expectNothingLeft(tree: LaunchTree, folder: string): Promise<void> {
  await expect.poll(() => processesOf(tree), { timeout: 10_000 }).toEqual([]);
  const left = ['cloud.json', 'lock', 'postgres/lock'].filter((name) =>
    existsSync(join(tree.root, folder, name)),
  );
  expect(left).toEqual([]);
}
