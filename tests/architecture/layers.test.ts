import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { layeredPaths } from '#local/checks/check-steps.ts';

const root = process.cwd();

type Violation = { from: string; to: string; rule: { name: string } };
type Report = { modules: { source: string }[]; summary: { violations: Violation[] } };

/** Each file breaks one rule and no other file of the copy does. */
const breaches = [
  [
    'core-knows-nothing-of-the-world',
    'core/planted-next.ts',
    "export { headers } from 'next/headers';",
  ],
  [
    'core-knows-nothing-of-the-world',
    'core/planted-type.ts',
    "export type { ReactNode } from 'react';",
  ],
  [
    'core-knows-nothing-of-the-world',
    'core/planted-db.ts',
    "export { users } from '#db/schema.ts';",
  ],
  [
    'no-node-modules-below-the-edge',
    'core/planted-node.ts',
    "export { readFileSync } from 'node:fs';",
  ],
  [
    'no-node-modules-below-the-edge',
    'server/planted-node.ts',
    "export { createHash } from 'crypto';",
  ],
  ['db-knows-core-and-drizzle', 'db/planted.ts', "export { environment } from '#server/env.ts';"],
  ['emails-know-core-and-react', 'emails/planted.ts', "export { users } from '#db/schema.ts';"],
  ['server-plugs-adapters-in', 'server/planted.tsx', "export { Form } from '#ui/form.tsx';"],
  [
    'ui-shows-what-core-types-say',
    'ui/planted.ts',
    "export { environment } from '#server/env.ts';",
  ],
  ['app-never-asks-the-database', 'app/planted.ts', "export { users } from '#db/schema.ts';"],
  ['app-never-asks-the-database', 'app/planted-mail.ts', "export { Resend } from 'resend';"],
  [
    'nobody-imports-local',
    'server/planted-local.ts',
    "export { seedPassword } from '#local/seed.ts';",
  ],
  [
    'nobody-imports-tests',
    'app/planted-tests.ts',
    "export { siteUrl } from '#tests/support/site.ts';",
  ],
  ['no-unresolved', 'server/planted-nowhere.ts', "export { nothing } from '#core/nothing.ts';"],
  [
    'no-development-packages-in-the-site',
    'server/planted-dev.ts',
    "export { PGlite } from '@electric-sql/pglite';",
  ],
  [
    'the-site-never-reaches-the-compiler',
    'app/planted-chain.ts',
    "export { step } from '#server/planted-step.ts';",
  ],
  [
    'no-cycles',
    'core/planted-one.ts',
    "export { two } from './planted-two.ts'; export const one = 1;",
  ],
  ['middleware-stays-thin', 'middleware.ts', "export { chained } from '#core/planted-first.ts';"],
  ['auth-knows-core-and-server', 'auth.ts', "export { Form } from '#ui/form.tsx';"],
] as const;

/** What the planted files lead to. */
const links = [
  ['core/planted-two.ts', "export { one } from './planted-one.ts'; export const two = 2;"],
  ['core/planted-first.ts', "export { chained } from './planted-second.ts';"],
  ['core/planted-second.ts', "export { drizzle as chained } from 'drizzle-orm/neon-http';"],
  ['server/planted-step.ts', "export { render as step } from 'react-email';"],
] as const;

const copy = mkdtempSync(join(tmpdir(), 'gatehouse-layers-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

let planted: Promise<Report> | null = null;

function cruisePlanted(): Promise<Report> {
  planted ??= plant();
  return planted;
}

async function plant(): Promise<Report> {
  for (const path of [
    ...layeredPaths,
    '.dependency-cruiser.mjs',
    'package.json',
    'tsconfig.json',
  ]) {
    if (existsSync(join(root, path)))
      cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [path, text] of [
    ...links,
    ...breaches.map(([, path, text]) => [path, text] as const),
  ]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), `${text}\n`);
  }
  return await cruise(copy);
}

async function cruise(directory: string): Promise<Report> {
  const script = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const paths = layeredPaths.filter((path) => existsSync(join(directory, path)));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, '--output-type', 'json', ...paths],
    { cwd: directory, maxBuffer: 256 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}

test.each(breaches)('the rule %s catches %s', async (rule, path) => {
  const { summary } = await cruisePlanted();
  const caught = summary.violations.filter(({ from }) => from === path);
  expect(caught.map((violation) => violation.rule.name)).toContain(rule);
});

test('the layers hold, and every source file was looked at', async () => {
  const { modules, summary } = await cruise(root);
  const broken = summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`);
  expect(broken).toEqual([]);
  // A tool that cannot read TypeScript reports no violation either.
  const seen = new Set(modules.map(({ source }) => source));
  expect(seen.size).toBeGreaterThan(200);
  expect(sources().filter((path) => !seen.has(path))).toEqual([]);
});

test('core asks neither the clock, nor chance, nor the environment by itself', () => {
  const asked = /\bDate\.now\(|new Date\(\)|Math\.random\(|process\.env|performance\.now\(/;
  const files = sources().filter((path) => path.startsWith('core/') && path !== 'core/clock.ts');
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((path) => asked.test(withoutComments(path)))).toEqual([]);
});

test('the environment is read where it is parsed, and nowhere else', () => {
  const readers = [
    'server/env.ts',
    'middleware.ts',
    'server/log.ts',
    'next.config.ts',
    'drizzle.config.ts',
  ];
  const site = /^(app|core|db|emails|server|ui)\/|^(auth|middleware)\.ts$/;
  const found = sources().filter(
    (path) => site.test(path) && /\bprocess\.env\b/.test(withoutComments(path)),
  );
  expect(found.filter((path) => !readers.includes(path))).toEqual([]);
});

function sources(): string[] {
  return layeredPaths.flatMap((path) => {
    if (!existsSync(join(root, path))) return [];
    if (path.endsWith('.ts')) return [path];
    return readdirSync(join(root, path), { recursive: true })
      .map((name) => `${path}/${String(name)}`)
      .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.endsWith('.d.ts'));
  });
}

function withoutComments(path: string): string {
  return readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
