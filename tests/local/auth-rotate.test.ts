import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openSession, sealSession, sessionKeyRing } from '#core/session-token.ts';
import { EnvironmentError, parseEnvironment } from '#server/env.ts';
import { temporaryFolders } from '#tests/support/plain-node.ts';

const { folder, remove } = temporaryFolders();
afterEach(remove);

const secrets = [
  'Zr3Ux8Ge1Mo5Ty7Hk2Pc9Vd4Sb6Wn0Qj',
  'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E',
  'Vb5Nq8Wz2Rt6Yh1Kj4Lm7Xp3Cs9Dg0Fa',
  'mC4Wd7Rz0Kq3Yt6Vn9Bx2Hs5Lp8Jf1Ga',
] as const;

const names = ['AUTH_SECRET', 'AUTH_SECRET_1', 'AUTH_SECRET_2', 'AUTH_SECRET_3'];

type Setting = { files?: Record<string, string>; shell?: Record<string, string>; args?: string[] };

/** Runs the command in a tree that has no packages, and nothing but what the test puts there. */
function rotate({ files = {}, shell = {}, args = [] }: Setting = {}) {
  const root = folder();
  mkdirSync(join(root, 'local'));
  for (const name of ['auth-rotate.mjs', 'root.mjs'])
    cpSync(`local/${name}`, join(root, 'local', name));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const script = join(root, 'local', 'auth-rotate.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: folder(),
    env: { NODE_ENV: 'test', PATH: process.env.PATH, ...shell },
    encoding: 'utf8',
  });
  const left = readdirSync(root).filter((name) => name !== 'local');
  const unchanged = left.every((name) => readFileSync(join(root, name), 'utf8') === files[name]);
  return { status, stdout, stderr, printed: assignments(stdout), left, unchanged };
}

/** The lines to paste, as the site would read them. */
function assignments(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => /^[A-Z_0-9]+=/.test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

/** The secrets of a site with these variables; throws when it would not start. */
function siteSecrets(variables: Record<string, string>): readonly string[] {
  return parseEnvironment({
    ...variables,
    DATABASE_URL: 'postgresql://gatehouse:pw@database.example/gatehouse',
    UPSTASH_REDIS_REST_URL: 'https://redis.example',
    UPSTASH_REDIS_REST_TOKEN: 'token',
    RESEND_API_KEY: 're_1',
    MAIL_FROM: 'no-reply@gatehouse.example',
    AUTH_URL: 'http://localhost:3000',
  }).secrets;
}

test('ROTATE-01 the printed set seals with a new secret and opens what today’s sealed', async () => {
  const [today] = secrets;
  const { status, stderr, printed } = rotate({ shell: { AUTH_SECRET: today } });
  expect([status, stderr]).toEqual([0, '']);
  const rotated = siteSecrets(printed);
  expect(rotated).toEqual([expect.stringMatching(/^[\w+/]{44}$/), today]);
  const now = new Date('2026-11-24T09:00:00Z');
  const seconds = now.getTime() / 1000;
  const claims = {
    sub: '0b5f9a3e-1d4c-4c1e-9a55-0d8a3f6f2b10',
    sid: 'x'.repeat(32),
    role: 'user' as const,
    email: 'una@example.com',
    name: null,
    picture: null,
    amr: ['pwd'],
    auth_time: seconds,
    iat: seconds,
    exp: seconds + 60,
    rem: true,
  };
  const [before, after] = [await sessionKeyRing([today]), await sessionKeyRing(rotated)];
  expect(await openSession(await sealSession(claims, before), after, now)).toEqual(claims);
  expect(await openSession(await sealSession(claims, after), before, now)).toBeNull();
});

test('each run makes another secret of 33 bytes', () => {
  const made = [rotate(), rotate()].map(({ printed }) => printed.AUTH_SECRET ?? '');
  expect(made.map((secret) => Buffer.from(secret, 'base64').length)).toEqual([33, 33]);
  expect(new Set(made).size).toBe(2);
});

test('older secrets move up by one, gaps and repetitions are closed, the fourth is dropped and named', () => {
  const set = (...values: string[]) =>
    Object.fromEntries(values.map((value, at) => [names[at] ?? '', value]));
  const [a, b, c, d] = secrets;
  const olderOf = (shell: Record<string, string>) =>
    siteSecrets(rotate({ shell }).printed).slice(1);
  expect(olderOf(set(a, b))).toEqual([a, b]);
  expect(olderOf(set(a, b, c))).toEqual([a, b, c]);
  expect(olderOf(set(a, '', c))).toEqual([a, c]);
  expect(olderOf(set(a, a, c))).toEqual([a, c]);
  const full = rotate({ shell: set(a, b, c, d) });
  expect(siteSecrets(full.printed).slice(1)).toEqual([a, b, c]);
  expect(full.stdout).toContain('AUTH_SECRET_3 is dropped');
  expect(full.stdout).not.toContain(d);
});

test('the environment wins over the files, and they over each other, as in a production build', () => {
  const [a, b, c, d] = secrets;
  const files = {
    '.env': `AUTH_SECRET=${d}\nAUTH_SECRET_2=${d}\n`,
    '.env.local': `# AUTH_SECRET=nothing\r\nexport AUTH_SECRET_1 = "${b}" # since May\r\nOTHER_AUTH_SECRET=1\r\n`,
    '.env.production.local': `AUTH_SECRET_2='${c}'\nAUTH_SECRET_3=\n`,
  };
  const { printed, stdout, left, unchanged } = rotate({ files, shell: { AUTH_SECRET: a } });
  expect(siteSecrets(printed).slice(1)).toEqual([a, b, c]);
  expect(stdout).toContain(
    'AUTH_SECRET in the environment, AUTH_SECRET_1 in .env.local, AUTH_SECRET_2 in .env.production.local.',
  );
  expect([left.sort(), unchanged]).toEqual([Object.keys(files).sort(), true]);
  expect(siteSecrets(rotate({ files: { '.env': files['.env'] } }).printed)).toContain(d);
});

test('without a secret it prints names in the place of values, with which no site starts', () => {
  const { status, printed, stdout, left } = rotate();
  expect([status, left]).toEqual([0, []]);
  expect(printed).toEqual({
    AUTH_SECRET: expect.stringMatching(/^[\w+/]{44}$/),
    AUTH_SECRET_1: "<today's AUTH_SECRET>",
    AUTH_SECRET_2: "<today's AUTH_SECRET_1, if there is one>",
    AUTH_SECRET_3: "<today's AUTH_SECRET_2, if there is one>",
  });
  expect(stdout).toContain('No AUTH_SECRET is set here');
  expect(() => siteSecrets(printed)).toThrow(EnvironmentError);
});

test('a secret that a line would not carry whole is named and not printed', () => {
  const odd = `${secrets[0]} $x "y"`;
  const { printed, stdout } = rotate({ shell: { AUTH_SECRET: odd } });
  expect(printed.AUTH_SECRET_1).toBe("<today's AUTH_SECRET: copy it yourself>");
  expect(stdout).not.toContain(secrets[0]);
});

test('the steps come in their order, and say what to do about a leak', () => {
  const { stdout } = rotate({ shell: { AUTH_SECRET: secrets[0] } });
  const numbers = [...stdout.matchAll(/^(\d)\. /gm)].map(([, number]) => number);
  expect(numbers).toEqual(['1', '2', '3', '4']);
  for (const words of ['Deploy', '30 days', 'vault:reseal', 'Remove AUTH_SECRET_1', 'leaked']) {
    expect(stdout).toContain(words);
  }
});

test.each([[['--force']], [['old', 'new']], [['--help', 'me']], [['']]])(
  'arguments that it does not know (%j) end it with 2 and one line',
  (args) => {
    const { status, stdout, stderr } = rotate({ args, shell: { AUTH_SECRET: secrets[0] } });
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^auth:rotate takes no argument but --help: .*\n$/);
  },
);

test('--help says what it does and reads nothing', () => {
  const { status, stdout, printed } = rotate({
    args: ['--help'],
    shell: { AUTH_SECRET: secrets[0] },
  });
  expect([status, printed]).toEqual([0, {}]);
  expect(stdout).toMatch(/^npm run auth:rotate\n/);
  expect(stdout).not.toContain(secrets[0]);
});

test('older secrets without today’s, and a file that cannot be read, end it with 1 and one line', () => {
  const alone = rotate({ shell: { AUTH_SECRET_1: secrets[1] } });
  expect([alone.status, alone.stdout]).toEqual([1, '']);
  expect(alone.stderr).toBe(
    'AUTH_SECRET_1 is set (the environment), AUTH_SECRET is not: nothing to rotate from.\n',
  );
  const root = folder();
  mkdirSync(join(root, 'local'));
  mkdirSync(join(root, '.env.local'));
  for (const name of ['auth-rotate.mjs', 'root.mjs'])
    cpSync(`local/${name}`, join(root, 'local', name));
  const script = join(root, 'local', 'auth-rotate.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, '.env.local cannot be read (EISDIR).\n']);
});

test('npm knows the command', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(scripts['auth:rotate']).toBe('node local/auth-rotate.mjs');
});
