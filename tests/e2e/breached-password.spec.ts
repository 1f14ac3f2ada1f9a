import { expect } from '@playwright/test';
import { demonstrationPasswords } from '#local/cloud/breaches/demonstration-passwords.ts';
import { test } from '#tests/support/browser.ts';
import { expectRefused, field, heading, send, statusOf } from '#tests/support/pages.ts';
import { cloud, freshAddress, siteUrl, verifiedVisitor } from '#tests/support/site.ts';

const [breached] = demonstrationPasswords;

test.afterEach(() => cloud.fault('breaches', { mode: 'ok' }));

test('CRED-10 a breached password is refused beside its field, and the rest stays typed', async ({
  page,
}) => {
  const email = freshAddress();
  await page.goto('/register');

  await send(page, 'register', { name: 'Ada Lovelace', email, password: breached });

  await expectRefused(page, 'register', 'password', 'data breach');
  await expect(field(page, 'register', 'password')).toHaveValue('');
  await expect(field(page, 'register', 'name')).toHaveValue('Ada Lovelace');
  await expect(field(page, 'register', 'email')).toHaveValue(email);
});

test('whoever signs in with a breached password is asked kindly to change it', async ({ page }) => {
  await cloud.fault('breaches', { mode: 'down' });
  const { email } = await verifiedVisitor(breached);
  await cloud.fault('breaches', { mode: 'ok' });
  const notice = page.getByText('Please choose a new password');
  await page.goto('/sign-in?returnTo=/account/connections');
  await send(page, 'sign-in', { email, password: breached });
  await expect(heading(page)).toHaveText('Security');
  await expect(notice).toBeVisible();

  await page.getByRole('link', { name: 'Later' }).click();
  await expect(page).toHaveURL(`${siteUrl}/account/connections`);

  await page.goto('/account');
  await expect(page.locator('main')).toContainText('data breach');
  await page.getByRole('link', { name: 'Change it' }).click();
  await expect(heading(page)).toHaveText('Security');
  const newPassword = 'velvet umbra quinoa fjord';
  await send(page, 'change-password', { currentPassword: breached, newPassword });
  await expect(statusOf(page, 'change-password')).toContainText('Password changed');
  await expect(notice).toHaveCount(0);
  await page.goto('/account');
  await expect(heading(page)).toHaveText('Your account');
  await expect(page.locator('main')).not.toContainText('data breach');
});
