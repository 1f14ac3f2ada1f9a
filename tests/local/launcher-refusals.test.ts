import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectNothingLeft,
  type LaunchTree,
  launch,
  makeLaunchTree,
} from '#tests/support/launched.ts';

let tree: LaunchTree;
beforeAll(async () => {
  tree = await makeLaunchTree();
});
afterAll(() => tree.remove());

const long = { timeout: 120_000 };
const dataFile = (name: string, folder: string) => join(tree.root, folder, name);

test('a port that the user named and another program has is refused in one line', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  const launched = launch(tree, 'dev', { PORT: port, LOCAL_DIR: 'taken' });
  expect(await launched.ended).toBe(1);
  expect(launched.said().trim()).toBe(
    `Port ${port} (PORT) is taken: give another one, or leave PORT unset.`,
  );
  server.close();
});

const refused = [
  ['dev', { VERCEL_ENV: 'production' }, 'VERCEL_ENV is "production"'],
  ['preview', { AUTH_URL: 'https://example.com' }, 'AUTH_URL is "https://example.com"'],
  ['preview', { AUTH_SECRET: 'short' }, 'AUTH_SECRET must have 32 characters at least'],
  ['preview', { AUTH_SECRET: '' }, 'AUTH_SECRET is missing'],
  ['dev', { PORT: 'abc' }, 'PORT is "abc", which is no port'],
  ['dev', { LOCAL_EPHEMERAL: 'perhaps' }, 'LOCAL_EPHEMERAL is "perhaps"'],
  ['serve', {}, 'node local/launch.mjs dev|preview'],
] as const;

test.each(refused)(
  '%s with %j does not start and says why',
  long,
  async (command, variables, words) => {
    const launched = launch(tree, command, {
      LOCAL_DIR: 'refused',
      LOCAL_EPHEMERAL: '1',
      ...variables,
    });
    expect(await launched.ended).toBe(1);
    expect(launched.said()).toContain(words);
    expect(launched.said()).not.toMatch(/^\s+at /m);
    await expectNothingLeft(tree, 'refused');
  },
);

test('secrets that cannot be read stop the start, and the file stays as it was', async () => {
  const spoilt = await makeSpoiltSecrets();
  const launched = launch(tree, 'dev', { LOCAL_DIR: 'spoilt' });
  expect(await launched.ended).toBe(1);
  expect(launched.said()).toContain('cannot be read as secrets');
  expect(readFileSync(dataFile('secrets.json', 'spoilt'), 'utf8')).toBe(spoilt);
});

async function makeSpoiltSecrets(): Promise<string> {
  const refusedFirst = launch(tree, 'dev', { LOCAL_DIR: 'spoilt', VERCEL_ENV: 'production' });
  await refusedFirst.ended;
  writeFileSync(dataFile('secrets.json', 'spoilt'), '{"authSecret":');
  return '{"authSecret":';
}
