import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import {
  alertOf,
  expectRefused,
  field,
  heading,
  send,
  signInAs,
  statusOf,
} from '#tests/support/pages.ts';
import { cloud, siteUrl, Visitor, verifiedVisitor } from '#tests/support/site.ts';

const newPassword = 'seven harbours under a quiet moon';

test.afterEach(() => cloud.fault('database', { mode: 'ok' }));

test('SESS-08 a change of the password signs out every other device, and this one stays', async ({
  context,
  page,
}) => {
  const { visitor: other, email, password } = await verifiedVisitor();
  await signInAs(page, email);
  const session = async () =>
    (await context.cookies()).find(({ name }) => name === 'gatehouse.session')?.value;
  const before = await session();
  await page.getByRole('link', { name: 'Security' }).click();
  await expect(heading(page)).toHaveText('Security');
  await send(page, 'change-password', { currentPassword: password, newPassword });
  await expect(statusOf(page, 'change-password')).toContainText('Password changed');
  await expect(page.locator('#change-password [data-notice]')).toBeFocused();
  expect(await page.content()).not.toMatch(/quiet moon|quiet harbour/);

  const current = async () => (await other.fetch('/api/current')).status;
  await expect.poll(current, { timeout: 5000 }).toBe(401);
  expect(await session()).not.toBe(before);
  await page.getByRole('link', { name: 'Your sessions' }).click();
  await expect(page.locator('main')).toContainText('You are signed in nowhere else');
  expect((await new Visitor().signIn(email, password)).status).toBe(401);
  expect((await new Visitor().signIn(email, newPassword)).status).toBe(200);
});

test('CRED-17 a change of the password is refused field by field, in words', async ({ page }) => {
  const { email, password } = await verifiedVisitor();
  await signInAs(page, email);
  const currentPassword = password;
  const rows = [
    { typed: {}, refused: { currentPassword: 'Fill in', newPassword: 'Fill in' } },
    {
      typed: { currentPassword: 'not the right one at all', newPassword },
      refused: { currentPassword: 'This is not your password.' },
    },
    {
      typed: { currentPassword, newPassword: 'short one' },
      refused: { newPassword: 'at least 15 characters' },
    },
    {
      typed: { currentPassword, newPassword: 'passwordpassword' },
      refused: { newPassword: 'common passwords' },
    },
    {
      typed: { currentPassword, newPassword: currentPassword },
      refused: { newPassword: 'the password that you have' },
    },
  ];
  for (const { typed, refused } of rows) {
    await page.goto('/account/security');
    await send(page, 'change-password', typed);
    await expect(alertOf(page, 'change-password')).not.toBeEmpty();
    const fields = Object.entries(refused) as ['currentPassword' | 'newPassword', string][];
    for (const [name, words] of fields) await expectRefused(page, 'change-password', name, words);
    const invalid = page.locator('#change-password [aria-invalid="true"]');
    await expect(invalid).toHaveCount(fields.length);
    await expect(invalid.first()).toBeFocused();
    for (const name of ['currentPassword', 'newPassword'] as const) {
      await expect(field(page, 'change-password', name)).toHaveValue('');
    }
  }
  expect((await new Visitor().signIn(email, password)).status).toBe(200);
});

test('password managers are told whose password is changed, and how a new one may look', async ({
  page,
}) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await page.goto('/account/security');
  const form = page.locator('#change-password');
  await expect(form.locator('[autocomplete="username"]')).toHaveValue(email);
  await expect(form.locator('[autocomplete="current-password"]')).toHaveCount(1);
  const chosen = form.locator('[autocomplete="new-password"]');
  await expect(chosen).toHaveAttribute('passwordrules', 'minlength: 15;');
  await expect(chosen).toHaveAccessibleDescription(/At least 15 characters/);
});

test('an account without a password is told so', async ({ page }) => {
  const { email } = await verifiedVisitor();
  await signInAs(page, email);
  await cloud.sql('update users set password_hash = null where email = $1', [email]);
  await page.goto('/account/security');
  await expect(page.locator('main')).toContainText('This account has no password');
  await expect(page.locator('#change-password')).toHaveCount(0);
});

test('an outage while changing the password changes nothing', async ({ page }) => {
  const { email, password } = await verifiedVisitor();
  await signInAs(page, email);
  await cloud.fault('database', { mode: 'down' });
  await page.goto('/account/security');
  await send(page, 'change-password', { currentPassword: password, newPassword });
  await expect(alertOf(page, 'change-password')).toContainText('We cannot reach a service');
  await cloud.fault('database', { mode: 'ok' });
  await send(page, 'change-password', { currentPassword: password, newPassword });
  await expect(statusOf(page, 'change-password')).toContainText('Password changed');
  await page.goto('/account');
  await expect(page).toHaveURL(`${siteUrl}/account`);
});
