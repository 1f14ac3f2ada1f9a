import { expect, test } from 'vitest';
import { languages } from '#core/language.ts';
import type { Letter } from '#core/letters.ts';
import { letterTemplates } from '#emails/letter-props.ts';
import { renderLetter } from '#emails/letters.ts';
import { friendlyLetters, friendlySamples, sampleSite } from '#emails/samples.ts';

const inEachLanguage = friendlyLetters.flatMap((letter) =>
  languages.map((language) => ({ letter, template: letter.template, language })),
);

const hrefsOf = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
const linksOf = ({ props }: Letter): string[] => [
  ...new Set(
    Object.entries(props).flatMap(([prop, value]) => (/[lL]ink$/.test(prop) ? [value] : [])),
  ),
];

test('the samples hold every template', () => {
  expect(friendlyLetters.map(({ template }) => template)).toEqual(letterTemplates);
  expect(letterTemplates).toHaveLength(18);
});

test.each(inEachLanguage)(
  'a $template letter in $language has its language, title, preheader, colour schemes and one button',
  ({ letter, language }) => {
    const { html } = renderLetter(letter, language, sampleSite);
    const declared = [...html.matchAll(/ lang="([^"]*)"/g)].map(([, lang]) => lang);
    expect(new Set(declared)).toEqual(new Set([language]));
    expect(html).toMatch(new RegExp(`<html dir="ltr" lang="${language}">`));
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(html).toMatch(/<body[^>]*><div style="display:none[^>]*>[A-Z][^<]{20,}/);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    expect(html).toContain('[data-ogsc] .ink');
    expect(html).toContain('[data-ogsb] .card');
    expect(html.match(/class="button"/g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
  },
);

test.each(inEachLanguage)(
  'a $template letter in $language holds its links and no others: the button’s twice, the second once',
  ({ letter, language }) => {
    const { html } = renderLetter(letter, language, sampleSite);
    const [button, ...rest] = hrefsOf(html);
    const last = rest.at(-1);
    expect(last).toBe(button);
    expect(new Set([button, ...rest])).toEqual(new Set(linksOf(letter)));
    expect(rest).toHaveLength(linksOf(letter).length);
  },
);

test.each(inEachLanguage)(
  'a $template letter in $language fetches nothing and follows nobody',
  ({ letter, language }) => {
    const { html } = renderLetter(letter, language, sampleSite);
    expect(html).not.toMatch(
      /<(?:img|link|script|iframe|form|object|svg)\b|\bsrc=|url\(|@import|@font-face/i,
    );
  },
);

test.each(inEachLanguage)(
  'tables of a $template letter in $language are for layout only',
  ({ letter, language }) => {
    const { html } = renderLetter(letter, language, sampleSite);
    const tables = html.match(/<table[^>]*>/g) ?? [];
    expect(tables.length).toBeGreaterThan(0);
    expect(tables.filter((table) => !table.includes('role="presentation"'))).toEqual([]);
  },
);

test.each(inEachLanguage)(
  'the text of a $template letter in $language can be read alone, with every link on its own line',
  ({ letter, language }) => {
    const { subject, text, html } = renderLetter(letter, language, sampleSite);
    const lines = text.split('\n');
    expect(subject).toContain('Gatehouse');
    expect(lines.filter((line) => line.startsWith('https://')).sort()).toEqual(
      [...linksOf(letter), sampleSite.origin].sort(),
    );
    for (const link of linksOf(letter)) expect(lines[lines.indexOf(link) - 1]).toMatch(/[:?]$/);
    expect(text).not.toMatch(/[<>]|&[a-z#]|undefined|null|qzmark|\n{3}/);
    expect(html).not.toMatch(/undefined|>null<|qzmark/);
  },
);

test.each(friendlyLetters)(
  'no sentence of a $template letter is the same in two languages',
  (letter) => {
    const [english = '', german = ''] = languages.map((language) => {
      const { subject, text } = renderLetter(letter, language, sampleSite);
      return `${subject}\n${text}`;
    });
    const fixed = new Set([
      ...linksOf(letter),
      ...Object.values(letter.props),
      '',
      sampleSite.name,
    ]);
    const kept = english
      .split('\n')
      .filter((line) => !fixed.has(line) && line !== sampleSite.origin)
      .filter((line) => german.split('\n').includes(line));
    expect(kept).toEqual([]);
  },
);

const notices = inEachLanguage.filter(({ letter }) => 'disownLink' in letter.props);
const disownable = notices.filter(({ template }) => template !== 'address-changed');

test.each(disownable)(
  'a $template notice in $language says when in UTC, offers “this wasn’t me” and what it does',
  ({ letter, language }) => {
    const { html, text } = renderLetter(letter, language, sampleSite);
    const words = {
      en: ['on 25 November 2026, 04:14 UTC', 'This wasn’t me', 'it ends every session of your'],
      de: ['am 25. November 2026, 04:14 UTC', 'Das war ich nicht', 'Damit enden alle Sitzungen'],
    };
    for (const part of [html, text]) {
      for (const phrase of words[language]) expect(part).toContain(phrase);
    }
    expect(html).toMatch(/class="(?:button|quiet)" href="[^"]*\/not-me[?]/);
  },
);

test('there are twelve notices', () => {
  expect(notices).toHaveLength(12 * languages.length);
});

test.each(letterTemplates)('a %s letter without one of its props is refused', (template) => {
  for (const prop of Object.keys(friendlySamples[template])) {
    const props = Object.fromEntries(
      Object.entries(friendlySamples[template]).filter(([name]) => name !== prop),
    );
    const letter = { template, props } as Letter;
    expect(() => renderLetter(letter, 'en', sampleSite), prop).toThrow(TypeError);
  }
});

test.each(letterTemplates)('a %s letter with a prop of another letter is refused', (template) => {
  const props = { ...friendlySamples[template], campaign: 'spring' };
  const letter = { template, props } as Letter;
  expect(() => renderLetter(letter, 'en', sampleSite)).toThrow(TypeError);
});

test.each([
  ['verify-email', { hours: 'a few' }],
  ['verify-email', { hours: '0' }],
  ['reset-password', { minutes: '-1' }],
  ['password-changed', { at: 'yesterday' }],
  ['role-changed', { role: 'owner' }],
  ['connection-added', { provider: 'GitHub' }],
  ['account-disabled', { until: 'soon' }],
] as const)('a %s letter with %j is refused', (template, bent) => {
  const letter = { template, props: { ...friendlySamples[template], ...bent } } as Letter;
  expect(() => renderLetter(letter, 'en', sampleSite)).toThrow(TypeError);
});

test.each(['newsletter', 'constructor', '__proto__'])('the template %s is refused', (template) => {
  const letter = { template, props: {} } as unknown as Letter;
  expect(() => renderLetter(letter, 'en', sampleSite)).toThrow(TypeError);
});

test('a language that the house does not write is refused', () => {
  const [letter = friendlyLetters[0]] = friendlyLetters;
  expect(() => letter && renderLetter(letter, JSON.parse('"fr"'), sampleSite)).toThrow(TypeError);
});
