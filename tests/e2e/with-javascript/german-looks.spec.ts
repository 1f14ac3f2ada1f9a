import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { judge } from '#tests/support/looks.ts';
import { cloud, verifiedVisitor } from '#tests/support/site.ts';

// German words are long: what holds for them in every look holds for most languages.
test.use({ locale: 'de-DE', hasTouch: true, trace: 'off' });

test('public pages please axe, the eye and the finger in German', async ({ page }) => {
  for (const path of [
    '/',
    '/sign-in?error=OAuthCallbackError',
    '/register',
    '/check-email',
    '/verify-email?token=none',
    '/forgot-password',
    '/reset-password?token=none',
    '/confirm-address?token=none',
    '/not-me',
    '/auth/error?error=AccessDenied&code=provider_email_unverified&provider=microsoft',
    '/unavailable',
  ]) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await judge(page);
  }
});

test('the pages of staff please axe, the eye and the finger in German', async ({ page }) => {
  const { email, password } = await verifiedVisitor();
  await cloud.sql(
    "update users set language = null, role = 'admin', name = 'Maximiliane Oberhuber-Schwarzenbach' where email = $1",
    [email],
  );
  await page.goto('/sign-in');
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await expect(page).toHaveURL('/account');
  for (const path of [
    '/account',
    '/account/security',
    '/account/sessions',
    '/account/connections',
    '/admin',
    '/admin/mail',
    '/sign-out',
  ]) {
    await page.goto(path);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page.getByRole('banner')).toContainText('Maximiliane');
    await judge(page);
  }
});
