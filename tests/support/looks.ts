import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { heading } from './pages.ts';

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'dark', width: 390 },
  { colorScheme: 'light', width: 390 },
] as const;
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Judges the page that is open, in every look: axe finds nothing at WCAG 2.2 AA, one heading of
 * the first rank, a title, nothing wider than a window of 320 px, and 44 px for every finger.
 */
export async function judge(page: Page): Promise<void> {
  const where = page.url();
  await expect(heading(page), where).toHaveCount(1);
  await expect(page, where).toHaveTitle(/Gatehouse|local cloud/);
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height: 800 });
    const { violations } = await new AxeBuilder({ page }).withTags(wcag).setLegacyMode().analyze();
    const found = violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
    expect(found, `${where} ${colorScheme} ${width}`).toEqual([]);
    expect(await smallTargets(page), `${where} ${width}`).toEqual([]);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await overflow(page), `${where} is wider than a window of 320 px`).toBe(0);
}

const overflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });

/** What can be pressed and is lower than 44 px; a box counts with its label. */
const smallTargets = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select')]
      .map((target) => target.closest('label') ?? target)
      .filter((target) => target.checkVisibility({ visibilityProperty: true }))
      .filter((target) => target.getBoundingClientRect().height < 44)
      .map((target) => target.outerHTML.slice(0, 120)),
  );
