import { expect, test } from 'vitest';
import { sessionSecrets, siteOrigin } from '#core/site-settings.ts';

test('lists the secrets newest first, without gaps', () => {
  expect(sessionSecrets({})).toEqual([]);
  expect(
    sessionSecrets({ AUTH_SECRET_3: 'd', AUTH_SECRET: 'a', AUTH_SECRET_1: '', AUTH_SECRET_2: 'c' }),
  ).toEqual(['a', 'c', 'd']);
});

test.each([
  [{}, null],
  [{ AUTH_URL: 'not a url' }, null],
  [{ AUTH_URL: 'https://gatehouse.example/some/path?x#y' }, 'https://gatehouse.example'],
  [{ AUTH_URL: 'http://localhost:3000' }, 'http://localhost:3000'],
  [
    { AUTH_URL: 'https://gatehouse.example', VERCEL_URL: 'x.vercel.app' },
    'https://gatehouse.example',
  ],
  [{ VERCEL_ENV: 'preview', VERCEL_URL: 'x.vercel.app' }, 'https://x.vercel.app'],
  [
    {
      VERCEL_ENV: 'production',
      VERCEL_URL: 'x.vercel.app',
      VERCEL_PROJECT_PRODUCTION_URL: 'gatehouse.example',
    },
    'https://gatehouse.example',
  ],
])('TOKEN-06 takes the origin from settings alone: %j', (settings, origin) => {
  expect(siteOrigin(settings)).toBe(origin);
});
