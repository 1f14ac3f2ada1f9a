import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { expectRefused, field, send, untilAlive } from '#tests/support/pages.ts';
import { cloud, freshAddress } from '#tests/support/site.ts';

test('a meter says how strong a password is, after a pause and by what is typed beside it', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/password/strength')) asked.push(request.method());
  });
  const breachesBefore = (await cloud.counters()).breaches.requests;
  const meter = page.locator('#register').getByRole('status').last();
  await page.goto('/register');
  await untilAlive(page);
  await expect(meter).toHaveText('');
  const password = field(page, 'register', 'password');

  await password.pressSequentially('fjord', { delay: 20 });
  await expect(meter).toContainText('Too short. Characters still missing: 10.');
  expect(asked).toEqual(['POST']);
  await password.fill('passwordpassword');
  await expect(meter).toContainText('Guessable.');
  await password.fill('lovelace ada 1815 analytical');
  await expect(meter).toContainText('Strong.');
  await field(page, 'register', 'email').fill('ada.lovelace@analytical.test');
  await expect(meter).toContainText('too close to your name');
  await password.fill('');
  await expect(meter).toHaveText('');
  expect((await cloud.counters()).breaches.requests).toBe(breachesBefore);
});

test('a refusal empties field and meter', async ({ page }) => {
  await page.goto('/register');
  await untilAlive(page);
  const meter = page.locator('#register').getByRole('status').last();
  const password = field(page, 'register', 'password');
  await password.fill('passwordpassword');
  await expect(meter).toContainText('Guessable.');

  await send(page, 'register', { email: freshAddress() });

  await expectRefused(page, 'register', 'password', 'common passwords');
  await expect(password).toHaveValue('');
  await expect(meter).toHaveText('');
});

test('where the answer is no measure, the form is as it was', async ({ page }) => {
  await page.route('**/api/password/strength', (route) =>
    route.fulfill({ status: 200, contentType: 'text/html', body: '<p>A page of this network</p>' }),
  );
  await page.goto('/register');
  await untilAlive(page);
  const meter = page.locator('#register').getByRole('status').last();
  const answered = page.waitForResponse('**/api/password/strength');
  await field(page, 'register', 'password').fill('lantern orbit velvet canyon');
  await answered;

  await expect(meter).toHaveText('');
  await send(page, 'register', { email: 'nobody' });
  await expectRefused(page, 'register', 'email', 'Enter an e-mail address');
});
