import { expect, test } from 'vitest';
import type { Language } from '#core/language.ts';
import type { Letter } from '#core/letters.ts';
import { renderLetter } from '#emails/letters.ts';
import { friendlySamples, type Samples, sampleSite } from '#emails/samples.ts';

/** Renders a sample with some of its props replaced. */
function render<Template extends keyof Samples>(
  template: Template,
  props: Partial<Samples[Template]> = {},
  language: Language = 'en',
) {
  const letter = { template, props: { ...friendlySamples[template], ...props } } as Letter;
  return renderLetter(letter, language, sampleSite);
}

test('the verification letter gives code and lifetime in both parts, the code for easy copying', () => {
  const { html, text } = render('verify-email');
  expect(text.split('\n')).toContain('40719263');
  expect(text).toContain('within 24 hours');
  expect(html).toMatch(/<p class="code" style="[^"]*user-select:all[^"]*">40719263<\/p>/);
  expect(html).toMatch(/<p class="code" style="[^"]*font-family:ui-monospace[^"]*letter-spacing/);
  expect(html).toContain('within 24 hours');
  expect(render('verify-email', { hours: '1' }).text).toContain('within one hour.');
  expect(render('verify-email', { hours: '1' }, 'de').text).toContain(
    'innerhalb von einer Stunde.',
  );
});

test('the verification letter tells a reader who did not register what to do', () => {
  const { html, text } = render('verify-email');
  for (const part of [html, text]) {
    expect(part).toContain('If you did not register at Gatehouse, do not follow the link');
  }
});

test('a reset link says its minutes', () => {
  expect(render('reset-password').text).toContain('once, within 60 minutes.');
  expect(render('reset-password', {}, 'de').text).toContain('einmal, innerhalb von 60 Minuten.');
});

test.each([
  ['en', 'Firefox on Linux', 'Utrecht, NL', ', with Firefox on Linux, near Utrecht, NL.'],
  [
    'de',
    'Firefox on Linux',
    'Utrecht, NL',
    ', mit Firefox unter Linux, in der Nähe von Utrecht, NL.',
  ],
  ['en', 'Safari on iPhone', '', ', with Safari on iPhone.'],
  ['de', 'Safari on iPhone', '', ', mit Safari auf dem iPhone.'],
  ['en', 'Unknown device', 'NL', ', with an unknown device, in NL.'],
  ['de', 'Unknown device', 'NL', ', mit einem unbekannten Gerät, in NL.'],
  ['en', 'curl', '', ', with curl.'],
  ['en', '', 'Köln, DE', ', near Köln, DE.'],
  ['en', '', '', '.'],
  ['de', '', '', '.'],
  ['en', 'www.evil.example', 'write to evil.example', ', with an unknown device.'],
  ['de', 'me@evil.example', '', ', mit einem unbekannten Gerät.'],
] as const)('in %s the device %j near %j is told as %j', (language, device, place, told) => {
  const { text, html } = render('password-changed', { device, place }, language);
  const when = { en: 'on 25 November 2026, 04:14 UTC', de: 'am 25. November 2026, 04:14 UTC' };
  expect(text).toContain(`${when[language]}${told}\n`);
  expect(html).toContain(`${when[language]}${told}</p>`);
});

test('midnight is 00:00, of the day that begins', () => {
  const at = '2026-12-31T23:59:59.999Z';
  expect(render('new-device', { at }).text).toContain('on 31 December 2026, 23:59 UTC');
  const next = '2027-01-01T00:00:00.000Z';
  expect(render('new-device', { at: next }, 'de').text).toContain('am 1. Januar 2027, 00:00 UTC');
});

test('what the staff did is told without the device and the place of the staff', () => {
  for (const template of ['role-changed', 'account-disabled', 'account-enabled'] as const) {
    const { html, text } = render(template, { device: 'Firefox on Linux', place: 'Utrecht, NL' });
    expect(html + text).not.toMatch(/Firefox|Utrecht/);
  }
});

test('a change of address names the new one; its one button undoes it, for so many hours, and says what else it ends', () => {
  const { html, text } = render('address-changed');
  expect(html).toMatch(/class="button" href="https:\/\/gatehouse\.example\/undo-change\?token=/);
  expect(html).not.toContain('class="quiet"');
  for (const part of [html, text]) {
    expect(part).toContain('was changed to ada.lovelace@example.org on 25 November');
    expect(part).toContain('If this wasn’t you, undo the change: your account gets this address');
    expect(part).toContain('every session ends');
    expect(part).toContain('The link works once, within 72 hours.');
  }
  const german = render('address-changed', {}, 'de').text;
  expect(german).toContain('Wenn Sie das nicht waren, machen Sie die Änderung rückgängig:');
  expect(german).toContain('Der Link gilt einmal, innerhalb von 72 Stunden.');
});

test('a role is named in words', () => {
  expect(render('role-changed').text).toContain('was changed to “Support” on 25');
  expect(render('role-changed', { role: 'admin' }, 'de').text).toContain('in „Administrator“');
});

test('an account that is disabled is told until when, or that it has no end', () => {
  const until = render('account-disabled').text;
  expect(until).toContain('you cannot sign in until 1 December 2026, 12:00 UTC.');
  const german = render('account-disabled', {}, 'de').text;
  expect(german).toContain('bis zum 1. Dezember 2026, 12:00 UTC nicht anmelden');
  expect(render('account-disabled', { until: '' }).text).toContain('cannot sign in any more.');
  expect(render('account-disabled', { until: '' }, 'de').text).toContain('nicht mehr anmelden.');
});

test.each([
  ['connection-added', 'connected to'],
  ['connection-removed', 'disconnected from'],
] as const)('a %s letter says which service, in both parts', (template, happened) => {
  const { subject, html, text } = render(template, { provider: 'github' });
  expect(subject).toBe(`GitHub was ${happened} your account at Gatehouse`);
  for (const part of [html, text]) {
    expect(part).toContain(`GitHub was ${happened} your account at Gatehouse on 25 November`);
    expect(part).toMatch(/disconnect GitHub on that page|connect GitHub again on that page/);
  }
});

const greetingOf = (name: string, language: Language = 'en') =>
  render('verify-email', { name }, language).text.split('\n')[0];

test.each([
  ['Ada', 'Hello Ada,', 'Guten Tag Ada,'],
  ['  Ada   Lovelace ', 'Hello Ada Lovelace,', 'Guten Tag Ada Lovelace,'],
  ['', 'Hello,', 'Guten Tag,'],
  ['   ', 'Hello,', 'Guten Tag,'],
  ['J.R.R. Tolkien', 'Hello J.R.R. Tolkien,', 'Guten Tag J.R.R. Tolkien,'],
  ['Søren Ærøskøbing', 'Hello Søren Ærøskøbing,', 'Guten Tag Søren Ærøskøbing,'],
  ['مريم', 'Hello مريم,', 'Guten Tag مريم,'],
  ['👩‍💻 Grace', 'Hello 👩‍💻 Grace,', 'Guten Tag 👩‍💻 Grace,'],
  ['Anne-Marie O’Neill 3rd', 'Hello Anne-Marie O’Neill 3rd,', 'Guten Tag Anne-Marie O’Neill 3rd,'],
  ['A\ud800da', 'Hello A\ufffdda,', 'Guten Tag A\ufffdda,'],
])('the name %j is greeted as %j and as %j', (name, english, german) => {
  expect(greetingOf(name)).toBe(english);
  expect(greetingOf(name, 'de')).toBe(german);
});
