import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { reservePort } from '#local/launcher/free-port.ts';
import { startMailSweep } from '#local/launcher/mail-sweep.ts';
import { keepSecrets, makeSecrets } from '#local/launcher/secrets.ts';
import { readSettings, sitePortFor } from '#local/launcher/settings.ts';
import { siteEnvironment } from '#local/launcher/site-environment.ts';
import { withoutNoise } from '#local/launcher/site-output.ts';
import { servicesToStandIn } from '#local/launcher/user-environment.ts';
import { temporaryFolders } from '#tests/support/plain-node.ts';

const { folder, remove } = temporaryFolders();
afterEach(remove);

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
  const issuers = ['google', 'github', 'microsoft'];
  expect(servicesToStandIn({})).toEqual(['database', 'redis', 'mail', ...issuers, 'breaches']);
  expect(servicesToStandIn({ DATABASE_URL: '', RESEND_API_KEY: 're_1' })).toEqual([
    'database',
    'redis',
    ...issuers,
    'breaches',
  ]);
  expect(servicesToStandIn({ AUTH_GOOGLE_ID: 'x', AUTH_GITHUB_SECRET: 'y' })).toEqual([
    'database',
    'redis',
    'mail',
    'microsoft',
    'breaches',
  ]);
  expect(servicesToStandIn({ DATABASE_URL: 'x', KV_REST_API_URL: 'y' })).toEqual(['mail']);
  expect(
    servicesToStandIn({ DATABASE_URL: 'x', UPSTASH_REDIS_REST_URL: 'y', RESEND_API_KEY: 'z' }),
  ).toEqual([]);
});

test('nobody signs in to a real database by a pretended issuer', () => {
  expect(servicesToStandIn({ DATABASE_URL: 'x' })).toEqual(['redis', 'mail']);
});

test('breached passwords are looked up at the address that the user gave, or not at all', () => {
  expect(servicesToStandIn({ BREACHED_PASSWORDS_URL: 'off' })).not.toContain('breaches');
  expect(servicesToStandIn({ BREACHED_PASSWORDS_URL: '' })).toContain('breaches');
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
