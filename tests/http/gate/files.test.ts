import { expect, test } from 'vitest';
import { builtFiles } from '#tests/support/built-tree.ts';
import { rawRequest } from '#tests/support/raw-request.ts';

test('FRAMEWORK-09 neither sources, maps, manifests, git nor settings are served', async () => {
  const maps = builtFiles('static').filter((path) => /\.(js|css)$/.test(path));
  expect(maps.length).toBeGreaterThan(5);
  const targets = [
    ...maps.map((path) => `/${path.replace('static', '_next/static')}.map`),
    ...[
      '/.git/HEAD',
      '/.git/config',
      '/.env',
      '/.env.local',
      '/.env.production',
      '/.next/BUILD_ID',
    ],
    ...['/server-reference-manifest.json', '/.next/server/server-reference-manifest.json'],
    ...['/_next/server/server-reference-manifest.json', '/_next/BUILD_ID', '/.local/secrets.json'],
    ...['/_next/static/../server/middleware-manifest.json', '/_next/static/../../.env'],
    ...['/_next/static/%2e%2e/%2e%2e/.env', '/_next/static/..%2f..%2f.env', '/..%2f.env'],
    ...['/_next/static/..%5c..%5c.env', '/%2e%2e/%2e%2e/etc/passwd', '/../../../../etc/passwd'],
    ...['/package.json', '/next.config.ts', '/middleware.ts', '/auth.ts', '/app/page.tsx'],
    ...['/_next/static/..%252f..%252f.env', '/icon.svg/../.env', '//.env', '/.//.git/HEAD'],
  ];
  for (const target of targets) {
    const answer = await rawRequest(target);
    expect([301, 307, 308, 400, 404], target).toContain(answer.status);
    expect(answer.body, target).not.toMatch(
      /AUTH_SECRET|ref: refs|root:x:|"encryptionKey"|"mappings"/,
    );
  }
  for (const target of [
    '/.git/HEAD',
    '/.env',
    '/.next/BUILD_ID',
    '/server-reference-manifest.json',
  ]) {
    expect((await rawRequest(target)).status, target).toBe(404);
  }
  // Below the API the gate comes first: the path is tidied, and names nothing there either.
  expect((await rawRequest('/api/auth/../../.env')).status).toBe(404);
});
