import { expect } from '@playwright/test';
import { fillSignIn, registerAs, signInAs, test } from '#tests/support/browser.ts';
import { letterAfter } from '#tests/support/letters.ts';
import { freshAddress, seededPassword, siteUrl, verificationLetter } from '#tests/support/site.ts';

test('register, confirm by the letter’s link, sign in, be refused at the admin area, sign out', async ({
  page,
}) => {
  const email = freshAddress();
  await registerAs(page, email, 'Grace Hopper');
  const { token } = await verificationLetter(email);

  await page.goto(`/verify-email?token=${token}`);
  await page.reload();
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await expect(page.getByRole('status')).toContainText('Address confirmed');
  await page.goto(`/verify-email?token=${token}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work');

  await signInAs(page, email);
  await expect(page.locator('main')).toContainText('Grace Hopper');
  await expect(page.locator('main')).toContainText(email);
  await expect(page.locator('main')).toContainText(/role\s*user/i);

  const refused = await page.goto('/admin');
  expect(refused?.status()).toBe(403);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('stays shut');
  const missing = await page.goto('/account/nope');
  expect(missing?.status()).toBe(404);

  await page.goto('/sign-out');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(`${siteUrl}/`);
  await page.goto('/account');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Faccount`);
});

test('confirm by the code from a letter that was asked for again', async ({ page }) => {
  const email = freshAddress();
  await registerAs(page, email);
  const { code } = await verificationLetter(email);

  await page.getByRole('button', { name: 'Send a new letter' }).click();
  await expect(page.locator('#resend').getByRole('status')).toContainText('Look into your inbox');
  await expect(letterAfter(email, 1)).rejects.toThrow('no more than 1');

  await page.getByLabel('Code').fill('12 34');
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await expect(page.locator('#confirm').getByRole('alert')).toContainText('8 digits');
  await page.getByLabel('Code').fill(`${code.slice(0, 4)} ${code.slice(4)}`);
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await expect(page.locator('#confirm').getByRole('status')).toContainText('Address confirmed');
  await signInAs(page, email);
});

test('the seeded administrator and support are let in, and go where they wanted to', async ({
  page,
}) => {
  for (const role of ['admin', 'support']) {
    await page.goto('/admin?tab=1');
    await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Fadmin%3Ftab%3D1`);
    await fillSignIn(page, `${role}@example.com`, seededPassword);
    await expect(page).toHaveURL(`${siteUrl}/admin?tab=1`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Administration');
    await expect(page.locator('main')).toContainText(`${role}@example.com`);
    await page.goto('/sign-in?returnTo=/admin');
    await expect(page).toHaveURL(`${siteUrl}/admin`);
    await page.goto('/sign-out');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(`${siteUrl}/`);
  }
});

test('a foreign returnTo leads to the account', async ({ page }) => {
  await page.goto('/sign-in?returnTo=https://evil.test/account');
  await fillSignIn(page, 'user@example.com', seededPassword);
  await expect(page).toHaveURL(`${siteUrl}/account`);
});
