import { expect } from '@playwright/test';
import { ageSignIn } from '#tests/support/aged-session.ts';
import { test } from '#tests/support/browser.ts';
import {
  alertOf,
  endButton,
  expectRefused,
  field,
  heading,
  send,
  sessionsIn,
  signInAs,
  statusOf,
} from '#tests/support/pages.ts';
import { siteUrl, verifiedVisitor } from '#tests/support/site.ts';

const asked = `${siteUrl}/reauthenticate?returnTo=%2Faccount%2Fsessions`;

test('a sign-in of eleven minutes ago is confirmed before a session is ended, and leads back', async ({
  context,
  page,
}) => {
  const { visitor, email, password } = await verifiedVisitor();
  await signInAs(page, email);
  const old = await context.cookies();
  await ageSignIn(context, 11 * 60);
  await page.goto('/account/sessions');
  await expect(page.locator('main')).toContainText('we ask for your password');
  await endButton(page, 'node').click();
  await expect(page).toHaveURL(asked);
  await expect(heading(page)).toHaveText('Confirm that it is you');
  await expect(page.locator('main')).toContainText(email);
  expect((await visitor.fetch('/api/current')).status).toBe(200);

  await send(page, 'reauthenticate', { password: 'not the right one at all' });
  await expectRefused(page, 'reauthenticate', 'password', 'This is not your password.');
  await expect(field(page, 'reauthenticate', 'password')).toBeFocused();
  await expect(field(page, 'reauthenticate', 'password')).toHaveValue('');

  await send(page, 'reauthenticate', { password });
  await expect(page).toHaveURL(`${siteUrl}/account/sessions?notice=confirmed`);
  await expect(page.locator('main')).toContainText('Nothing has been ended yet');
  expect(await context.cookies()).not.toEqual(old);
  await endButton(page, 'node').click();
  await expect(statusOf(page, 'sessions')).toContainText('Session ended');
  await expect(sessionsIn(page, 'Other sessions')).toContainText('signed in nowhere else');
});

for (const form of ['end-others', 'end-all'] as const) {
  test(`${form} asks first where the sign-in is not fresh, and ends nothing yet`, async ({
    context,
    page,
  }) => {
    const { visitor, email } = await verifiedVisitor();
    await signInAs(page, email);
    await ageSignIn(context, 11 * 60);
    await page.goto('/account/sessions');
    await send(page, form);
    await expect(page).toHaveURL(asked);
    expect((await visitor.fetch('/api/current')).status).toBe(200);
    await page.getByRole('link', { name: 'Use another account' }).click();
    await expect(heading(page)).toHaveText('Sign out?');
  });
}

test('whoever signed in just now is not asked again, and goes on within this site', async ({
  page,
}) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await page.goto('/reauthenticate?returnTo=/account/security');
  await expect(page).toHaveURL(`${siteUrl}/account/security`);
  for (const returnTo of ['https://evil.test/', '//evil.test', '/reauthenticate', '/sign-out']) {
    await page.goto(`/reauthenticate?returnTo=${encodeURIComponent(returnTo)}`);
    await expect(page).toHaveURL(`${siteUrl}/account`);
  }
});

test('a confirmation leads to no other site, whatever the form was made to say', async ({
  context,
  page,
}) => {
  const { email, password } = await verifiedVisitor();
  await signInAs(page, email);
  await ageSignIn(context, 11 * 60);
  await page.goto('/reauthenticate?returnTo=https://evil.test/account');
  const hidden = page.locator('#reauthenticate input[name="returnTo"]');
  await hidden.evaluate((input) => input.setAttribute('value', 'https://evil.test/'));
  await send(page, 'reauthenticate', { password });
  await expect(page).toHaveURL(`${siteUrl}/account`);
});

test('nobody confirms who is not signed in', async ({ page }) => {
  await page.goto('/reauthenticate?returnTo=/account/sessions');
  await expect(heading(page)).toHaveText('Sign in');
});

test('the empty form is refused in words', async ({ context, page }) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await ageSignIn(context, 11 * 60);
  await page.goto('/reauthenticate');
  await send(page, 'reauthenticate');
  await expectRefused(page, 'reauthenticate', 'password', 'Fill in this field.');
  await expect(alertOf(page, 'reauthenticate')).not.toBeEmpty();
});
