import { expect, test } from 'vitest';
import { languages } from '#core/language.ts';
import type { Letter } from '#core/letters.ts';
import { hostileLetters } from '#emails/hostile-samples.ts';
import { letterTemplates } from '#emails/letter-props.ts';
import { renderLetter } from '#emails/letters.ts';
import { friendlyLetters, friendlySamples, type Samples, sampleSite } from '#emails/samples.ts';

const hostileInEachLanguage = hostileLetters.flatMap((letter) =>
  languages.map((language) => ({ letter, template: letter.template, language })),
);

const verification = (props: Partial<Samples['verify-email']>): Letter => ({
  template: 'verify-email',
  props: { ...friendlySamples['verify-email'], ...props },
});

const friendlyOf = ({ template }: Letter): Letter => {
  const friendly = friendlyLetters.find((letter) => letter.template === template);
  if (!friendly) throw new Error(`no sample of ${template}`);
  return friendly;
};
const tagsOf = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag);
const hrefsOf = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
// Control characters, separators of lines, marks that turn the direction of writing, halves of pairs.
const breaking = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Cs}/u;

test('MAIL-01 the hostile samples hold every template', () => {
  expect(hostileLetters.map(({ template }) => template)).toEqual(letterTemplates);
});

test.each(hostileInEachLanguage)(
  'MAIL-01 a hostile $template letter in $language has the tags of a friendly one, and links to the site alone',
  ({ letter, language }) => {
    const { html } = renderLetter(letter, language, sampleSite);
    const friendly = renderLetter(friendlyOf(letter), language, sampleSite).html;
    // A letter with an end, or with a device, has no more tags than one without.
    expect(tagsOf(html)).toEqual(tagsOf(friendly));
    expect(hrefsOf(html)).toHaveLength(hrefsOf(friendly).length);
    expect(
      hrefsOf(html).filter(
        (href) => !/^https:\/\/gatehouse\.example\/[^<>\s'"]*$/.test(href ?? ''),
      ),
    ).toEqual([]);
    expect(html).not.toMatch(/<(?:script|img|b)\b|\son\w+="/i);
  },
);

test.each(hostileInEachLanguage)(
  'MAIL-01 nothing breaks out of its line in a hostile $template letter in $language',
  ({ letter, language }) => {
    const house = {
      name: 'Gate\r\nBcc: all@evil.example\u2028\0\u202ehouse',
      origin: 'https://a.example',
    };
    const { subject, text, html } = renderLetter(letter, language, house);
    const clean = renderLetter(friendlyOf(letter), language, sampleSite).text;
    expect(subject).toContain('Gate Bcc: all@evil.example house');
    expect(subject).not.toMatch(breaking);
    expect(text.split('\n')).toHaveLength(clean.split('\n').length);
    expect(text.replaceAll('\n', '')).not.toMatch(breaking);
    expect(html).not.toMatch(breaking);
  },
);

test.each(languages)('MAIL-01 a short name of markup is greeted as entities, in %s', (language) => {
  const name = `<b id="x" onclick='y'>&`;
  for (const friendly of friendlyLetters) {
    const letter = { ...friendly, props: { ...friendly.props, name } } as Letter;
    const { html } = renderLetter(letter, language, { name, origin: name });
    const escaped = '&lt;b id=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;';
    expect(html).toMatch(new RegExp(`(?:Hello|Guten Tag) ${escaped},`));
    expect(html).not.toContain('<b ');
    expect(tagsOf(html)).toEqual(tagsOf(renderLetter(friendly, language, sampleSite).html));
  }
});

test.each([
  'https://evil.example',
  'win at evil.example now',
  'www.evil.example/prize',
  'ｗｗｗ．ｅｖｉｌ．ｅｘａｍｐｌｅ',
  'evil。example',
  'ev\u200bil.ex\u200bample',
  'mailto:evil',
  'write to me@evil.example',
  'Call +44 (0) 20 7946 0958',
  'Your account was broken into, write to our support desk at once to save it',
])('MAIL-01 the name %j, a message or a link by itself, is left out of the greeting', (name) => {
  const english = renderLetter(verification({ name }), 'en', sampleSite);
  const german = renderLetter(verification({ name }), 'de', sampleSite);
  expect(english.text.split('\n')[0]).toBe('Hello,');
  expect(german.text.split('\n')[0]).toBe('Guten Tag,');
  expect(english.html).not.toContain(name);
});

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '//evil.example',
  '/verify-email',
  'https://gatehouse.example@evil.example/',
  'https://user:pass@gatehouse.example/',
  'not an address',
  '',
])('MAIL-01 the link %j is refused, wherever it stands', (link) => {
  for (const { template, props } of friendlyLetters) {
    for (const prop of Object.keys(props).filter((name) => /[lL]ink$/.test(name))) {
      const letter = { template, props: { ...props, [prop]: link } } as Letter;
      expect(() => renderLetter(letter, 'en', sampleSite), `${template} ${prop}`).toThrow(
        TypeError,
      );
    }
  }
});
