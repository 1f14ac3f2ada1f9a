import { expect, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { test } from '#tests/support/browser.ts';
import {
  cloud,
  freshAddress,
  registeredAddress,
  seededPassword,
  siteUrl,
} from '#tests/support/site.ts';

/** The unmodified client of next-auth/react, bundled once. */
const bundle = build({
  stdin: { contents: "export * from 'next-auth/react';", resolveDir: process.cwd() },
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'client',
  platform: 'browser',
  define: { 'process.env.NODE_ENV': '"production"', 'process.env': '{}' },
}).then(({ outputFiles }) => outputFiles[0]?.text ?? '');

type Client = typeof import('next-auth/react');
declare const client: Client;

/** An empty page of the site's origin with the client in it. */
async function openClient(page: Page): Promise<void> {
  const script = await bundle;
  const html = '<!doctype html><title>client</title><script src="/client.js"></script>';
  await page.route('**/client.html', (route) =>
    route.fulfill({ contentType: 'text/html', body: html }),
  );
  await page.route('**/client.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  await page.goto('/client.html');
}

const signIn = (page: Page, email: string, password: string) =>
  page.evaluate((fields) => client.signIn('credentials', { ...fields, redirect: false }), {
    email,
    password,
  });

test('the stock client reads every ending of a sign-in', async ({ page }) => {
  await openClient(page);
  const refused = { error: 'CredentialsSignin', ok: false, url: null };
  expect(await signIn(page, freshAddress(), 'not the right one at all')).toEqual({
    ...refused,
    code: 'invalid_credentials',
    status: 401,
  });
  const { email, password } = await registeredAddress();
  expect(await signIn(page, email, password)).toEqual({
    ...refused,
    code: 'email_not_verified',
    status: 403,
  });
  const guessed = freshAddress();
  for (let guesses = 0; guesses < 10; guesses += 1) await signIn(page, guessed, 'a wrong guess');
  expect(await signIn(page, guessed, 'a wrong guess')).toEqual({
    ...refused,
    code: 'too_many_attempts',
    status: 429,
  });
  await cloud.fault('database', { mode: 'down' });
  const outage = await signIn(page, freshAddress(), 'a password of somebody').finally(() =>
    cloud.fault('database', { mode: 'ok' }),
  );
  expect(outage).toEqual({ ...refused, code: 'unavailable', status: 503 });
});

test('the stock client signs in, reads the session and signs out', async ({ page }) => {
  await openClient(page);
  expect(await page.evaluate(() => client.getSession())).toBeNull();
  expect(Object.keys((await page.evaluate(() => client.getProviders())) ?? {})).toEqual([
    'credentials',
  ]);
  expect(await page.evaluate(() => client.getCsrfToken())).toMatch(/^[0-9a-f]{64}$/);

  const signedIn = await signIn(page, 'user@example.com', seededPassword);
  expect(signedIn).toMatchObject({ ok: true, status: 200, url: `${siteUrl}/client.html` });
  const session = await page.evaluate(() => client.getSession());
  expect(session).toMatchObject({ user: { email: 'user@example.com', role: 'user' } });

  await page.evaluate(() => client.signOut({ redirectTo: '/sign-in?notice=signed-out' }));
  await expect(page.getByRole('heading', { level: 1 }))
    .toHaveText('Sign in')
    .catch(() => undefined);
  await page.goto('/account');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Faccount`);
});
