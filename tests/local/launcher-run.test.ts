import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  expectNothingLeft,
  type Launched,
  type LaunchTree,
  launch,
  makeLaunchTree,
  processesOf,
} from '#tests/support/launched.ts';
import { isRunning } from '#tests/support/plain-node.ts';

let tree: LaunchTree;
beforeAll(async () => {
  tree = await makeLaunchTree();
});
afterAll(() => tree.remove());

const long = { timeout: 120_000 };
const dataFile = (name: string, folder = 'data') => join(tree.root, folder, name);

async function askDatabase(cloud: string, query: string): Promise<Record<string, unknown>[]> {
  const answer = await fetch(`${cloud}/control/sql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, params: [] }),
  });
  return (await answer.json()).rows;
}

async function stop(launched: Launched, signal: NodeJS.Signals): Promise<number | null> {
  launched.child.kill(signal);
  return await launched.ended;
}

test(
  'a first start makes everything, says where it is, and Ctrl-C leaves nothing running',
  long,
  async () => {
    const launched = launch(tree, 'dev', { LOCAL_DIR: 'first' });
    const { app, cloud, pid } = await launched.ready();
    expect(pid).toBe(launched.child.pid);
    expect(app).toMatch(/^http:\/\/localhost:\d+$/);
    expect(await (await fetch(app)).text()).toContain('A small site');
    for (const words of [
      app,
      cloud,
      `${cloud}/inbox`,
      'admin@example.com',
      'lantern orbit velvet canyon',
    ]) {
      expect(launched.said()).toContain(words);
    }
    const rows = await askDatabase(
      cloud,
      'select email, role, email_verified_at is not null as verified, password_hash from users order by role',
    );
    expect(rows.map(({ email, role, verified }) => [email, role, String(verified)])).toEqual([
      ['user@example.com', 'user', 'true'],
      ['support@example.com', 'support', 'true'],
      ['admin@example.com', 'admin', 'true'],
    ]);
    for (const { password_hash: hash } of rows)
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await stop(launched, 'SIGINT')).toBe(0);
    await expectNothingLeft(tree, 'first');
  },
);

test(
  'secrets and data are kept for the next run, readable by their owner alone',
  long,
  async () => {
    const one = launch(tree, 'dev');
    const { cloud } = await one.ready();
    await askDatabase(cloud, "update users set name = 'Kept' where email = 'user@example.com'");
    expect(await stop(one, 'SIGTERM')).toBe(0);
    await expectNothingLeft(tree, 'data');
    const secrets = readFileSync(dataFile('secrets.json'), 'utf8');
    expect(statSync(dataFile('secrets.json')).mode & 0o777).toBe(0o600);
    expect(statSync(dataFile('')).mode & 0o077).toBe(0);
    const values: string[] = Object.values(JSON.parse(secrets));
    expect(values).toHaveLength(7);
    expect(new Set(values).size).toBe(7);
    for (const value of values) expect(one.said()).not.toContain(value);

    const other = launch(tree, 'dev');
    const second = await other.ready();
    expect(
      await askDatabase(second.cloud, "select name from users where email = 'user@example.com'"),
    ).toEqual([{ name: 'Kept' }]);
    expect(await stop(other, 'SIGHUP')).toBe(0);
    expect(readFileSync(dataFile('secrets.json'), 'utf8')).toBe(secrets);
    await expectNothingLeft(tree, 'data');
  },
);

test(
  'a second start on the same folder, and tools on its database, are refused in one line',
  long,
  async () => {
    const first = launch(tree, 'dev');
    const { app, pid } = await first.ready();
    const second = launch(tree, 'dev');
    expect(await second.ended).toBe(1);
    expect(second.said().trim().split('\n')).toHaveLength(1);
    expect(second.said()).toContain(`process ${pid}, ${app}`);
    const tool = launch(tree, 'migrate', {}, [
      process.execPath,
      join(tree.root, 'local', 'drizzle-kit.mjs'),
    ]);
    expect(await tool.ended).toBe(1);
    expect(tool.said().trim()).toBe(
      `The local database is in use by a running site (process ${pid}): stop that one first.`,
    );
    expect(await (await fetch(app)).text()).toContain('A small site');
    expect(JSON.parse(readFileSync(dataFile('cloud.json'), 'utf8')).pid).toBe(pid);
    expect(await stop(first, 'SIGINT')).toBe(0);
  },
);

test('a run that keeps nothing leaves nothing in its folder', long, async () => {
  const launched = launch(tree, 'dev', { LOCAL_DIR: 'passing', LOCAL_EPHEMERAL: '1' });
  const { cloud } = await launched.ready();
  expect(await askDatabase(cloud, 'select count(*)::int as count from users')).toEqual([
    { count: 3 },
  ]);
  expect(await stop(launched, 'SIGTERM')).toBe(0);
  expect(existsSync(dataFile('', 'passing')) ? readdirSync(dataFile('', 'passing')) : []).toEqual(
    [],
  );
});

test(
  'a launcher that is killed outright takes the site with it, and the next start goes on',
  long,
  async () => {
    const killed = launch(tree, 'dev');
    const { app } = await killed.ready();
    await stop(killed, 'SIGKILL');
    await expect.poll(() => processesOf(tree), { timeout: 10_000 }).toEqual([]);
    await expect(fetch(app)).rejects.toThrow();
    expect(existsSync(dataFile('lock'))).toBe(true);
    const next = launch(tree, 'dev');
    await next.ready();
    expect(await stop(next, 'SIGINT')).toBe(0);
    await expectNothingLeft(tree, 'data');
  },
);

test('npm that is killed outright takes the launcher and the site with it', long, async () => {
  const launched = launch(tree, 'dev', { LOCAL_DIR: 'by-npm' }, ['npm', 'run']);
  const { pid } = await launched.ready();
  launched.child.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false);
  await expectNothingLeft(tree, 'by-npm');
});

test('a site that dies ends the launcher, which says so and fails', long, async () => {
  const launched = launch(tree, 'preview', { LOCAL_EPHEMERAL: '1' });
  const { app } = await launched.ready();
  await fetch(`${app}/api/die`);
  expect(await launched.ended).toBe(1);
  expect(launched.said()).toContain('The site has stopped by itself');
  await expectNothingLeft(tree, 'data');
});

test('a signal during the start ends it, and leaves nothing running', long, async () => {
  const launched = launch(tree, 'dev', { LOCAL_DIR: 'early' });
  await expect.poll(launched.said, { timeout: 20_000 }).toContain('Starting the local cloud');
  expect(await stop(launched, 'SIGTERM')).toBe(143);
  await expectNothingLeft(tree, 'early');
  const next = launch(tree, 'dev', { LOCAL_DIR: 'early' });
  await next.ready();
  expect(await stop(next, 'SIGTERM')).toBe(0);
});
