import { expect, test } from 'vitest';
import { languages } from '#core/language.ts';
import { fieldErrorCodes, type RefusalCode, refusals } from '#core/outcome.ts';
import { wordRefusal } from '#core/word-refusal.ts';

const codes = Object.keys(refusals) as RefusalCode[];
const gapsOf = (text: string) => text.match(/\{\w+\}/g) ?? [];

test.each(languages)('no refusal is without words in %s, and each ends with a stop', (language) => {
  for (const code of codes) {
    const { title, detail } = wordRefusal({ code }, language);
    expect(title).toMatch(/^\S.*[^.\s]$/);
    expect(detail).toMatch(/^\S.*\.$/);
  }
});

test('every language leaves the same gaps in a sentence', () => {
  for (const code of codes) {
    const [english, german] = (['en', 'de'] as const).map((language) =>
      gapsOf(wordRefusal({ code }, language).detail),
    );
    expect(german).toEqual(english);
  }
});

test('a German refusal is not an English one that was left over', () => {
  for (const code of codes) {
    const { title, detail } = wordRefusal({ code }, 'en');
    const german = wordRefusal({ code }, 'de');
    expect([german.title === title, german.detail === detail]).toEqual([false, false]);
  }
});

test('the gaps of a sentence are filled by the values of its refusal, at the field too', () => {
  const values = { minimum: 12 };
  const errors = [{ field: 'password', code: 'password_too_short', values } as const];
  const refusal = { code: 'password_too_short', errors, values } as const;

  expect(wordRefusal({ ...refusal, errors }, 'en')).toMatchObject({
    detail: 'Use at least 12 characters.',
    errors: [{ field: 'password', message: 'Use at least 12 characters.' }],
  });
  expect(wordRefusal({ ...refusal, errors }, 'de').detail).toBe(
    'Verwenden Sie mindestens 12 Zeichen.',
  );
});

test.each(languages)('every code of a field has a sentence of its own in %s', (language) => {
  const errors = fieldErrorCodes.map((code) => ({ field: 'email', code }));
  const worded = wordRefusal({ code: 'invalid_input', errors }, language).errors ?? [];

  expect(worded.map(({ code }) => code)).toEqual([...fieldErrorCodes]);
  expect(worded.every(({ message }) => /^[A-ZÄÖÜ].*\.$/.test(message))).toBe(true);
});

test('what is no object is told from a field of the wrong type', () => {
  const [body, field] = ['body', 'name'].map((name) => {
    const errors = [{ field: name, code: 'wrong_type' } as const];
    return wordRefusal({ code: 'invalid_input', errors }, 'en').errors?.[0]?.message;
  });

  expect(body).toBe('Send a JSON object.');
  expect(field).toBe('This has the wrong type.');
});

test.each([
  [1, 'You can try again in one second.', 'Sie können es in einer Sekunde wieder versuchen.'],
  [89, 'You can try again in 89 seconds.', 'Sie können es in 89 Sekunden wieder versuchen.'],
  [91, 'You can try again in 2 minutes.', 'Sie können es in 2 Minuten wieder versuchen.'],
])('a wait of %i s is told in words', (retryAfterSeconds, english, german) => {
  const refusal = { code: 'too_many_attempts', retryAfterSeconds } as const;

  expect(wordRefusal(refusal, 'en').wait).toBe(english);
  expect(wordRefusal(refusal, 'de').wait).toBe(german);
});
