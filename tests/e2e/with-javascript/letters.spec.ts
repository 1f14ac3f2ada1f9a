import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { languages } from '#core/language.ts';
import { hostileLetters } from '#emails/hostile-samples.ts';
import { renderLetter } from '#emails/letters.ts';
import { friendlyLetters, sampleSite } from '#emails/samples.ts';
import { test } from '#tests/support/browser.ts';

test.use({ trace: 'off' });

for (const language of languages) {
  test(`every letter in ${language} pleases axe in light and dark, and fits a window of 320 px`, async ({
    page,
  }) => {
    for (const letter of [...friendlyLetters, ...hostileLetters]) {
      await page.setContent(renderLetter(letter, language, sampleSite).html);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width: 320, height: 800 });
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
          .setLegacyMode()
          .analyze();
        const found = violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
        expect(found, `${letter.template} ${colorScheme}`).toEqual([]);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - 320);
      expect(overflow, letter.template).toBe(0);
      // Whatever a reader presses is high enough for a finger.
      for (const button of await page.locator('.button, .quiet').all()) {
        expect((await button.boundingBox())?.height, letter.template).toBeGreaterThanOrEqual(44);
      }
    }
  });
}
