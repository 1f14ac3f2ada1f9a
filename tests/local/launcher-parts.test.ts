import { execFile, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { reservePort } from '#local/launcher/free-port.ts';
import { startMailSweep } from '#local/launcher/mail-sweep.ts';
import { keepSecrets, makeSecrets } from '#local/launcher/secrets.ts';
import { readSettings, sitePortFor } from '#local/launcher/settings.ts';
import { siteEnvironment } from '#local/launcher/site-environment.ts';
import { withoutNoise } from '#local/launcher/site-output.ts';
import { servicesToStandIn } from '#local/launcher/user-environment.ts';

const run = promisify(execFile);
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gatehouse-parts-'));
  folders.push(made);
  return made;
}

/** Runs a few lines of plain JavaScript in a process of their own, as the launcher's start does. */
async function inNode(source: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', source]);
  return stdout.trim();
}

const lockModule = JSON.stringify(join(process.cwd(), 'local', 'directory-lock.mjs'));
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

test('the next free port is taken when the usual one is busy, and no other when the user named it', async () => {
  const first = await reservePort({ name: 'PORT', port: 0, isGiven: true });
  const next = await reservePort({ name: 'PORT', port: first.port, isGiven: false });
  expect(next.port).toBeGreaterThan(first.port);
  const named = reservePort({ name: 'PORT', port: first.port, isGiven: true });
  await expect(named).rejects.toThrow(`Port ${first.port} (PORT) is taken`);
  await Promise.all([first.release(), next.release()]);
});

test('a port counts as taken too when someone listens on ::1 or on every address', async () => {
  const server = createSocketServer().listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await expect(reservePort({ name: 'PORT', port, isGiven: true })).rejects.toThrow('is taken');
  server.close();
});

test('settings have their usual values, and an empty variable counts as unset', () => {
  expect(readSettings({ PORT: '', LOCAL_EPHEMERAL: '' })).toEqual({
    sitePort: { name: 'PORT', port: 3000, isGiven: false },
    cloudPort: { name: 'LOCAL_PORT', port: 4000, isGiven: false },
    isEphemeral: false,
  });
});

test.each([
  ['http://localhost:3456', {}, 3456],
  ['http://localhost:3456', { PORT: '3500' }, 3500],
  ['https://localhost:8443', {}, 3000],
  ['https://example.com', {}, 3000],
  ['', {}, 3000],
])('with AUTH_URL %j and %j the site wants port %i', (authUrl, environment, port) => {
  expect(sitePortFor(readSettings(environment), authUrl).port).toBe(port);
});

test.each(['-1', '65536', '3000x', '3.5', '1e3'])('the port %s is refused', (PORT) => {
  expect(() => readSettings({ PORT })).toThrow('which is no port');
});

test('a service with a real address is not stood in for', () => {
  expect(servicesToStandIn({})).toEqual(['database', 'redis', 'mail']);
  expect(servicesToStandIn({ DATABASE_URL: '', RESEND_API_KEY: 're_1' })).toEqual([
    'database',
    'redis',
  ]);
  expect(servicesToStandIn({ DATABASE_URL: 'x', KV_REST_API_URL: 'y' })).toEqual(['mail']);
  expect(
    servicesToStandIn({ DATABASE_URL: 'x', UPSTASH_REDIS_REST_URL: 'y', RESEND_API_KEY: 'z' }),
  ).toEqual([]);
});

const realServices = {
  DATABASE_URL: 'postgresql://user:password@db.example.com/site',
  UPSTASH_REDIS_REST_URL: 'https://redis.example.com',
  UPSTASH_REDIS_REST_TOKEN: 'a-token-of-the-users-own',
  RESEND_API_KEY: 're_of_the_users_own',
};

test('a production build with real services alone needs a secret of the user', () => {
  const input = {
    command: 'preview',
    user: realServices,
    standIns: [],
    secrets: makeSecrets(),
    port: 3000,
    cloud: {},
  } as const;
  expect(() => siteEnvironment(input)).toThrow('AUTH_SECRET is missing');
  expect(siteEnvironment({ ...input, command: 'dev' }).AUTH_SECRET).toBe(input.secrets.authSecret);
});

test('what the user has set is left alone, and nothing is added beside the cloud but what is unset', () => {
  const AUTH_SECRET = makeSecrets().authSecret;
  const user = {
    ...realServices,
    AUTH_SECRET,
    MAIL_FROM: 'Us <us@example.com>',
    TRUSTED_PROXY_HOPS: '2',
  };
  const added = siteEnvironment({
    command: 'preview',
    user,
    standIns: ['mail'],
    secrets: makeSecrets(),
    port: 3100,
    cloud: { LOCAL_CLOUD_URL: 'http://localhost:4100' },
  });
  expect(Object.keys(added).sort()).toEqual(['AUTH_URL', 'CRON_SECRET', 'LOCAL_CLOUD_URL']);
  expect(added.AUTH_URL).toBe('http://localhost:3100');
});

test('secrets gain what a newer version needs and keep what is there', () => {
  const directory = folder();
  const old = { authSecret: 'an old secret of thirty-two characters', extra: 'of the future' };
  writeFileSync(join(directory, 'secrets.json'), JSON.stringify(old), { mode: 0o644 });
  const secrets = keepSecrets(directory);
  expect(secrets.authSecret).toBe(old.authSecret);
  const kept = JSON.parse(readFileSync(join(directory, 'secrets.json'), 'utf8'));
  expect(kept).toEqual({ ...old, ...secrets });
  expect(statSync(join(directory, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(keepSecrets(directory)).toEqual(secrets);
});

test('the mail sweep calls its route with the secret, again and again, until it is ended', async () => {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.writeHead(204).end();
  }).listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const end = startMailSweep(`http://localhost:${port}`, 'the-secret', 40);
  await expect.poll(() => calls.length).toBeGreaterThanOrEqual(2);
  end();
  expect(new Set(calls)).toEqual(new Set(['GET /api/cron/deliver-mail Bearer the-secret']));
  server.close();
});

test('the words that come with every start are left out, and nothing else', () => {
  const said =
    '▲ Next.js 16.4.6 (Turbopack)\n- Local:   http://localhost:3000\n✓ Ready in 200ms\nDATABASE_URL is missing\n';
  expect(withoutNoise(said)).toBe('DATABASE_URL is missing');
});

const installModule = JSON.stringify(join(process.cwd(), 'local', 'install.mjs'));

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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const digestModule = JSON.stringify(join(process.cwd(), 'local', 'source-digest.mjs'));
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
