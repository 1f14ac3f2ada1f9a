import { expect, test } from 'vitest';
import type { Letter } from '#core/letters.ts';
import { renderLetter } from '#emails/letters.ts';
import { friendlyLetters, hostileLetters, sampleSite } from '#emails/samples.ts';
import { templates } from '#emails/templates.ts';

const verification = (props: Partial<Record<string, string>>): Letter => ({
  template: 'verify-email',
  props: {
    name: 'Ada',
    link: 'https://gatehouse.example/verify-email?token=abc',
    code: '40719263',
    hours: '24',
    ...props,
  },
});

const connectionLetters = (props: Partial<Record<'name' | 'provider', string>>): Letter[] =>
  (['connection-added', 'connection-removed'] as const).map((template) => ({
    template,
    props: {
      name: 'Ada',
      provider: 'GitHub',
      connectionsLink: 'https://gatehouse.example/account/connections',
      ...props,
    },
  }));

const tagsOf = (html: string) => [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag);
const linksOf = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
const linkOf = ({ props }: Letter) => {
  if ('link' in props) return props.link;
  return 'signInLink' in props ? props.signInLink : props.connectionsLink;
};
const greetingOf = (name: string) =>
  renderLetter(verification({ name }), sampleSite).text.split('\n')[0];

test('the samples hold every template, friendly and hostile', () => {
  const names = Object.keys(templates).sort();
  expect(friendlyLetters.map((letter) => letter.template).sort()).toEqual(names);
  expect(hostileLetters.map((letter) => letter.template).sort()).toEqual(names);
});

test.each([...friendlyLetters, ...hostileLetters])(
  'a $template letter has language, title, preheader, colour schemes and exactly one button',
  (letter) => {
    const { html } = renderLetter(letter, sampleSite);
    expect(html).toMatch(/<html[^>]* lang="en"/);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
    expect(html).toMatch(/<body[^>]*><div style="display:none[^>]*>[A-Z][^<]{20,}/);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('@media (prefers-color-scheme: dark)');
    expect(html.match(/class="button"/g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
  },
);

test.each(friendlyLetters)('a $template letter fetches nothing and follows nobody', (letter) => {
  const { html } = renderLetter(letter, sampleSite);
  expect(html).not.toMatch(
    /<(?:img|link|script|iframe|form|object|svg)\b|\bsrc=|url\(|@import|@font-face/i,
  );
});

test.each(friendlyLetters)('tables of a $template letter are for layout only', (letter) => {
  const { html } = renderLetter(letter, sampleSite);
  const tables = html.match(/<table[^>]*>/g) ?? [];
  expect(tables.length).toBeGreaterThan(0);
  expect(tables.filter((table) => !table.includes('role="presentation"'))).toEqual([]);
});

test.each(friendlyLetters)('the text of a $template letter can be read alone', (letter) => {
  const { subject, text, html } = renderLetter(letter, sampleSite);
  expect(subject).toContain('Gatehouse');
  expect(text.split('\n')).toContain(linkOf(letter));
  expect(text).toContain(sampleSite.origin);
  expect(text).not.toMatch(/[<>]|&[a-z#]|undefined|qzmark|\n{3}/);
  expect(html).not.toMatch(/undefined|qzmark/);
});

test('the verification letter gives code and lifetime in both parts, the code for easy copying', () => {
  const { html, text } = renderLetter(verification({}), sampleSite);
  expect(text.split('\n')).toContain('40719263');
  expect(text).toContain('within 24 hours');
  expect(html).toMatch(/<p class="code" style="[^"]*user-select:all[^"]*">40719263<\/p>/);
  expect(html).toMatch(/<p class="code" style="[^"]*font-family:ui-monospace[^"]*letter-spacing/);
  expect(html).toContain('within 24 hours');
  expect(renderLetter(verification({ hours: '1' }), sampleSite).text).toContain('within one hour.');
});

test('the verification letter tells a reader who did not register what to do', () => {
  const { html, text } = renderLetter(verification({}), sampleSite);
  expect(html).toContain('If you did not register at Gatehouse, do not press the button');
  expect(text).toContain('If you did not register at Gatehouse, do not open the page');
});

test.each(connectionLetters({}))(
  'a $template letter says which service, in both parts, and what to do when it was not you',
  (letter) => {
    const { subject, html, text } = renderLetter(letter, sampleSite);
    const happened = letter.template === 'connection-added' ? 'connected to' : 'disconnected from';
    expect(subject).toBe(`GitHub was ${happened} your account at Gatehouse`);
    expect(text).toContain(`GitHub was just ${happened} your account at Gatehouse.`);
    expect(html).toContain(`GitHub was just ${happened} your account at Gatehouse.`);
    for (const part of [html, text]) {
      expect(part).toMatch(/If it was not you, someone else may be in your account\. /);
      expect(part).toMatch(/end the sessions that you do not know, and change your password/);
      expect(part).toMatch(/Disconnect GitHub on that page|connect GitHub again on that page/);
    }
  },
);

test.each([
  ['Ada', 'Hello Ada,'],
  ['  Ada   Lovelace ', 'Hello Ada Lovelace,'],
  ['', 'Hello,'],
  ['   ', 'Hello,'],
  ['J.R.R. Tolkien', 'Hello J.R.R. Tolkien,'],
  ['Søren Ærøskøbing', 'Hello Søren Ærøskøbing,'],
  ['مريم', 'Hello مريم,'],
  ['👩‍💻 Grace', 'Hello 👩‍💻 Grace,'],
  ['Anne-Marie O’Neill 3rd', 'Hello Anne-Marie O’Neill 3rd,'],
])('the name %j is greeted as %j', (name, greeting) => {
  expect(greetingOf(name)).toBe(greeting);
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
  const { html, text } = renderLetter(verification({ name }), sampleSite);
  expect(text.split('\n')[0]).toBe('Hello,');
  expect(html).not.toContain(name);
});

test('MAIL-01 markup in any prop arrives as entities, in every letter', () => {
  const hostile = `<b id="x" onclick='y'>&`;
  const house = { name: hostile, origin: hostile };
  const letters: Letter[] = [
    verification({ name: hostile, code: hostile, hours: hostile }),
    { template: 'existing-account', props: { name: hostile, signInLink: 'https://a.example/' } },
    ...connectionLetters({ name: hostile, provider: hostile }),
  ];
  for (const letter of letters) {
    const friendly = friendlyLetters.find(({ template }) => template === letter.template);
    const { html } = renderLetter(letter, house);
    expect(html).toContain('Hello &lt;b id=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;,');
    expect(html).not.toContain('<b ');
    expect(friendly && tagsOf(renderLetter(friendly, sampleSite).html)).toEqual(tagsOf(html));
  }
});

test.each(hostileLetters)(
  'MAIL-01 a hostile $template letter links to the site alone',
  (letter) => {
    const { html } = renderLetter(letter, sampleSite);
    const links = linksOf(html);
    expect(links).toHaveLength(2);
    expect(links.filter((link) => !link?.startsWith('https://gatehouse.example/'))).toEqual([]);
    expect(links.filter((link) => /[<>\s'"]/.test(link ?? ''))).toEqual([]);
  },
);

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
])('MAIL-01 the link %j is refused', (link) => {
  expect(() => renderLetter(verification({ link }), sampleSite)).toThrow(TypeError);
});

test('MAIL-01 nothing breaks out of its line, neither in the subject nor in the text', () => {
  const house = { name: 'Gate\r\nBcc: all@evil.example\u2028\0house', origin: 'https://a.example' };
  const hostile = 'A\r\n\r\nda\u2029\u0007\u001b[31m\u202e';
  const letter = verification({ name: hostile, code: '1\r\n2', hours: '2\n4' });
  const { subject, text, html } = renderLetter(letter, house);
  const clean = renderLetter(verification({}), sampleSite).text;
  expect(subject).toBe('Confirm your e-mail address for Gate Bcc: all@evil.example house');
  expect(text.split('\n')[0]).toBe('Hello A da [31m,');
  expect(text.split('\n')).toHaveLength(clean.split('\n').length);
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
  expect(html).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
});

test('a lone surrogate becomes a replacement character', () => {
  expect(greetingOf('A\ud800da')).toBe('Hello A\ufffdda,');
});

test('a prop that is missing is refused, not printed', () => {
  const letter: Letter = JSON.parse('{"template":"verify-email","props":{"name":"Ada"}}');
  expect(() => renderLetter(letter, sampleSite)).toThrow(TypeError);
});
