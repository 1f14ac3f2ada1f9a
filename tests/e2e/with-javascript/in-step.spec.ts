import { expect, type Page } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import {
  alertOf,
  heading,
  send,
  signInAs,
  signOut,
  statusOf,
  untilAlive,
} from '#tests/support/pages.ts';
import {
  freshAddress,
  registeredAddress,
  seededPassword,
  siteUrl,
  verificationLetter,
} from '#tests/support/site.ts';

// Playwright switches the back-forward cache off; people have it.
test.use({
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    },
    { scope: 'worker' },
  ],
});

const email = 'user@example.com';
const header = (page: Page) => page.getByRole('banner');
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { isSameDocument: true }));
const isMarked = (page: Page) => page.evaluate(() => 'isSameDocument' in window);

test('signing in and out keeps the client in step without a reload', async ({ page }) => {
  await page.goto('/sign-in');
  await untilAlive(page);
  await expect(header(page)).toContainText('Create account');
  await mark(page);
  await send(page, 'sign-in', { email: freshAddress(), password: 'not the right one' });
  await expect(alertOf(page, 'sign-in')).toContainText('is wrong');
  await send(page, 'sign-in', { email, password: seededPassword });
  await expect(heading(page)).toHaveText('Your account');
  await expect(header(page)).toContainText('Una User');
  expect(await isMarked(page)).toBe(true);

  await page.goto('/sign-out');
  await expect(header(page)).toContainText('Una User');
  await mark(page);
  await send(page, 'sign-out');
  await expect(page).toHaveURL(`${siteUrl}/`);
  await expect(header(page)).toContainText('Create account');
  await expect(header(page)).not.toContainText('Una User');
  expect(await isMarked(page)).toBe(true);
});

test('a sign-in reaches the other tab', async ({ context, page }) => {
  const other = await context.newPage();
  await other.goto('/');
  await expect(header(other)).toContainText('Create account');
  await signInAs(page, email, seededPassword);
  await expect(header(other)).toContainText('Una User', { timeout: 2000 });
});

test('SESS-24 a sign-out reaches the other tab, and going back shows nothing', async ({
  context,
  page,
}) => {
  await page.goto('/');
  await signInAs(page, email, seededPassword);
  const other = await context.newPage();
  await other.goto('/');
  await expect(header(other)).toContainText('Una User');

  await page.goto('/account');
  await signOut(page);
  await expect(header(other)).toContainText('Create account', { timeout: 2000 });
  for (const shown of ['Sign in', 'The gate in front of your Next.js site']) {
    await page.goBack();
    await expect(heading(page)).toHaveText(shown);
    expect(await page.content()).not.toMatch(/user@example\.com|Una User/);
  }
});

test('SESS-24 a sign-out in another tab clears the screen of this one', async ({
  context,
  page,
}) => {
  await signInAs(page, email, seededPassword);
  await expect(header(page)).toContainText('Una User');
  const other = await context.newPage();
  await signOut(other);
  await expect(heading(page)).toHaveText('Sign in', { timeout: 4000 });
  expect(await page.content()).not.toMatch(/user@example\.com|Una User/);
});

test('SESS-24 a sign-out in another tab leaves nothing to go back to', async ({
  context,
  page,
}) => {
  await signInAs(page, email, seededPassword);
  await page.goto('/account');
  await page.goto('/');
  const other = await context.newPage();
  await signOut(other);
  await expect(header(page)).toContainText('Create account', { timeout: 2000 });
  await page.goBack();
  await expect(heading(page)).toHaveText('Sign in');
  expect(await page.content()).not.toMatch(/user@example\.com|Una User/);
});

test('a press while the answer is awaited sends nothing twice', async ({ page }) => {
  const { email } = await registeredAddress();
  const { token } = await verificationLetter(email);
  await page.goto(`/verify-email?token=${token}`);
  await page.waitForLoadState('networkidle');
  let posts = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') posts += 1;
  });
  await page.locator('#verify').getByRole('button').dblclick();
  await expect(statusOf(page, 'verify')).toContainText('Address confirmed');
  expect(posts).toBe(1);
});

test('a password can be shown, and is hidden again while it is sent', async ({ page }) => {
  await page.goto('/sign-in');
  const input = page.locator('#sign-in [name="password"]');
  await input.fill('not the right one');
  await page.getByRole('button', { name: 'Show password' }).click();
  await expect(input).toHaveAttribute('type', 'text');
  let typeWhileSent: string | null = null;
  await page.route('**/sign-in', async (route) => {
    await expect(input).toHaveAttribute('type', 'password');
    typeWhileSent = await input.getAttribute('type');
    await route.continue();
  });
  await send(page, 'sign-in', { email: freshAddress() });
  await expect(alertOf(page, 'sign-in')).toContainText('is wrong');
  expect(typeWhileSent).toBe('password');
});
