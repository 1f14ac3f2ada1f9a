import { expect, type Page } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import { alertOf, field, heading, send, signInAs, untilAlive } from '#tests/support/pages.ts';
import { seededPassword, siteUrl } from '#tests/support/site.ts';

/** Presses Tab through a page: the name of everything that takes the focus, in order. */
async function walk(page: Page): Promise<string[]> {
  const reached: string[] = [];
  for (let steps = 0; steps < 30; steps += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const { top, bottom } = element.getBoundingClientRect();
      return {
        name:
          element.getAttribute('aria-label') ??
          (element.matches('button') ? null : element.getAttribute('name')) ??
          element.textContent?.trim() ??
          '',
        hasRing: outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 2,
        isInView: top >= 0 && bottom <= innerHeight,
      };
    });
    if (!focused) return reached;
    expect(focused).toMatchObject({ hasRing: true, isInView: true });
    reached.push(focused.name);
  }
  throw new Error('the focus never leaves the page');
}

test('the keyboard reaches everything in the order of the page, with a ring to be seen', async ({
  page,
}) => {
  const frame = ['Skip to content', 'Gatehouse', 'Sign in', 'Create account'];
  const providers = ['Continue with Google', 'Continue with GitHub', 'Continue with Microsoft'];
  await page.goto('/sign-in');
  await expect(page.getByRole('banner')).toContainText('Create account');
  expect(await walk(page)).toEqual([
    ...frame,
    ...providers,
    'email',
    'password',
    'Show password',
    'Forgot your password?',
    'rememberMe',
    'Sign in',
    'Create an account',
  ]);
  await page.goto('/register');
  await expect(page.getByRole('banner')).toContainText('Create account');
  expect(await walk(page)).toEqual([
    ...frame,
    ...providers,
    'name',
    'email',
    'password',
    'Show password',
    'Create account',
    'Sign in',
  ]);
  await page.goto('/check-email');
  await expect(page.getByRole('banner')).toContainText('Create account');
  expect(await walk(page)).toEqual([
    ...frame,
    'email',
    'code',
    'Confirm address',
    'email',
    'Send a new letter',
    'Create one',
  ]);
  await signInAs(page, 'admin@example.com', seededPassword);
  await page.goto('/admin');
  await expect(page.getByRole('banner')).toContainText('Ada Admin');
  expect(await walk(page)).toEqual([
    'Skip to content',
    'Gatehouse',
    'Admin',
    'Ada Admin',
    'Sign out',
    'Rights by role',
    'See the mail',
  ]);
});

test('the way past the header leads into the page', async ({ page }) => {
  await page.goto('/sign-in');
  await untilAlive(page);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Continue with Google' })).toBeFocused();
});

test('the whole sign-in is done by keyboard, through a refusal and out again', async ({ page }) => {
  await page.goto('/sign-in');
  await untilAlive(page);
  await field(page, 'sign-in', 'email').focus();
  await page.keyboard.type('user@example.com');
  await page.keyboard.press('Enter');
  await expect(field(page, 'sign-in', 'password')).toBeFocused();
  await expect(alertOf(page, 'sign-in')).toContainText('Password: Fill in this field.');
  await page.keyboard.type(seededPassword);
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Your account');
  await expect(page.getByRole('banner')).toContainText('Una User');

  await page.getByRole('main').getByRole('link', { name: 'Sign out' }).focus();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Sign out?');
  await page.locator('#sign-out').getByRole('button').focus();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(`${siteUrl}/`);
});

test('a busy form keeps the focus and says that it works', async ({ page }) => {
  await page.goto('/sign-in');
  await untilAlive(page);
  const button = page.locator('#sign-in').getByRole('button', { name: /^Sign/ });
  await page.route('**/sign-in', async (route) => {
    await expect(button).toHaveText('Signing in…');
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    await expect(button).toBeFocused();
    await route.continue();
  });
  await field(page, 'sign-in', 'email').fill('nobody@example.com');
  await field(page, 'sign-in', 'password').fill('not the right one');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(alertOf(page, 'sign-in')).toContainText('is wrong');
  await send(page, 'sign-in', { email: 'user@example.com', password: seededPassword });
  await expect(heading(page)).toHaveText('Your account');
});
