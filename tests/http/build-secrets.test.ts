import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtFiles, builtText } from '#tests/support/built-tree.ts';
import { seededVisitor, Visitor } from '#tests/support/site.ts';

/** The secrets of the environment in which the build was made, each found nowhere else. */
const secrets = plantedSecrets();

/** Pages for everyone; those behind the gate are asked for by somebody who may see them. */
const open = ['/', '/sign-in', '/register', '/check-email', '/verify-email?token=x', '/missing'];
const guarded = ['/account', '/admin', '/api/current', '/api/auth/session', '/sign-out'];

test('FRAMEWORK-10 no secret of the environment is in a file that browsers may fetch', () => {
  const served = [...builtFiles('static'), ...htmlFiles()];
  expect(served.length).toBeGreaterThan(15);
  expect(holders(served)).toEqual([]);
});

test('no secret of the environment is built into the server either', () => {
  const server = builtFiles('server').filter((path) => !path.endsWith('.map'));
  expect(server.length).toBeGreaterThan(100);
  expect(holders(server)).toEqual([]);
});

test('every secret that a deployment may set was planted', () => {
  const names = readFileSync('.env.example', 'utf8').match(/^#? ?[A-Z0-9_]+(?==)/gm) ?? [];
  const secret = /_(SECRET(_\d)?|TOKEN|KEY)$|^DATABASE_URL$/;
  const set = names.map((name) => name.replace(/^#? ?/, '')).filter((name) => secret.test(name));
  expect(Object.keys(secrets).sort()).toEqual(set.sort());
});

test('the search finds a value that the build does hold', () => {
  const id = builtText('BUILD_ID').trim();
  expect(id).not.toBe('');
  expect(holders(htmlFiles(), { BUILD_ID: id }).length).toBeGreaterThan(0);
  const [name = '', secret = ''] = Object.entries(secrets)[0] ?? [];
  expect(secretsIn(`<p>${secret}</p>`)).toEqual([name]);
});

test('FRAMEWORK-10 no answer tells a secret, or where the services are', async () => {
  const visitor = new Visitor();
  const administrator = await seededVisitor('admin');
  const answers = [
    ...(await Promise.all(open.map((path) => visitor.fetch(path)))),
    ...(await Promise.all(guarded.map((path) => administrator.fetch(path)))),
    await visitor.fetch('/nowhere'),
    await visitor.fetch('/account'),
    await visitor.fetch('/api/health'),
    await visitor.post('/api/sign-in', { email: 'a@example.test', password: 5 }),
  ];
  const told = { ...secrets, LOCAL_CLOUD_URL: required('TEST_CLOUD_URL') };
  const telling = await Promise.all(
    answers.map(async (answer) => {
      const text = JSON.stringify([...answer.headers]) + (await answer.text());
      const isKey = /\bre_[\w-]{43}\b|postgres(ql)?:\/\//.test(text);
      return secretsIn(text, told).length > 0 || isKey ? [answer.url] : [];
    }),
  );
  expect(telling.flat()).toEqual([]);
});

function htmlFiles(): string[] {
  return builtFiles('server').filter((path) => /\.(html|rsc|body)$/.test(path));
}

function holders(files: readonly string[], values = secrets): string[] {
  return files.flatMap((path) =>
    secretsIn(builtText(path), values).map((name) => `${path}: ${name}`),
  );
}

function secretsIn(text: string, values = secrets): string[] {
  return Object.entries(values).flatMap(([name, value]) => (text.includes(value) ? [name] : []));
}

function plantedSecrets(): Record<string, string> {
  return JSON.parse(required('TEST_SECRETS'));
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests through npm test`);
  return value;
}
