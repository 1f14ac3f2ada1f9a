import { expect, type Page } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import {
  alertOf,
  type FormId,
  field,
  heading,
  registerAs,
  send,
  signInAs,
  statusOf,
  type Typed,
} from '#tests/support/pages.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  registeredAddress,
  siteUrl,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

const outage = 'We cannot reach a service that we need.';

test.afterEach(() => cloud.fault('database', { mode: 'ok' }));

/** Sends a form while the database is down: a sentence says so and nothing that was typed is lost. */
async function sendInOutage(page: Page, form: FormId, typed: Typed = {}): Promise<void> {
  await cloud.fault('database', { mode: 'down' });
  await send(page, form, typed);
  await expect(alertOf(page, form)).toContainText(outage);
  await expect(page.locator(`#${form} [data-notice]`)).toBeFocused();
  for (const [name, text] of Object.entries(typed) as [keyof Typed, string][]) {
    await expect(field(page, form, name)).toHaveValue(name === 'password' ? '' : text);
  }
  await cloud.fault('database', { mode: 'ok' });
}

test('an outage while signing in loses nothing', async ({ page }) => {
  const { email, password } = await verifiedVisitor();
  await page.goto('/sign-in?returnTo=/account?from=outage');
  await sendInOutage(page, 'sign-in', { email, password });
  await send(page, 'sign-in', { password });
  await expect(heading(page)).toHaveText('Your account');
  await expect(page).toHaveURL(`${siteUrl}/account?from=outage`);
});

test('an outage while registering loses nothing', async ({ page }) => {
  const email = freshAddress();
  await page.goto('/register');
  await sendInOutage(page, 'register', { name: 'Grace Hopper', email, password: goodPassword });
  await send(page, 'register', { password: goodPassword });
  await expect(heading(page)).toHaveText('Confirm your address');
  expect((await verificationLetter(email)).code).toHaveLength(8);
});

test('an outage while confirming by link uses up nothing', async ({ page }) => {
  const { email } = await registeredAddress();
  const { token } = await verificationLetter(email);
  await cloud.fault('database', { mode: 'down' });
  await page.goto(`/verify-email?token=${token}`);
  await sendInOutage(page, 'verify');
  await send(page, 'verify');
  await expect(statusOf(page, 'verify')).toContainText('Address confirmed');
});

test('an outage while confirming by code, or asking for a letter, uses up nothing', async ({
  page,
}) => {
  const email = freshAddress();
  await registerAs(page, email);
  const { code } = await verificationLetter(email);
  await sendInOutage(page, 'resend');
  await sendInOutage(page, 'confirm', { code });
  await send(page, 'confirm');
  await expect(statusOf(page, 'confirm')).toContainText('Address confirmed');
});

test('in an outage the signed-in see their account and can sign out', async ({ page }) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await cloud.fault('database', { mode: 'down' });
  await page.goto('/account');
  await expect(page.locator('main')).toContainText(email);
  await page.goto('/sign-out');
  await send(page, 'sign-out');
  await expect(page).toHaveURL(`${siteUrl}/`);
  await page.goto('/account');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Faccount`);
});
