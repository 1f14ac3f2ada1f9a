import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { inNode, isRunning, localModule, temporaryFolders } from '#tests/support/plain-node.ts';

const { folder, remove } = temporaryFolders();
afterEach(remove);

const lockModule = localModule('directory-lock.mjs');
const takeLock = (directory: string) =>
  `import { lockDirectory } from ${lockModule}; const lock = lockDirectory(${JSON.stringify(directory)}); console.log(JSON.stringify(lock));`;

test('of many processes that want a folder at once, one gets it', async () => {
  const directory = folder();
  const holdOn = `${takeLock(directory)} await new Promise((resolve) => setTimeout(resolve, 1_500));`;
  const answers = await Promise.all(Array.from({ length: 8 }, () => inNode(holdOn)));
  const taken = answers.map((answer) => JSON.parse(answer)).filter((answer) => answer.taken);
  expect(taken).toHaveLength(1);
  expect(readdirSync(directory)).toEqual(['lock']);
});

test.each([
  ['of a process that is gone', { pid: 2 ** 22 + 7, startedAt: 'long ago' }],
  ['of a process whose number another has now', { pid: process.pid, startedAt: 'another boot/1' }],
  ['that is cut off', null],
])('a lock %s is taken over', async (_, content) => {
  const directory = folder();
  writeFileSync(join(directory, 'lock'), content ? JSON.stringify(content) : '{"pid":');
  expect(JSON.parse(await inNode(takeLock(directory)))).toEqual({ taken: true });
});

test('a lock of a living process is refused and names it', async () => {
  const directory = folder();
  writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: process.pid, startedAt: null }));
  expect(JSON.parse(await inNode(takeLock(directory)))).toEqual({ taken: false, pid: process.pid });
});

const installModule = localModule('install.mjs');

function treeWith(locked: object, installed: object | null): string {
  const root = folder();
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: locked }));
  mkdirSync(join(root, 'node_modules'));
  if (installed)
    writeFileSync(
      join(root, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: installed }),
    );
  return root;
}

const locked = {
  '': { name: 'tree' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/only-darwin': { version: '2.0.0', optional: true },
};

test.each([
  [
    'true',
    'all is there but another platform’s binary',
    { 'node_modules/a': { version: '1.0.0' } },
  ],
  ['false', 'a package is of another version', { 'node_modules/a': { version: '0.9.0' } }],
  ['false', 'a package is missing', {}],
  ['false', 'npm was interrupted before it wrote its record', null],
])('the tree counts as installed (%s) when %s', async (expected, _, installed) => {
  const root = treeWith(locked, installed);
  const source = `import { isInstalled } from ${installModule}; console.log(isInstalled(${JSON.stringify(root)}));`;
  expect(await inNode(source)).toBe(expected);
});

test('an install is asked for with the development packages, and Ctrl-C ends all of it', async () => {
  const root = treeWith(locked, null);
  const npm = join(root, 'npm-cli.js');
  const note = join(root, 'note.json');
  // Like npm, it takes no notice of the signal, and has a process of its own under it.
  writeFileSync(
    npm,
    `const { spawn } = require('node:child_process'); process.on('SIGINT', () => {});
     const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
     require('node:fs').writeFileSync(${JSON.stringify(`${note}.new`)}, JSON.stringify({ args: process.argv.slice(2), pids: [process.pid, child.pid] }));
     require('node:fs').renameSync(${JSON.stringify(`${note}.new`)}, ${JSON.stringify(note)});
     setInterval(() => {}, 1000);`,
  );
  const source = `import { ensureInstalled } from ${installModule}; await ensureInstalled(${JSON.stringify(root)});`;
  const installing = spawn(process.execPath, ['--input-type=module', '-e', source], {
    env: { ...process.env, npm_execpath: npm },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => installing.once('exit', resolve));
  await expect.poll(() => existsSync(note), { timeout: 10_000 }).toBe(true);
  const { args, pids } = JSON.parse(readFileSync(note, 'utf8'));
  expect(args).toEqual(['ci', '--include=dev', '--no-audit', '--no-fund']);
  installing.kill('SIGINT');
  expect(await ended).toBe(130);
  await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
});

const digestModule = localModule('source-digest.mjs');
const digestOf = (root: string, url = 'http://localhost:3000') =>
  inNode(
    `import { sourceDigest } from ${digestModule}; console.log(sourceDigest(${JSON.stringify(root)}, ${JSON.stringify(url)}));`,
  );

test('a build is renewed for changed contents and for https, not for times, tests or documents', async () => {
  const root = folder();
  mkdirSync(join(root, 'core'));
  writeFileSync(join(root, 'core', 'a.ts'), 'one');
  const before = await digestOf(root);
  utimesSync(join(root, 'core', 'a.ts'), 1, 1);
  mkdirSync(join(root, 'tests'));
  writeFileSync(join(root, 'tests', 'a.ts'), 'a test');
  writeFileSync(join(root, 'README.md'), 'words');
  expect(await digestOf(root)).toBe(before);
  expect(await digestOf(root, 'http://localhost:4000')).toBe(before);
  expect(await digestOf(root, 'https://example.com')).not.toBe(before);
  writeFileSync(join(root, 'core', 'a.ts'), 'two');
  expect(await digestOf(root)).not.toBe(before);
});
