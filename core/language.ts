/** The languages of pages, refusals and letters; the first is for those who ask for none of them. */
export const languages = ['en', 'de'] as const;

export type Language = (typeof languages)[number];

/** Decides whether a value from outside names one of the languages. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

/**
 * The language of a request: what this browser was told by the account or by its user, else the
 * one that it likes best.
 */
export function languageOf(headers: Headers): Language {
  const chosen = languageCookie.exec(headers.get('cookie') ?? '')?.[1];
  return isLanguage(chosen) ? chosen : preferredLanguage(headers.get('accept-language'));
}

// The cookie's name has a prefix on https (core/session-cookie.ts); its value grants nothing.
const languageCookie = /(?:^|;\s*)(?:__Host-)?gatehouse\.language=([a-z]{2})(?:;|$)/;

/**
 * The one of our languages that an Accept-Language field likes best (RFC 9110, 12.5.4): by weight,
 * then by order; a region is passed over, and what cannot be read counts for nothing.
 */
export function preferredLanguage(field: string | null): Language {
  let best: { language: Language; weight: number } = { language: languages[0], weight: 0 };
  // A browser names a handful; more than that is no preference.
  for (const range of (field ?? '').slice(0, 1000).split(',').slice(0, 20)) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    if (!isLanguage(language)) continue;
    const weight = weightOf(parameters);
    if (weight > best.weight) best = { language, weight };
  }
  return best.language;
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.map(
    (one) => /^\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*$/.exec(one)?.[1],
  );
  if (parameters.length === 0) return 1;
  return Number(given.find((one) => one !== undefined) ?? 0);
}
