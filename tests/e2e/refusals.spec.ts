import { expect } from '@playwright/test';
import { fillSignIn, test } from '#tests/support/browser.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  registeredAddress,
  verifiedVisitor,
} from '#tests/support/site.ts';

test('a wrong password is told kindly, keeps the address and never the password', async ({
  page,
}) => {
  const email = freshAddress();
  await page.goto('/sign-in');
  await fillSignIn(page, email, 'not the right one at all');
  await expect(page.getByRole('alert').first()).toContainText(
    'The e-mail address or the password is wrong.',
  );
  await expect(page.getByLabel('E-mail address')).toHaveValue(email);
  expect(await page.content()).not.toContain('not the right one at all');
});

test('empty and odd fields are named one by one, and the first of them has the focus', async ({
  page,
}) => {
  await page.goto('/register');
  await page.getByLabel('Name').fill('https://evil.test');
  await page.getByLabel('E-mail address').fill('nobody');
  await page.getByRole('button', { name: 'Create account' }).click();
  const alert = page.locator('#register').getByRole('alert');
  await expect(alert).toContainText('Some fields need your attention.');
  await expect(alert.getByRole('link')).toHaveCount(3);
  await expect(page.getByLabel('Name')).toBeFocused();
  await expect(page.getByLabel('E-mail address')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel('E-mail address')).toHaveValue('nobody');
});

test('the password policy answers in words', async ({ page }) => {
  const refusals = { 'short one': '15 characters', passwordpassword: 'common passwords' };
  for (const [password, words] of Object.entries(refusals)) {
    await page.goto('/register');
    await page.getByLabel('E-mail address').fill(freshAddress());
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('alert').first()).toContainText(words);
  }
});

test('an unconfirmed address is told so after the right password, with the way on', async ({
  page,
}) => {
  const { email } = await registeredAddress();
  await page.goto('/sign-in');
  await fillSignIn(page, email);
  await expect(page.getByRole('alert').first()).toContainText('Confirm your e-mail address first');
  await page.getByRole('link', { name: 'Confirm your address' }).click();
  await expect(page.getByText(email)).toBeVisible();
});

test('too many attempts say how long to wait', async ({ page }) => {
  const email = freshAddress();
  const guess = (password: string) =>
    fetch(`${process.env.TEST_SITE_URL}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '10.9.8.7' },
      body: JSON.stringify({ email, password }),
    });
  await Promise.all(Array.from({ length: 10 }, () => guess('one wrong guess of many')));
  await page.goto('/sign-in');
  await fillSignIn(page, email);
  await expect(page.getByRole('alert').first()).toContainText(/try again in \d+ (minutes|seconds)/);
});

test('an outage is told as one, and what was typed stays', async ({ page }) => {
  const { email, password } = await verifiedVisitor();
  await page.goto('/sign-in');
  await cloud.fault('database', { mode: 'down' });
  try {
    await fillSignIn(page, email, password);
    await expect(page.getByRole('alert').first()).toContainText('cannot reach a service');
    await expect(page.getByLabel('E-mail address')).toHaveValue(email);
  } finally {
    await cloud.fault('database', { mode: 'ok' });
  }
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.locator('#sign-in').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
});

test('hostile fields are refused, never a failure of the server', async ({ page }) => {
  const values = [
    '\u0000',
    '\ud800',
    'a'.repeat(10_000),
    '<script>alert(1)</script>',
    'аdmin@x.test',
  ];
  for (const value of values) {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(value);
    await page.getByLabel('Password', { exact: true }).fill(goodPassword);
    await page.locator('#sign-in').getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert').first()).not.toBeEmpty();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in');
  }
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
});
