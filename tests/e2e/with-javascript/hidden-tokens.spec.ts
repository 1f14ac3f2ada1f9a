import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { resetTokenOf } from '#tests/support/letters.ts';
import { expectRefused, heading, send, statusOf } from '#tests/support/pages.ts';
import {
  registeredAddress,
  siteUrl,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

const chosen = 'seven harbours under a quiet moon';

test('the token leaves the address bar, survives a reload and a refusal, and works', async ({
  page,
}) => {
  const { email } = await verifiedVisitor();
  await new Visitor().post('/api/password/forgot', { email });
  const token = await resetTokenOf(email);
  await page.goto(`/reset-password?token=${token}`);
  await expect(page).toHaveURL(`${siteUrl}/reset-password`);
  await page.reload();
  await expect(heading(page)).toHaveText('Choose a new password');
  await expect(page).toHaveURL(`${siteUrl}/reset-password`);
  await send(page, 'reset', { password: 'short' });
  await expectRefused(page, 'reset', 'password', 'at least 15');
  await expect(page).toHaveURL(`${siteUrl}/reset-password`);
  await send(page, 'reset', { password: chosen });
  await expect(statusOf(page, 'reset')).toContainText('Your new password is set');
  await expect(page).toHaveURL(`${siteUrl}/reset-password`);
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
});

test('another tab without the letter is asked to open its link', async ({ page }) => {
  await page.goto('/reset-password');
  await expect(heading(page)).toHaveText('Open the link of your letter');
});

test('no request from the page of a link to another place names the token', async ({ page }) => {
  const { email } = await registeredAddress();
  const { token } = await verificationLetter(email);
  await page.goto(`/verify-email?token=${token}`);
  await expect(page).toHaveURL(`${siteUrl}/verify-email`);
  const asked = page.waitForRequest((request) => request.url() === `${siteUrl}/sign-in`);
  await send(page, 'verify');
  await expect(statusOf(page, 'verify')).toContainText('Address confirmed');
  await page.locator('#verify').getByRole('link', { name: 'Sign in' }).click();
  const { referer } = await (await asked).allHeaders();
  expect(referer).toBe(`${siteUrl}/verify-email`);
});
