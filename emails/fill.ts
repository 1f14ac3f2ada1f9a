import { isLanguage, type Language } from '#core/language.ts';

/** HTML that a compiled part made: it may be written as it is. */
export type Markup = { readonly markup: string };

// Control characters, line and paragraph separators, and the marks that turn the direction of
// writing for what follows them: none has a place in a name, a code or a subject.
const unprintable = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;
const loneSurrogate = /\p{Cs}/gu;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Makes one line of well-formed text of a prop, for subjects and plain text. Throws a TypeError on
 * a prop that is missing: a sealed letter may be older than its template.
 */
export function words(value: string | undefined): string {
  if (typeof value !== 'string') throw new TypeError('letter prop missing');
  return value.replace(unprintable, ' ').replace(loneSurrogate, '\ufffd').trim();
}

/** Accepts absolute http and https addresses without credentials; throws a TypeError on others. */
export function address(value: string): string {
  const url = new URL(words(value));
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (!isWeb || url.username !== '' || url.password !== '') {
    throw new TypeError('letter prop is no web address');
  }
  return url.href;
}

/** Accepts the languages of the house; throws a TypeError on others. */
export function language(value: Language): string {
  if (!isLanguage(value)) throw new TypeError('letter prop is no language');
  return value;
}

/** Accepts what compiled parts made, alone; throws a TypeError on everything else. */
export function markup(value: Markup): string {
  if (typeof value?.markup !== 'string') throw new TypeError('letter prop is no markup');
  return value.markup;
}

/** Escapes for HTML text and for quoted attributes. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
