import { expect } from '@playwright/test';
import { ageCheck } from '#tests/support/aged-session.ts';
import { test } from '#tests/support/browser.ts';
import { heading, signInAs } from '#tests/support/pages.ts';
import { cloud, siteUrl, verifiedVisitor } from '#tests/support/site.ts';

test.use({ expectsFaults: true });
test.afterEach(async () => {
  await cloud.fault('database', { mode: 'ok' });
  await cloud.fault('redis', { mode: 'ok' });
});

test('FAULT-05 a page whose session nobody can vouch for says so, keeps its address and opens later', async ({
  context,
  page,
}) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await ageCheck(context, 11 * 60);
  await cloud.fault('database', { mode: 'down' });
  await cloud.fault('redis', { mode: 'down' });
  const answer = await page.goto('/account/security?from=here');
  expect(answer?.status()).toBe(503);
  expect(answer?.headers()['retry-after']).toBe('5');
  await expect(heading(page)).toHaveText('The gate cannot check your session right now');
  await expect(page.locator('main')).toContainText('You were not signed out');
  expect(await page.locator('main').innerHTML()).not.toContain(email);

  await cloud.fault('database', { mode: 'ok' });
  await cloud.fault('redis', { mode: 'ok' });
  await page.getByRole('link', { name: 'Try again' }).click();
  await expect(heading(page)).toHaveText('Security');
  await expect(page).toHaveURL(`${siteUrl}/account/security?from=here`);
});
