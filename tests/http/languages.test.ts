import { expect, test } from 'vitest';
import { languages } from '#core/language.ts';
import { pathInLanguage, staticPages } from '#core/static-pages.ts';
import { problemOf } from '#tests/support/problems.ts';
import {
  cloud,
  registeredAddress,
  seededVisitor,
  Visitor,
  verifiedVisitor,
} from '#tests/support/site.ts';

const german = { 'accept-language': 'de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7' };
const languageOfPage = (html: string) => /<html lang="(\w+)"/.exec(html)?.[1];

test('a refusal is worded for whoever asks, its code stays the same', async () => {
  const visitor = new Visitor();
  const body = { email: 'niemand', password: '' };
  const english = await problemOf(await visitor.post('/api/sign-in', body));
  const answer = await visitor.post('/api/sign-in', body, german);
  expect(answer.headers.get('content-language')).toBe('de');
  const worded = await problemOf(answer);

  expect(english.title).toBe('Invalid input');
  expect(worded).toMatchObject({
    code: 'invalid_input',
    title: 'Ungültige Eingabe',
    errors: [
      {
        field: 'email',
        code: 'invalid_email',
        message: 'Geben Sie eine E-Mail-Adresse wie name@example.com ein.',
      },
      { field: 'password', code: 'empty', message: 'Füllen Sie dieses Feld aus.' },
    ],
  });
});

test('a gap in a sentence is filled in every language', async () => {
  const body = { email: 'someone@example.test', password: 'kurz' };
  const answer = await new Visitor().post('/api/register', body, german);

  expect((await problemOf(answer)).errors?.[0]?.message).toBe(
    'Verwenden Sie mindestens 15 Zeichen.',
  );
});

test('the gate refuses in the language of whoever knocks', async () => {
  expect(
    await problemOf(await new Visitor().fetch('/api/current', { headers: german })),
  ).toMatchObject({ code: 'unauthenticated', title: 'Nicht angemeldet' });
  const user = await seededVisitor('user');
  const refused = await user.fetch('/admin', { headers: german });
  expect(refused.status).toBe(403);
  expect(languageOfPage(await refused.text())).toBe('de');
  const missing = await user.fetch('/account/nope', { headers: german });
  expect(missing.status).toBe(404);
  expect(await missing.text()).toContain('Hier ist nichts');
});

test('the language of a page is the cookie’s, else the browser’s, else English', async () => {
  const read = async (headers: Record<string, string>) =>
    Promise.all(
      ['/', '/sign-in', '/refused'].map(async (path) =>
        languageOfPage(await (await new Visitor().fetch(path, { headers })).text()),
      ),
    );
  const [en, de] = languages.map((language) => [language, language, language]);

  expect(await read({})).toEqual(en);
  expect(await read(german)).toEqual(de);
  expect(await read({ 'accept-language': 'fr-FR,fr;q=0.9' })).toEqual(en);
  expect(await read({ 'accept-language': 'fr,en;q=0.9,de;q=0.8' })).toEqual(en);
  expect(await read({ cookie: 'gatehouse.language=de' })).toEqual(de);
  expect(await read({ ...german, cookie: 'gatehouse.language=en' })).toEqual(en);
  expect(await read({ ...german, cookie: 'gatehouse.language=xx' })).toEqual(de);
});

test('each static page is found in each language, and no cache keeps its bare path', async () => {
  for (const page of staticPages) {
    const bare = await new Visitor().fetch(page);
    const inGerman = await new Visitor().fetch(page, { headers: german });
    expect(bare.headers.get('cache-control'), page).toBe('public, max-age=0, must-revalidate');
    expect(bare.headers.get('etag'), page).toMatch(/\w/);
    expect(inGerman.headers.get('etag'), page).not.toBe(bare.headers.get('etag'));
    for (const language of languages) {
      const path = pathInLanguage(page, language);
      const answer = await new Visitor().fetch(path, { headers: german });
      expect([answer.status, answer.headers.getSetCookie()], path).toEqual([200, []]);
      expect(answer.headers.get('cache-control'), path).toBe('s-maxage=31536000');
      expect(languageOfPage(await answer.text()), path).toBe(language);
    }
  }
  const home = await (await new Visitor().fetch('/de')).text();
  expect(home).toContain('<link rel="alternate" hrefLang="en" href="/en"/>');
});

test('an account has the language in which it was registered, and brings it to each browser', async () => {
  const { email, password } = await verifiedVisitor();
  await cloud.sql("update users set language = 'de' where email = $1", [email]);
  const other = new Visitor();
  const answer = await other.post('/api/sign-in', { email, password });
  const line = answer.headers.getSetCookie().find((one) => one.startsWith('gatehouse.language='));

  expect(line).toMatch(/^gatehouse\.language=de; Path=\/; .*HttpOnly; SameSite=lax/i);
  expect(languageOfPage(await (await other.fetch('/account')).text())).toBe('de');
});

test('an account without a language leaves the browser its own', async () => {
  const { email, password } = await verifiedVisitor();
  await cloud.sql('update users set language = null where email = $1', [email]);
  const answer = await new Visitor().post('/api/sign-in', { email, password });

  expect(answer.headers.getSetCookie().filter((one) => one.includes('language'))).toEqual([]);
});

test('the language of a registration is kept with the account', async () => {
  const { email } = await registeredAddress();
  const [row] = await cloud.sql('select language from users where email = $1', [email]);

  expect(row?.language).toBe('en');
});
