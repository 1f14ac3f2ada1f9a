import { expect, it } from 'vitest';
import { EnvironmentError, parseEnvironment } from '#server/env.ts';

const strong = 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E';
const older = 'Vb5Nq8Wz2Rt6Yh1Kj4Lm7Xp3Cs9Dg0Fa';

/** A public site off Vercel, with nothing wrong. */
const right = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://user:hunter2@db.example.com/site',
  UPSTASH_REDIS_REST_URL: 'https://redis.example.com',
  UPSTASH_REDIS_REST_TOKEN: 'redis-token-value',
  RESEND_API_KEY: 're_key_value',
  MAIL_FROM: 'Gatehouse <no-reply@example.com>',
  AUTH_URL: 'https://site.example.com',
  AUTH_SECRET: strong,
  CRON_SECRET: 'sixteen-chars-xx',
  TRUSTED_PROXY_HOPS: '1',
};

function linesOf(changes: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnvironment({ ...right, ...changes });
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.lines;
    throw error;
  }
}

it('parses a right environment', () => {
  expect(parseEnvironment({ ...right, AUTH_SECRET_1: older, AUTH_SECRET_2: strong })).toEqual({
    database: { url: right.DATABASE_URL, endpoint: null },
    sessions: { cap: 100, idleMilliseconds: null },
    passwords: {
      passwordPolicy: { minimum: 15 },
      breachedPasswordsUrl: 'https://api.pwnedpasswords.com',
    },
    providers: {},
    redirectProxyUrl: null,
    redis: { url: 'https://redis.example.com', token: 'redis-token-value' },
    mail: { apiKey: 're_key_value', from: right.MAIL_FROM, baseUrl: null, webhookSecrets: [] },
    origin: 'https://site.example.com',
    isHttps: true,
    secrets: [strong, older],
    cronSecret: 'sixteen-chars-xx',
    isOnVercel: false,
    trustedProxyHops: 1,
    isLocalCloud: false,
  });
});

it('FRAMEWORK-07 an empty environment is refused with one line for each variable', () => {
  expect(() => parseEnvironment({ NODE_ENV: 'production' })).toThrow(EnvironmentError);
  const nothing = Object.fromEntries(Object.keys(right).map((name) => [name, undefined]));
  expect(linesOf({ ...nothing, NODE_ENV: 'production' })).toEqual([
    'DATABASE_URL is missing',
    'RESEND_API_KEY is missing',
    'MAIL_FROM is missing',
    'AUTH_SECRET is missing',
    'AUTH_URL is missing',
    'UPSTASH_REDIS_REST_URL is missing (KV_REST_API_URL is read in its place)',
    'CRON_SECRET is missing',
  ]);
});

it('FRAMEWORK-07 the message lists the lines and never a value', () => {
  const bad = {
    DATABASE_URL: 'mysql://user:hunter2@db/site',
    AUTH_SECRET: 'hunter2',
    CRON_SECRET: 'hunter2',
    UPSTASH_REDIS_REST_URL: 'http://hunter2.example.com',
    MAIL_FROM: 'hunter2',
  };
  expect(() => parseEnvironment({ ...right, ...bad })).toThrow(
    /^The environment is not right:\n {2}/,
  );
  const lines = linesOf(bad);
  expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(Object.keys(bad).sort());
  expect(lines.join()).not.toContain('hunter2');
});

it.each([
  ['too short', 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3'],
  ['one character', 'x'.repeat(64)],
  ['few characters', 'abcabdacbdcabacbdabcabdacbdcabacbd'],
  ['a repeated word', 'correcthorse'.repeat(4)],
  ['the alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789'],
  ['a placeholder', 'changeme-kT9vQ2mXr7Lw4ZpB8nYc1JdH6s'],
  ['a sentence of an example', 'replace-this-by-32-random-characters!'],
  ['the word itself', 'my-super-SECRET-kT9vQ2mXr7Lw4ZpB8nY'],
  ['a line break', `${strong}\n`],
])('refuses a secret that is %s, current or older', (_, secret) => {
  for (const name of ['AUTH_SECRET', 'AUTH_SECRET_1', 'AUTH_SECRET_2', 'AUTH_SECRET_3']) {
    const lines = linesOf({ [name]: secret });
    expect(lines).toHaveLength(1);
    expect(lines[0]?.split(' ')[0]).toBe(name);
  }
});

it('takes generated secrets, base64 and hex', () => {
  for (let round = 0; round < 200; round += 1) {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const hex = Array.from(bytes.subarray(16), (byte) => byte.toString(16).padStart(2, '0'));
    expect(linesOf({ AUTH_SECRET: btoa(String.fromCharCode(...bytes)) })).toEqual([]);
    expect(linesOf({ AUTH_SECRET: hex.join('') })).toEqual([]);
  }
});

it.each([
  ['AUTH_URL', 'http://site.example.com', 'must begin with https:// (http is for localhost only)'],
  ['AUTH_URL', 'https://site.example.com/path', 'must be an origin'],
  ['AUTH_URL', 'https://site.example.com?a=b', 'must be an origin'],
  ['AUTH_URL', 'https://user:pass@site.example.com', 'must be an origin'],
  ['AUTH_URL', 'site.example.com', 'must be a URL'],
  ['AUTH_URL', 'javascript:alert(1)', 'must be a URL'],
  ['DATABASE_URL', 'https://db.example.com', 'must be a PostgreSQL URL'],
  ['DATABASE_URL', 'postgresql:', 'must be a PostgreSQL URL'],
  ['CRON_SECRET', 'fifteen-chars-x', 'must have 16 characters at least'],
  ['TRUSTED_PROXY_HOPS', '11', 'must be a whole number from 0 to 10'],
  ['TRUSTED_PROXY_HOPS', '-1', 'must be a whole number from 0 to 10'],
  ['TRUSTED_PROXY_HOPS', '1.5', 'must be a whole number from 0 to 10'],
  ['MAIL_FROM', 'Gatehouse', 'must be an address'],
  ['MAIL_FROM', 'A <a@example.com>\r\nBcc: <b@example.com>', 'must be an address'],
  [
    'DATABASE_HTTP_ENDPOINT',
    'https://evil.example.com/sql',
    'honoured for addresses on localhost only',
  ],
  ['RESEND_BASE_URL', 'https://evil.example.com', 'honoured for addresses on localhost only'],
  ['RESEND_BASE_URL', 'http://localhost.example.com', 'honoured for addresses on localhost only'],
  ['RESEND_WEBHOOK_SECRET', 'hunter2', 'must be whsec_ and base64'],
  ['RESEND_WEBHOOK_SECRET', 'whsec_dG9vIHNob3J0', 'must be whsec_ and base64'],
  ['RESEND_WEBHOOK_SECRET', `whsec_${'A'.repeat(32)},`, 'must be whsec_ and base64'],
  ['RESEND_WEBHOOK_SECRET_1', `whsec_${'A'.repeat(33)}`, 'must be whsec_ and base64'],
  ['LOCAL_CLOUD_URL', 'http://localhost:4000', 'must never serve a public site'],
  ['UPSTASH_REDIS_REST_TOKEN', '', 'is missing'],
  ['KV_REST_API_URL', 'https://kv.example.com', 'KV_REST_API_TOKEN is missing'],
  ['CRON_SECRET', '', 'is missing'],
  ['TRUSTED_PROXY_HOPS', '', 'how many proxies stand before a public site'],
])('refuses %s=%s', (name, value, message) => {
  const lines = linesOf({ [name]: value });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(message);
});

it('serves plain http on localhost, with the local cloud', () => {
  const local = parseEnvironment({
    ...right,
    AUTH_URL: 'http://localhost:3000/',
    LOCAL_CLOUD_URL: 'http://localhost:4000',
    DATABASE_HTTP_ENDPOINT: 'http://localhost:4000/neon/sql',
    RESEND_BASE_URL: 'http://127.0.0.1:4000/resend',
    UPSTASH_REDIS_REST_URL: 'http://localhost:4000/upstash',
    TRUSTED_PROXY_HOPS: undefined,
    VERCEL: '1',
    VERCEL_ENV: 'development',
  });
  expect(local).toMatchObject({
    origin: 'http://localhost:3000',
    isHttps: false,
    isLocalCloud: true,
    isOnVercel: false,
    trustedProxyHops: 0,
    database: { url: right.DATABASE_URL, endpoint: 'http://localhost:4000/neon/sql' },
  });
});

it('reads the secrets that sign the messages of the mail provider', () => {
  const [one, two, three] = ['A', 'b', '/'].map((letter) => `whsec_${letter.repeat(32)}`);
  const secretsOf = (more: object) => parseEnvironment({ ...right, ...more }).mail.webhookSecrets;
  expect(secretsOf({})).toEqual([]);
  expect(secretsOf({ RESEND_WEBHOOK_SECRET: one })).toEqual([one]);
  expect(
    secretsOf({ RESEND_WEBHOOK_SECRET: `${one}, ${two}`, RESEND_WEBHOOK_SECRET_1: three }),
  ).toEqual([one, two, three]);
});

it('reads how many sessions a user may have, and when an idle one ends', () => {
  const { sessions } = parseEnvironment({
    ...right,
    SESSIONS_PER_USER: '5',
    SESSION_IDLE_MINUTES: '45',
  });
  expect(sessions).toEqual({ cap: 5, idleMilliseconds: 45 * 60_000 });
});

it('reads the pairs of the providers that are set up, and half a pair is refused', () => {
  const pair = { AUTH_GOOGLE_ID: 'an-id', AUTH_GOOGLE_SECRET: 'a-secret' };
  expect(parseEnvironment({ ...right, ...pair }).providers).toEqual({
    google: { clientId: 'an-id', clientSecret: 'a-secret', localUrl: null, tenant: 'common' },
  });
  expect(linesOf({ AUTH_GITHUB_ID: 'an-id' })).toEqual([
    'AUTH_GITHUB_SECRET is missing beside AUTH_GITHUB_ID',
  ]);
  expect(linesOf({ AUTH_MICROSOFT_SECRET: 'a-secret' })).toEqual([
    'AUTH_MICROSOFT_ID is missing beside AUTH_MICROSOFT_SECRET',
  ]);
});

it('lets one tenant of Microsoft in, or a word of Microsoft’s, and no stand-in elsewhere', () => {
  const tenant = '5d1c0a52-6f3e-4b8a-9c1d-2e7f40b3a916';
  const pair = { AUTH_MICROSOFT_ID: 'an-id', AUTH_MICROSOFT_SECRET: 'a-secret' };
  const { providers } = parseEnvironment({ ...right, ...pair, AUTH_MICROSOFT_TENANT: tenant });
  expect(providers.microsoft?.tenant).toBe(tenant);
  expect(linesOf({ AUTH_MICROSOFT_TENANT: '../evil' })).toHaveLength(1);
  expect(linesOf({ AUTH_GOOGLE_LOCAL_URL: 'https://evil.test/google' })).toHaveLength(1);
});

it.each(['0', '-1', '1.5', 'many', '10000', ' 5'])('refuses %o sessions a user', (value) => {
  expect(linesOf({ SESSIONS_PER_USER: value })).toEqual([
    expect.stringMatching(/^SESSIONS_PER_USER /),
  ]);
});

it.each(['14', '0', 'never', '1e3', '100000'])('refuses an idle limit of %o minutes', (value) => {
  expect(linesOf({ SESSION_IDLE_MINUTES: value })).toEqual([
    expect.stringMatching(/^SESSION_IDLE_MINUTES /),
  ]);
});

it('never joins the local cloud with a Vercel production', () => {
  const lines = linesOf({
    AUTH_URL: 'http://localhost:3000',
    LOCAL_CLOUD_URL: 'http://localhost:4000',
    VERCEL: '1',
    VERCEL_ENV: 'production',
  });
  expect(lines.join()).toContain('LOCAL_CLOUD_URL is set, but');
});

it('reads the KV pair in the place of the Upstash pair', () => {
  const kv = parseEnvironment({
    ...right,
    UPSTASH_REDIS_REST_URL: undefined,
    UPSTASH_REDIS_REST_TOKEN: undefined,
    KV_REST_API_URL: 'https://kv.example.com',
    KV_REST_API_TOKEN: 'kv-token',
  });
  expect(kv.redis).toEqual({ url: 'https://kv.example.com', token: 'kv-token' });
});

const vercel = { ...right, VERCEL: '1', AUTH_URL: '', TRUSTED_PROXY_HOPS: '', CRON_SECRET: '' };

it('on Vercel a preview takes its own address and needs no scheduler', () => {
  const preview = parseEnvironment({
    ...vercel,
    VERCEL_ENV: 'preview',
    VERCEL_URL: 'branch-abc.vercel.app',
    VERCEL_PROJECT_PRODUCTION_URL: 'site.example.com',
  });
  expect(preview).toMatchObject({
    origin: 'https://branch-abc.vercel.app',
    isHttps: true,
    cronSecret: null,
    isOnVercel: true,
  });
});

it('on Vercel production takes the address of the project and needs the scheduler', () => {
  const production = {
    ...vercel,
    VERCEL_ENV: 'production',
    VERCEL_URL: 'branch-abc.vercel.app',
    VERCEL_PROJECT_PRODUCTION_URL: 'site.example.com',
  };
  expect(linesOf(production)).toEqual(['CRON_SECRET is missing']);
  const parsed = parseEnvironment({ ...production, CRON_SECRET: right.CRON_SECRET });
  expect(parsed.origin).toBe('https://site.example.com');
});
