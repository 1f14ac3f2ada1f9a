import { expect, type Page } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { endButton, heading, send, signInAs, statusOf } from '#tests/support/pages.ts';
import { siteUrl, Visitor, verifiedVisitor } from '#tests/support/site.ts';

const header = (page: Page) => page.getByRole('banner');

test('a sign-out everywhere reaches the other tab within a second', async ({ context, page }) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  const other = await context.newPage();
  await other.goto('/');
  await expect(header(other)).toContainText(email);
  await page.goto('/account/sessions');
  await page.waitForLoadState('networkidle');
  await send(page, 'end-all');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?notice=signed-out`);
  await expect(header(other)).toContainText('Create account', { timeout: 1000 });
});

test('a sign-out everywhere clears the screen of a tab with an account page', async ({
  context,
  page,
}) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  const other = await context.newPage();
  await other.goto('/account');
  await expect(header(other)).toContainText(email);
  await page.goto('/account/sessions');
  await page.waitForLoadState('networkidle');
  await send(page, 'end-all');
  await expect(heading(other)).toHaveText('Sign in', { timeout: 4000 });
  expect(await other.content()).not.toContain(email);
});

test('a session that another device has ended leaves the screen when the tab is looked at', async ({
  page,
}) => {
  const { email, password } = await verifiedVisitor();
  await signInAs(page, email);
  await expect(header(page)).toContainText(email);
  const elsewhere = new Visitor();
  await elsewhere.signIn(email, password);
  const ended = await elsewhere.send('DELETE', '/api/sessions?scope=others');
  expect(ended.status).toBe(204);
  // The news may be 2 s old; a tab that is looked at again asks for the session.
  await page.waitForTimeout(2100);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await expect(heading(page)).toHaveText('Sign in', { timeout: 4000 });
  expect(await page.content()).not.toContain(email);
});

test('ending a session changes the list in place, without loading the page anew', async ({
  page,
}) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await page.goto('/account/sessions');
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
  await endButton(page, 'node').click();
  await expect(statusOf(page, 'sessions')).toContainText('Session ended');
  await expect(page.locator('#sessions')).toContainText('You are signed in nowhere else');
  expect(await page.evaluate(() => 'isSameDocument' in window)).toBe(true);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').getByRole('link', { name: 'Sign out' })).toBeFocused();
});
