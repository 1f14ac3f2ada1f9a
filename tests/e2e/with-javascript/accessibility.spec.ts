import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { signInAs, test } from '#tests/support/browser.ts';
import { seededPassword } from '#tests/support/site.ts';

const publicPages = [
  '/',
  '/sign-in',
  '/sign-in?error=CredentialsSignin',
  '/register',
  '/check-email',
  '/verify-email?token=none',
  '/auth/error?error=Configuration',
  '/nothing-here',
];
const ownPages = ['/account', '/admin', '/sign-out', '/account/nothing-here'];
const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 390 },
  { colorScheme: 'dark', width: 320 },
] as const;

for (const { colorScheme, width } of looks) {
  test(`axe finds nothing at WCAG 2.2 AA, ${colorScheme}, ${width} px wide`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    const look = async (path: string) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        path,
      ).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${path} is wider than the window`).toBe(0);
    };
    for (const path of publicPages) await look(path);
    await signInAs(page, 'admin@example.com', seededPassword);
    for (const path of ownPages) await look(path);
    await page.context().clearCookies();
    await signInAs(page, 'user@example.com', seededPassword);
    await look('/admin');
  });
}

test('the keyboard reaches everything in order, visibly, and targets are large enough', async ({
  page,
}) => {
  await page.goto('/sign-in');
  const form = page.locator('#sign-in');
  await form.getByLabel('E-mail address').focus();
  const reached: string[] = [];
  for (let steps = 0; steps < 4; steps += 1) {
    await page.keyboard.press('Tab');
    reached.push(
      await page.evaluate(() => {
        const found = document.activeElement;
        const { outlineStyle, boxShadow } = found ? getComputedStyle(found) : document.body.style;
        const isVisible = outlineStyle !== 'none' || boxShadow !== 'none';
        return `${found?.getAttribute('name') ?? found?.textContent} ${isVisible}`;
      }),
    );
  }
  expect(reached).toEqual(['password true', 'Show true', 'rememberMe true', 'Sign in true']);
  for (const control of await form.locator('input:visible, button:visible').all()) {
    const box = await control.evaluate((element) => {
      const { height } = (element.closest('label') ?? element).getBoundingClientRect();
      return { what: element.outerHTML.slice(0, 80), height };
    });
    expect(box.height, box.what).toBeGreaterThanOrEqual(44);
  }
});
