import { test as base, expect, type Page } from '@playwright/test';
import { goodPassword, siteUrl } from './site.ts';

/**
 * A browser test whose visitor has a network address of their own, and whose pages keep quiet: no
 * error in the console, no refused script, no request to anywhere but the site.
 */
export const test = base.extend<{ quiet: undefined }>({
  extraHTTPHeaders: async ({ baseURL: _ }, use) => {
    const [a = 0, b = 0, c = 0] = crypto.getRandomValues(new Uint8Array(3));
    await use({ 'x-forwarded-for': `10.${a}.${b}.${c}` });
  },
  quiet: [
    async ({ context }, use) => {
      const noise: string[] = [];
      context.on('weberror', (error) => noise.push(`uncaught: ${error.error().message}`));
      context.on('console', (message) => {
        // A document's own 4xx is written there too; its status is what the tests look at.
        const isStatus = message.text().startsWith('Failed to load resource: the server responded');
        if (message.type() === 'error' && !isStatus) noise.push(message.text());
      });
      context.on('request', (request) => {
        const { origin, protocol } = new URL(request.url());
        if (protocol.startsWith('http') && origin !== siteUrl) noise.push(`request to ${origin}`);
      });
      await use(undefined);
      expect(noise).toEqual([]);
    },
    { auto: true },
  ],
});

/** Fills in the sign-in form that the page shows, and sends it. */
export async function fillSignIn(page: Page, email: string, password = goodPassword) {
  const form = page.locator('#sign-in');
  await form.getByLabel('E-mail address').fill(email);
  await form.getByLabel('Password', { exact: true }).fill(password);
  await form.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens the sign-in page and signs in; ends on the account page. */
export async function signInAs(page: Page, email: string, password = goodPassword) {
  await page.goto('/sign-in');
  await fillSignIn(page, email, password);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
}

/** Opens the registration page and registers; ends where the address is to be confirmed. */
export async function registerAs(page: Page, email: string, name = '') {
  await page.goto('/register');
  const form = page.locator('#register');
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('E-mail address').fill(email);
  await form.getByLabel('Password', { exact: true }).fill(goodPassword);
  await form.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your address');
  await expect(page.getByText(email)).toBeVisible();
}
