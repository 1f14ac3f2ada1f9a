import { expect, test } from 'vitest';
import { preferredLanguage } from '#core/language.ts';
import { acceptPattern, pathInLanguage, staticPaths } from '#core/static-pages.ts';

/** What the framework makes of a pattern in its rewrites. */
const isGerman = (field: string) => new RegExp(`^${acceptPattern('de')}$`).test(field);

test.each([
  'de',
  'de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7',
  'de-AT, de;q=0.9, en;q=0.8',
  'fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7',
  'DE-ch',
  'en',
  'en-US,en;q=0.9',
  'en-US,en;q=0.9,de;q=0.8',
  'fr,en;q=0.9,de;q=0.8',
  'fr',
  '*',
  'den,deu',
  'end,de;q=0.5',
  'nl-de',
])('a browser that sends %s gets the same language by the rewrite as by the rule', (field) => {
  expect(isGerman(field)).toBe(preferredLanguage(field) === 'de');
});

test('a hostile field is decided upon at once', () => {
  const startedAt = performance.now();
  isGerman(`${'a,'.repeat(20_000)}!`);
  isGerman(`${' '.repeat(40_000)}de`);
  expect(performance.now() - startedAt).toBeLessThan(500);
});

test('every static page has its bare path and one in each language', () => {
  expect(pathInLanguage('/', 'de')).toBe('/de');
  expect(pathInLanguage('/refused', 'en')).toBe('/en/refused');
  expect(new Set(staticPaths).size).toBe(12);
});
