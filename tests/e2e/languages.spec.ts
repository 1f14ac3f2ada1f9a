import { expect, type Page } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { heading } from '#tests/support/pages.ts';
import { cloud, verifiedVisitor } from '#tests/support/site.ts';

test.use({ locale: 'de-DE' });

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function signInInGerman(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await button(page, 'Anmelden').click();
}

test('a German browser gets German pages, from the first to the refusal', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(heading(page)).toHaveText('Das Tor vor Ihrer Next.js-Website');

  await signInInGerman(page, 'nobody@example.test', 'not the password of anyone');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page).toHaveTitle('Anmelden · Gatehouse');
  await expect(page.locator('#sign-in').getByRole('alert')).toContainText(
    'Die E-Mail-Adresse oder das Passwort ist falsch.',
  );

  await page.goto('/sign-in?error=OAuthCallbackError');
  await expect(page.locator('main')).toContainText('Anmeldung nicht abgeschlossen');
  await page.goto('/auth/error?error=AccessDenied&code=identity_taken');
  await expect(heading(page)).toHaveText('Mit einem anderen Konto verbunden');
});

test('a refused field says why in German, at the field and above the form', async ({ page }) => {
  await page.goto('/register');
  await page.getByLabel('E-Mail-Adresse').fill('niemand');
  await page.getByLabel('Passwort', { exact: true }).fill('kurz');
  await button(page, 'Konto anlegen').click();

  await expect(page.locator('#register').getByRole('alert')).toContainText(
    'E-Mail-Adresse: Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
  );
});

test('an account speaks its own language, whatever the browser asks for', async ({ page }) => {
  const { email, password } = await verifiedVisitor();
  await cloud.sql("update users set language = 'en' where email_normalised = $1", [email]);
  await signInInGerman(page, email, password);

  await expect(heading(page)).toHaveText('Your account');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');

  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await button(page, 'Save').click();
  await expect(page.locator('#choose-language').getByRole('status')).toContainText(
    'Sprache gewählt',
  );
  await expect(heading(page)).toHaveText('Ihr Konto');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('radio', { name: 'Deutsch' })).toBeChecked();

  await page.goto('/admin');
  await expect(heading(page)).toHaveText('Dieses Tor bleibt für Sie geschlossen');
  await page.goto('/account/nope');
  await expect(heading(page)).toHaveText('Hier ist nichts');
  await page.goto('/account/sessions');
  await expect(page.locator('main')).toContainText('Angemeldet am');
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});

test('what is nowhere is said in both languages', async ({ page }) => {
  const answer = await page.goto('/nowhere');

  expect(answer?.status()).toBe(404);
  await expect(heading(page)).toHaveText('There is nothing here');
  await expect(page.locator('section[lang=de]')).toContainText('Hier ist nichts');
});
