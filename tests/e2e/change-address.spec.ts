import { expect } from '@playwright/test';
import { linkTokenOf } from '#tests/support/address-letters.ts';
import { ageSignIn } from '#tests/support/aged-session.ts';
import { test } from '#tests/support/browser.ts';
import { resetTokenOf } from '#tests/support/letters.ts';
import { alertOf, expectRefused, heading, send, signInAs, statusOf } from '#tests/support/pages.ts';
import { freshAddress, siteUrl, Visitor, verifiedVisitor } from '#tests/support/site.ts';

const chosen = 'seven harbours under a quiet moon';

test('an address is changed by the letter to the new one, and back by the letter to the old one', async ({
  context,
  page,
}) => {
  const { visitor: other, email, password } = await verifiedVisitor();
  const to = freshAddress();
  await signInAs(page, email);
  await page.goto('/account/security');
  await expect(page.locator('main')).toContainText(`You sign in with ${email}`);
  await send(page, 'change-address', { email: to });
  await expect(statusOf(page, 'change-address')).toContainText('Look into the inbox');
  await expect(statusOf(page, 'change-address')).toContainText(to);

  const token = await linkTokenOf(to, 'confirm-address');
  // The scanner of the mailbox comes first.
  await new Visitor().fetch(`/confirm-address?token=${token}`);
  await page.goto(`/confirm-address?token=${token}`);
  await expect(heading(page)).toHaveText('Confirm your new address');
  await expect(page.locator('main')).toContainText(to);
  await send(page, 'confirm-address');
  await expect(statusOf(page, 'confirm-address')).toContainText('this one stays signed in');
  await expect(page.locator('#confirm-address [data-notice]')).toBeFocused();
  await page.locator('#confirm-address').getByRole('link', { name: 'Your account' }).click();
  await expect(heading(page)).toHaveText('Your account');
  await expect(page.locator('main')).toContainText(to);
  const current = async () => (await other.fetch('/api/current')).status;
  await expect.poll(current, { timeout: 5000 }).toBe(401);
  await page.goto(`/confirm-address?token=${token}`);
  await expect(heading(page)).toHaveText('This link does not work');

  await page.goto(`/undo-change?token=${await linkTokenOf(email, 'undo-change')}`);
  await expect(heading(page)).toHaveText('Undo the change of address');
  await expect(page.locator('main')).toContainText(`Your account gets ${email} back.`);
  await send(page, 'undo-change');
  await expect(statusOf(page, 'undo-change')).toContainText('The change is undone');
  await page.goto('/account');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Faccount`);
  expect((await new Visitor().signIn(to, password)).status).toBe(401);

  await page.goto(`/reset-password?token=${await resetTokenOf(email)}`);
  await send(page, 'reset', { password: chosen });
  await expect(statusOf(page, 'reset')).toContainText('Your new password is set');
  await context.clearCookies();
  await signInAs(page, email, chosen);
});

test('in a browser that is not signed in the new address is confirmed all the same', async ({
  context,
  page,
}) => {
  const { visitor, email, password } = await verifiedVisitor();
  const to = freshAddress();
  await visitor.post('/api/email/change', { email: to });
  await page.goto(`/confirm-address?token=${await linkTokenOf(to, 'confirm-address')}`);
  await send(page, 'confirm-address');
  await expect(statusOf(page, 'confirm-address')).toContainText('Sign in with your new address');
  expect(await context.cookies()).toEqual([]);
  expect((await new Visitor().signIn(email, password)).status).toBe(401);
  await signInAs(page, to, password);
});

test('a wanted address is refused in words: none, no address, the present one', async ({
  page,
}) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await page.goto('/account/security');
  for (const [typed, words] of [
    ['', 'Fill in'],
    ['nobody', 'name@example.com'],
    [email, 'your address already'],
  ] as const) {
    await send(page, 'change-address', { email: typed });
    await expectRefused(page, 'change-address', 'email', words);
  }
});

test('a sign-in of a while ago is confirmed before an address is changed', async ({
  context,
  page,
}) => {
  const { email, password } = await verifiedVisitor();
  const to = freshAddress();
  await signInAs(page, email);
  await ageSignIn(context, 700);
  await page.goto('/account/security');
  await send(page, 'change-address', { email: to });
  await expect(page).toHaveURL(`${siteUrl}/reauthenticate?returnTo=%2Faccount%2Fsecurity`);
  await send(page, 'reauthenticate', { password });
  await expect(heading(page)).toHaveText('Security');
  await send(page, 'change-address', { email: to });
  await expect(statusOf(page, 'change-address')).toContainText('Look into the inbox');
});

test('"this wasn’t me" signs out this browser too, and leads to a new password', async ({
  page,
}) => {
  const { visitor, email, password } = await verifiedVisitor();
  const change = { currentPassword: password, newPassword: chosen };
  await visitor.post('/api/password/change', change);
  const token = await linkTokenOf(email, 'not-me');
  await signInAs(page, email, chosen);
  await page.goto(`/not-me?token=${token}`);
  await expect(heading(page)).toHaveText('This wasn’t you?');
  await expect(page.locator('main')).toContainText('v•••@example.test');
  await send(page, 'disown');
  await expect(statusOf(page, 'disown')).toContainText('All devices are signed out');
  await page.goto('/account');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Faccount`);
  await page.goto(`/reset-password?token=${await resetTokenOf(email)}`);
  await expect(heading(page)).toHaveText('Choose a new password');
  await page.goto(`/not-me?token=${token}`);
  await expect(heading(page)).toHaveText('This link does not work');
  await page.getByRole('link', { name: 'Choose a new password' }).click();
  await expect(page).toHaveURL(`${siteUrl}/forgot-password`);
});

test('pages of links say what is wrong without a link, and what a press on a used one does', async ({
  page,
}) => {
  for (const path of ['/confirm-address', '/undo-change', '/not-me']) {
    await page.goto(path);
    await expect(heading(page)).toHaveText('Open the link of your letter');
    await page.goto(`${path}?token=${'x'.repeat(43)}`);
    await expect(heading(page)).toHaveText('This link does not work');
  }
  const { visitor } = await verifiedVisitor();
  const to = freshAddress();
  await visitor.post('/api/email/change', { email: to });
  const token = await linkTokenOf(to, 'confirm-address');
  await page.goto(`/confirm-address?token=${token}`);
  await new Visitor().post('/api/email/confirm', { token });
  await send(page, 'confirm-address');
  await expect(alertOf(page, 'confirm-address')).toContainText('not valid');
  await page.getByRole('link', { name: 'Ask for a new letter' }).click();
  await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Faccount%2Fsecurity/);
});
