import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { lettersSettled, resetTokenOf } from '#tests/support/letters.ts';
import { alertOf, expectRefused, heading, send, signInAs, statusOf } from '#tests/support/pages.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  siteUrl,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

const chosen = 'seven harbours under a quiet moon';

test('forgotten: a letter, a new password by its link, all other devices signed out, and in again', async ({
  context,
  page,
}) => {
  const { visitor: other, email } = await verifiedVisitor();
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(heading(page)).toHaveText('Forgot your password?');
  await send(page, 'forgot', { email });
  await expect(statusOf(page, 'forgot')).toContainText('If there is an account with this address');
  const token = await resetTokenOf(email);

  // The scanner of the mailbox comes first.
  await new Visitor().fetch(`/reset-password?token=${token}`);
  await page.goto(`/reset-password?token=${token}`);
  await expect(heading(page)).toHaveText('Choose a new password');
  await expect(page.locator('main')).toContainText('v•••@example.test');
  await send(page, 'reset', { password: 'passwordpassword' });
  await expectRefused(page, 'reset', 'password', 'common passwords');
  await send(page, 'reset', { password: chosen });
  await expect(statusOf(page, 'reset')).toContainText('Your new password is set');
  expect(await context.cookies()).toEqual([]);
  expect(await page.content()).not.toContain(chosen);

  const current = async () => (await other.fetch('/api/current')).status;
  await expect.poll(current, { timeout: 5000 }).toBe(401);
  await page.locator('#reset').getByRole('link', { name: 'Sign in' }).click();
  await send(page, 'sign-in', { email, password: goodPassword });
  await expect(alertOf(page, 'sign-in')).toContainText('Wrong credentials');
  await send(page, 'sign-in', { password: chosen });
  await expect(heading(page)).toHaveText('Your account');
  await page.goto(`/reset-password?token=${token}`);
  await expect(heading(page)).toHaveText('This link does not work');
  await page.getByRole('link', { name: 'Send a new letter' }).click();
  await expect(page).toHaveURL(`${siteUrl}/forgot-password`);
});

test('nobody learns from the page who has an account', async ({ page }) => {
  await page.goto('/forgot-password');
  await send(page, 'forgot', { email: 'nobody' });
  await expectRefused(page, 'forgot', 'email', 'name@example.com');
  await send(page, 'forgot', { email: freshAddress() });
  await expect(statusOf(page, 'forgot')).toContainText('If there is an account with this address');
});

test('an account without a password gets its first one, and keeps this browser signed in', async ({
  page,
}) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await cloud.sql('update users set password_hash = null where email_normalised = $1', [email]);
  await page.goto('/account/security');
  await expect(page.locator('main')).toContainText('This account has no password');
  await send(page, 'set-password', { newPassword: 'passwordpassword' });
  await expectRefused(page, 'set-password', 'newPassword', 'common passwords');
  await send(page, 'set-password', { newPassword: chosen });
  await expect(page).toHaveURL(`${siteUrl}/account/security?notice=password-set`);
  await expect(page.locator('main')).toContainText('Password set');
  await expect(page.locator('#change-password')).toBeVisible();
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
});

test('an address that several registered is confirmed by a letter asked for again, and its owner chooses the password', async ({
  page,
}) => {
  const email = freshAddress();
  const later = () =>
    cloud.sql(
      "update outbox set created_at = created_at - interval '61 seconds' where recipient_normalised = $1",
      [email],
    );
  for (const password of ['the password of a stranger', goodPassword]) {
    await new Visitor().post('/api/register', { email, password });
    await lettersSettled(email);
    await later();
  }
  await new Visitor().post('/api/email/verification', { email });
  await lettersSettled(email);
  const { token } = await verificationLetter(email);

  await page.goto(`/verify-email?token=${token}`);
  await send(page, 'verify');
  await expect(page).toHaveURL(`${siteUrl}/forgot-password?notice=address-confirmed`);
  await expect(page.locator('main')).toContainText('Your address is confirmed');
  expect((await new Visitor().signIn(email, goodPassword)).status).toBe(401);
  await send(page, 'forgot', { email });
  await expect(statusOf(page, 'forgot')).toContainText('Look into your inbox');
  await page.goto(`/reset-password?token=${await resetTokenOf(email)}`);
  await send(page, 'reset', { password: chosen });
  await expect(statusOf(page, 'reset')).toContainText('Your new password is set');
  expect((await new Visitor().signIn(email, chosen)).status).toBe(200);
});
