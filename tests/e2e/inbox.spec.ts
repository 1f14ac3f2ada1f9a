import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { heading, registerAs, send, statusOf } from '#tests/support/pages.ts';
import { cloudUrl, freshAddress, newestLetter } from '#tests/support/site.ts';

test.use({ otherOrigins: [cloudUrl] });

test('a person finds the letter in the local cloud’s inbox and presses its button', async ({
  page,
}) => {
  const email = freshAddress();
  await registerAs(page, email, 'Grace Hopper');
  await newestLetter(email);

  await page.goto(cloudUrl);
  await page.getByRole('main').getByRole('link', { name: 'Every letter that was sent' }).click();
  await expect(heading(page)).toHaveText('Inbox');
  await page.getByRole('link', { name: email }).click();
  await expect(heading(page)).toContainText('Confirm your e-mail address');

  const letter = page.frameLocator('iframe');
  await expect(letter.getByText('Hello Grace Hopper')).toBeVisible();
  const opened = page.waitForEvent('popup');
  await letter.getByRole('link', { name: 'Confirm this address' }).click();
  const site = await opened;
  await send(site, 'verify');
  await expect(statusOf(site, 'verify')).toContainText('Address confirmed');

  await page.getByRole('link', { name: 'Plain text' }).click();
  await expect(page.getByRole('main')).toContainText('/verify-email?token=');
  await page.getByRole('link', { name: 'Headers' }).click();
  await expect(page.getByRole('main')).toContainText('Idempotency-Key');
  await page.getByRole('link', { name: 'Source' }).click();
  await expect(page.getByRole('main')).toContainText('<html dir="ltr" lang="en">');
});

test('a letter is looked at in the dark and on a phone, whatever this browser prefers', async ({
  page,
}) => {
  await page.goto(`${cloudUrl}/inbox/templates`);
  await page.getByRole('link', { name: 'Ihr Passwort bei Gatehouse wurde geändert' }).click();
  await expect(heading(page)).toHaveText('Ihr Passwort bei Gatehouse wurde geändert');

  const letter = page.frameLocator('iframe');
  const card = letter.locator('.card');
  await expect(letter.getByRole('link', { name: 'Das war ich nicht' })).toBeVisible();
  await expect(card).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await page.getByRole('link', { name: 'Dark' }).click();
  await expect(card).toHaveCSS('background-color', 'rgb(26, 29, 32)');
  await page.getByRole('link', { name: '320 px' }).click();
  await expect(card).toHaveCSS('background-color', 'rgb(26, 29, 32)');
  expect((await page.locator('iframe').boundingBox())?.width).toBe(320);
});
