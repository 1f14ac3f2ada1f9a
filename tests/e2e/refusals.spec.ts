import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { alertOf, field, heading, registerAs, send, statusOf } from '#tests/support/pages.ts';
import {
  freshAddress,
  goodPassword,
  registeredAddress,
  siteUrl,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

test('a wrong password is told where the focus is, keeps what was typed, never the password', async ({
  page,
}) => {
  const email = freshAddress();
  const password = 'not the right one at all';
  await page.goto('/sign-in');
  await page.getByLabel('Keep me signed in').uncheck();
  await send(page, 'sign-in', { email, password });
  await expect(alertOf(page, 'sign-in')).toContainText(
    'The e-mail address or the password is wrong.',
  );
  await expect(page.locator('#sign-in [data-notice]')).toBeFocused();
  await expect(field(page, 'sign-in', 'email')).toHaveValue(email);
  await expect(field(page, 'sign-in', 'password')).toHaveValue('');
  await expect(page.getByLabel('Keep me signed in')).not.toBeChecked();
  expect(await page.content()).not.toContain(password);
});

test('an account and an unknown address are refused in the same words', async ({ page }) => {
  const said = new Set<string | null>();
  const { email: known } = await verifiedVisitor();
  for (const email of [known, freshAddress()]) {
    await page.goto('/sign-in');
    await send(page, 'sign-in', { email, password: 'not the right one at all' });
    await expect(alertOf(page, 'sign-in')).not.toBeEmpty();
    said.add(await alertOf(page, 'sign-in').textContent());
  }
  expect(said.size).toBe(1);
});

test('an unconfirmed address is told so after the right password, with the way on', async ({
  page,
}) => {
  const { email } = await registeredAddress();
  await page.goto('/sign-in');
  await send(page, 'sign-in', { email, password: 'not the right one at all' });
  await expect(alertOf(page, 'sign-in')).toContainText('is wrong');
  await send(page, 'sign-in', { email, password: goodPassword });
  await expect(alertOf(page, 'sign-in')).toContainText('Confirm your e-mail address first');
  await page.getByRole('link', { name: 'Confirm your address' }).click();
  await expect(page).toHaveURL(`${siteUrl}/check-email`);
  await expect(page.getByText(email)).toBeVisible();
  const { code } = await verificationLetter(email);
  await send(page, 'confirm', { code });
  await expect(statusOf(page, 'confirm')).toContainText('Address confirmed');
});

test('registering a confirmed address again looks the same, and its password stays', async ({
  page,
}) => {
  const { email, password } = await verifiedVisitor('another lantern by the orbit');
  await registerAs(page, email);
  await page.goto('/sign-in');
  await send(page, 'sign-in', { email, password: goodPassword });
  await expect(alertOf(page, 'sign-in')).toContainText('is wrong');
  await send(page, 'sign-in', { password });
  await expect(heading(page)).toHaveText('Your account');
});

test('errors from the address are a fixed list, nothing of them is echoed', async ({ page }) => {
  await page.goto('/auth/error?error=AccessDenied');
  await expect(page.locator('main')).toContainText('Access denied');
  await page.goto('/auth/error?error=<script>alert(1)</script>&error_description=pwned');
  // The framework's own payload names the address, escaped; the page itself must not.
  expect(await page.locator('main').innerHTML()).not.toMatch(/pwned|alert/);
  expect(await page.title()).not.toMatch(/pwned|alert/);
  await page.goto('/sign-in?error=CredentialsSignin&code=too_many_attempts');
  await expect(page.locator('main')).toContainText('Too many attempts');
  await page.goto('/sign-in?error=<b>pwned</b>&code=pwned&notice=pwned');
  expect(await page.locator('main').innerHTML()).not.toContain('pwned');
});
