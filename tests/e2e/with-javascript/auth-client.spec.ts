import { expect, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { providers } from '#core/provider-identity.ts';
import { test } from '#tests/support/browser.ts';
import { heading, signInAs } from '#tests/support/pages.ts';
import {
  cloud,
  freshAddress,
  registeredAddress,
  seededPassword,
  siteUrl,
  verifiedVisitor,
} from '#tests/support/site.ts';

test.use({ expectsFaults: true });
test.afterEach(() => cloud.fault('database', { mode: 'ok' }));

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

type Fields = { email: string; password: string; redirectTo?: string };

const signIn = (page: Page, fields: Fields) =>
  page.evaluate((given) => client.signIn('credentials', { ...given, redirect: false }), fields);

const refused = { error: 'CredentialsSignin', ok: false, url: null };
const wrongPassword = 'not the right one at all';
const seeded = { email: 'user@example.com', password: seededPassword };

test('the stock client reads every refusal of a sign-in', async ({ page }) => {
  await openClient(page);
  const wrong = { ...refused, code: 'invalid_credentials', status: 401 };
  const guess = (email: string) => signIn(page, { email, password: wrongPassword });
  expect(await guess(freshAddress())).toEqual(wrong);
  expect(await guess((await verifiedVisitor()).email)).toEqual(wrong);

  const unconfirmed = await registeredAddress();
  expect(await guess(unconfirmed.email)).toEqual(wrong);
  expect(await signIn(page, unconfirmed)).toEqual({
    ...refused,
    code: 'email_not_verified',
    status: 403,
  });

  const email = freshAddress();
  await Promise.all(Array.from({ length: 10 }, () => guess(email)));
  expect(await guess(email)).toEqual({ ...refused, code: 'too_many_attempts', status: 429 });
});

for (const mode of ['down', 'error'] as const) {
  test(`the stock client reads an outage as one, database ${mode}`, async ({ page }) => {
    await openClient(page);
    await cloud.fault('database', { mode });
    expect(await signIn(page, seeded)).toEqual({ ...refused, code: 'unavailable', status: 503 });
    await cloud.fault('database', { mode: 'ok' });
    expect(await signIn(page, seeded)).toMatchObject({ ok: true, status: 200 });
  });
}

test('the stock client signs in, reads the session and signs out', async ({ page }) => {
  await openClient(page);
  expect(await page.evaluate(() => client.getSession())).toBeNull();
  const offered = await page.evaluate(() => client.getProviders());
  expect(offered).toMatchObject({ credentials: { id: 'credentials', type: 'credentials' } });
  expect(Object.keys(offered ?? {})).toEqual(['credentials', ...providers]);
  expect(await page.evaluate(() => client.getCsrfToken())).toMatch(/^[0-9a-f]{64}$/);

  const url = `${siteUrl}/client.html`;
  expect(await signIn(page, seeded)).toMatchObject({ ok: true, status: 200, url });
  const session = await page.evaluate(() => client.getSession());
  expect(session).toMatchObject({
    user: { email: 'user@example.com', name: 'Una User', role: 'user' },
    session: { id: expect.stringMatching(/./) },
  });
  expect(Date.parse(session?.expires ?? '')).toBeGreaterThan(Date.now());

  const left = await page.evaluate(() => client.signOut({ callbackUrl: '/', redirect: false }));
  expect(left).toEqual({ url: `${siteUrl}/` });
  expect(await page.evaluate(() => client.getSession())).toBeNull();
});

test('the stock client is led to where it asks, on this site only', async ({ page }) => {
  await openClient(page);
  const own = await signIn(page, { ...seeded, redirectTo: '/account?tab=1' });
  expect(own).toMatchObject({ ok: true, url: `${siteUrl}/account?tab=1` });
  const foreign = await signIn(page, { ...seeded, redirectTo: 'https://evil.test/' });
  expect(foreign).toMatchObject({ ok: true, url: `${siteUrl}/account` });
});

test('the stock client takes the browser along: home after a sign-out, to the reason of a refusal', async ({
  page,
}) => {
  await signInAs(page, seeded.email, seeded.password);
  await openClient(page);
  await page.evaluate(() => void client.signOut({ callbackUrl: '/' }));
  await expect(page).toHaveURL(`${siteUrl}/`);
  await expect(page.getByRole('banner')).toContainText('Create account');

  await openClient(page);
  await page.evaluate((fields) => void client.signIn('credentials', fields), {
    email: freshAddress(),
    password: wrongPassword,
  });
  await expect(heading(page)).toHaveText('Sign in');
  await expect(page.locator('main')).toContainText('The e-mail address or the password is wrong.');
});
