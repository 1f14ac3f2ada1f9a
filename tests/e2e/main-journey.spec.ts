import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { lettersSettled } from '#tests/support/letters.ts';
import {
  alertOf,
  heading,
  registerAs,
  send,
  signInAs,
  signOut,
  statusOf,
} from '#tests/support/pages.ts';
import {
  cloud,
  freshAddress,
  seededPassword,
  siteUrl,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

test('register, confirm by the letter’s link, sign in, be refused at the admin area, sign out', async ({
  page,
}) => {
  const email = freshAddress();
  await registerAs(page, email, 'Grace Hopper');
  const { token } = await verificationLetter(email);

  await page.goto(`/verify-email?token=${token}`);
  await page.reload();
  await send(page, 'verify');
  await expect(statusOf(page, 'verify')).toContainText('Address confirmed');
  await page.goto(`/verify-email?token=${token}`);
  await expect(heading(page)).toHaveText('This link does not work');

  await signInAs(page, email);
  await expect(page.locator('main')).toContainText('Grace Hopper');
  await expect(page.locator('main')).toContainText(email);
  await expect(page.locator('main')).toContainText(/role\s*user/i);

  const refused = await page.goto('/admin');
  expect(refused?.status()).toBe(403);
  await expect(heading(page)).toHaveText('This gate stays shut for you');
  const missing = await page.goto('/account/nope');
  expect(missing?.status()).toBe(404);
  await expect(heading(page)).toHaveText('There is nothing here');

  await signOut(page);
  await page.goBack();
  await expect(heading(page)).not.toHaveText('Sign out?');
  expect(await page.content()).not.toContain(email);
  await page.goto('/account');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Faccount`);
});

test('confirm by the code, after asking for the letter again too soon', async ({ page }) => {
  const email = freshAddress();
  await registerAs(page, email);
  const { code } = await verificationLetter(email);

  await send(page, 'resend');
  await expect(statusOf(page, 'resend')).toContainText('Look into your inbox');
  await lettersSettled(email);
  expect(await cloud.inbox(email)).toHaveLength(1);

  await send(page, 'confirm', { code: code === '00000000' ? '11111111' : '00000000' });
  await expect(alertOf(page, 'confirm')).toContainText('not valid');
  await send(page, 'confirm', { code: `${code.slice(0, 4)} ${code.slice(4)}` });
  await expect(statusOf(page, 'confirm')).toContainText('Address confirmed');
  await page.locator('#confirm').getByRole('link', { name: 'Sign in' }).click();
  await expect(heading(page)).toHaveText('Sign in');
  await signInAs(page, email);
});

test('in a browser that knows nothing of the registration a new letter and its code do it', async ({
  page,
}) => {
  const email = freshAddress();
  await registerAs(page, email);
  await lettersSettled(email);
  // As if the minute between two letters had passed.
  await cloud.sql(
    "update outbox set created_at = created_at - interval '2 minutes' where recipient = $1",
    [email],
  );
  await page.context().clearCookies();
  await page.goto('/check-email');
  await send(page, 'resend', { email });
  await expect(statusOf(page, 'resend')).toContainText('Look into your inbox');
  await expect.poll(async () => (await cloud.inbox(email)).length).toBe(2);
  const { code } = await verificationLetter(email);
  await send(page, 'confirm', { email, code });
  await expect(statusOf(page, 'confirm')).toContainText('Address confirmed');
});

for (const role of ['admin', 'support']) {
  test(`${role} is let in, to where they wanted to go`, async ({ page }) => {
    await page.goto('/admin?tab=1');
    await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Fadmin%3Ftab%3D1`);
    await send(page, 'sign-in', { email: `${role}@example.com`, password: seededPassword });
    await expect(page).toHaveURL(`${siteUrl}/admin?tab=1`);
    await expect(heading(page)).toHaveText('Administration');
    await expect(page.locator('main')).toContainText(`${role}@example.com`);
    for (const door of ['/sign-in', '/register']) {
      await page.goto(`${door}?returnTo=/admin`);
      await expect(page).toHaveURL(`${siteUrl}/admin`);
      await page.goto(door);
      await expect(page).toHaveURL(`${siteUrl}/account`);
    }
  });
}

test('a foreign returnTo leads to the account, also after a refusal', async ({ page }) => {
  const { email, password } = await verifiedVisitor();
  await page.goto('/sign-in?returnTo=https://evil.test/account');
  await send(page, 'sign-in', { email, password: 'not the right one' });
  await expect(alertOf(page, 'sign-in')).toContainText('is wrong');
  await send(page, 'sign-in', { password });
  await expect(page).toHaveURL(`${siteUrl}/account`);
});
