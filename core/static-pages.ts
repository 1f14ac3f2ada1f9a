import { type Language, languages } from './language.ts';

/** The pages that are the same for everyone: the build makes each of them once in every language. */
export const staticPages = ['/', '/refused', '/missing', '/unavailable'] as const;

export type StaticPage = (typeof staticPages)[number];

/** Where a static page stands in a language. Its bare path leads there by the browser's language. */
export function pathInLanguage(page: StaticPage, language: Language): string {
  return page === '/' ? `/${language}` : `/${language}${page}`;
}

/** Every path at which a static page is found. */
export const staticPaths: readonly string[] = staticPages.flatMap((page) => [
  page,
  ...languages.map((language) => pathInLanguage(page, language)),
]);

/**
 * Matches an Accept-Language field that names a language before the first of our others: what
 * browsers send is sorted by weight. For the framework's rewrites, where `preferredLanguage` cannot
 * run, and anchored by them at both ends.
 */
export function acceptPattern(language: Language): string {
  const others = languages.filter((other) => other !== language).map(anyCase);
  const notOthers = `(?!\\s*(?:${others.join('|')})\\b)`;
  return `(?:${notOthers}[^,]*,)*\\s*${anyCase(language)}\\b.*`;
}

function anyCase(text: string): string {
  return text.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}
