import { expect, type Page } from '@playwright/test';
import { providerNames, providers } from '#core/provider-identity.ts';
import { test } from '#tests/support/browser.ts';
import { heading, signInAs, statusOf } from '#tests/support/pages.ts';
import { cloudUrl, freshAddress, siteUrl, verifiedVisitor } from '#tests/support/site.ts';

test.use({ otherOrigins: [cloudUrl] });

/** Presses the button of a provider on the page; ends on the provider's own. */
async function leaveFor(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${label}( Last used)?$`) }).click();
  await page.waitForURL(`${cloudUrl}/**`);
}

/** Says on the provider's page who one is, with a verified address; ends on the site. */
async function comeBackAs(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('verified').check();
  await page.getByRole('button', { name: 'Continue', exact: true }).click();
  await page.waitForURL(`${siteUrl}/**`);
}

for (const provider of providers) {
  const name = providerNames[provider];

  test(`somebody new signs in with ${name}, and goes where they wanted`, async ({ page }) => {
    const email = freshAddress();
    await page.goto('/account/sessions');
    await leaveFor(page, `Continue with ${name}`);
    await comeBackAs(page, email);
    await expect(heading(page)).toHaveText('Sessions');
    await page.goto('/account');
    await expect(page.getByRole('main')).toContainText(email);
  });

  test(`who refuses at ${name} is told so, and may try again`, async ({ page }) => {
    await page.goto('/sign-in');
    await leaveFor(page, `Continue with ${name}`);
    await page.getByRole('button', { name: /^Refuse/ }).click();
    await page.waitForURL(`${siteUrl}/auth/error?**`);
    await expect(heading(page)).toHaveText('Access denied');
    await leaveFor(page, `Continue with ${name}`);
    await comeBackAs(page, freshAddress());
    await expect(heading(page)).toHaveText('Your account');
  });

  test(`${name} is connected to an account, and disconnected again`, async ({ page }) => {
    const { email, password } = await verifiedVisitor();
    await signInAs(page, email, password);
    await page.goto('/account/connections');
    await leaveFor(page, `Connect ${name}`);
    await comeBackAs(page, freshAddress());
    await expect(heading(page)).toHaveText('Connections');
    await expect(page.getByRole('main')).toContainText(`Disconnect ${name}`);
    await page.getByRole('button', { name: `Disconnect ${name}`, exact: true }).click();
    await expect(statusOf(page, 'disconnect')).toContainText('isconnected');
    await expect(page.getByRole('button', { name: `Connect ${name}`, exact: true })).toBeVisible();
  });
}
