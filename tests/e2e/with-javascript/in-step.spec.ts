import { expect } from '@playwright/test';
import { fillSignIn, test } from '#tests/support/browser.ts';
import { seededPassword, siteUrl } from '#tests/support/site.ts';

test('signing in and out keeps the client in step without a reload', async ({ page }) => {
  await page.goto('/sign-in');
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await fillSignIn(page, 'user@example.com', seededPassword);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
  await expect(page.getByRole('banner')).toContainText('Una User');
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
});

test('SESS-24 a sign-out reaches the other tab, and going back shows nothing', async ({
  context,
  page,
}) => {
  await page.goto('/sign-in');
  await fillSignIn(page, 'user@example.com', seededPassword);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('banner')).toContainText('Una User');

  await page.goto('/account');
  await page.goto('/sign-out');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${siteUrl}/`);
  await expect(other.getByRole('banner')).not.toContainText('Una User', { timeout: 2000 });
  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  expect(await page.content()).not.toContain('user@example.com');
});
