import { expect, test } from 'vitest';
import { problemOf } from '#tests/support/problems.ts';
import { cloud, freshAddress, goodPassword, Visitor } from '#tests/support/site.ts';

/** A whole body of each call that takes one: what is sent in a field's place is all that is wrong. */
const wholes: Record<string, () => Record<string, unknown>> = {
  '/api/sign-in': () => ({ email: freshAddress(), password: goodPassword, rememberMe: true }),
  '/api/register': () => ({ email: freshAddress(), password: goodPassword, name: 'A Name' }),
  '/api/email/verification': () => ({ email: freshAddress() }),
  '/api/email/verify': () => ({ email: freshAddress(), code: '12345678' }),
  '/api/password/forgot': () => ({ email: freshAddress() }),
};

const texts = {
  empty: '',
  blank: ' \t\n',
  NUL: 'a\0b@example.test',
  'lone high surrogate': 'a\ud800b',
  'lone low surrogate': 'a\udc00b',
  '9,000 characters': 'x'.repeat(9_000),
} as const;
const wrongTypes: unknown[] = [null, 1, true, [], {}, ['a'], { toString: 'x' }, 1e308, -0];

const optional = ['rememberMe', 'name'];
/** Texts that are some field's good right; everything else is refused. */
const welcome: Record<string, (keyof typeof texts)[]> = {
  name: ['empty', 'blank'],
  // No text is too short or too strange to be compared, and blanks are a password's right.
  'sign-in password': ['blank'],
};

for (const [path, whole] of Object.entries(wholes)) {
  for (const field of Object.keys(whole())) {
    test(`INPUT-06 ${path} refuses a bad ${field} by its name`, async () => {
      const visitor = new Visitor();
      const fine = path === '/api/sign-in' && field === 'password' ? 'sign-in password' : field;
      const bad = [
        ...Object.entries(texts).filter(
          ([name]) => !(welcome[fine] as string[] | undefined)?.includes(name),
        ),
        ...wrongTypes
          .filter((value) => !(field === 'rememberMe' && value === true))
          .filter((value) => !(field === 'name' && value === null))
          .map((value) => [`the value ${JSON.stringify(value)}`, value] as const),
        ...(optional.includes(field) ? [] : [['nothing', undefined] as const]),
      ];
      for (const [name, value] of bad) {
        const answer = await visitor.post(path, { ...whole(), [field]: value });
        expect(answer.status, `${name}: ${await answer.clone().text()}`).toBe(422);
        const { errors, code } = await problemOf(answer);
        expect(
          errors?.map((error) => error.field),
          name,
        ).toEqual([field]);
        expect(errors?.[0]?.code, name).toMatch(/^[a-z_]+$/);
        expect(errors?.[0]?.message, name).toMatch(/^[A-Z].*\.$/);
        expect(code, name).toMatch(/^invalid_input$|^password_too_/);
      }
    });
  }

  test(`INPUT-06 ${path} names all the fields that are missing`, async () => {
    const { errors } = await problemOf(await new Visitor().post(path, {}));
    const missing = path.endsWith('/verify')
      ? ['token']
      : Object.keys(whole()).filter((field) => !optional.includes(field));
    expect(errors?.map(({ field, code }) => [field, code])).toEqual(
      missing.map((field) => [field, 'missing']),
    );
  });

  test(`INPUT-06 ${path} says 413 to a megabyte in any field`, async () => {
    for (const field of Object.keys(whole())) {
      const body = { ...whole(), [field]: 'x'.repeat(1_000_000) };
      const { code } = await problemOf(await new Visitor().post(path, body));
      expect(code).toBe('payload_too_large');
    }
  });
}

test('INPUT-06 an address in mixed scripts is none; its domain alone may be written in its own', async () => {
  const visitor = new Visitor();
  for (const email of [
    'аdmin@example.com',
    'admin＠example.com',
    'ad\u200bmin@example.com',
    'ａ@example.test',
  ]) {
    const { errors } = await problemOf(await visitor.post('/api/email/verification', { email }));
    expect(errors?.[0]?.code, email).toBe('invalid_email');
  }
  const answer = await visitor.post('/api/email/verification', { email: 'a@bücher.test' });
  expect([answer.status, (await answer.json()).email]).toEqual([202, 'a@xn--bcher-kva.test']);
});

test('INPUT-06 a name may be of any script, and neither a link nor invisible nor a hundred and one long', async () => {
  const names = [
    'Зоя 漢字 Ángström',
    "O'Brien-Smith, Jr.",
    '<b>bold</b> & "quoted"',
    'x'.repeat(100),
  ];
  for (const name of names) {
    const email = freshAddress();
    const answer = await new Visitor().post('/api/register', {
      email,
      password: goodPassword,
      name,
    });
    expect(answer.status, name).toBe(202);
    expect(await cloud.sql('select name from users where email = $1', [email])).toEqual([{ name }]);
  }
  const bad = [
    'x'.repeat(101),
    'see evil.test',
    'https://evil.test',
    'a\u202eb',
    'a\u200bb',
    'a\nb',
    '\u2800',
  ];
  for (const name of bad) {
    const body = { email: freshAddress(), password: goodPassword, name };
    const { errors } = await problemOf(await new Visitor().post('/api/register', body));
    expect(
      errors?.map(({ field }) => field),
      JSON.stringify(name),
    ).toEqual(['name']);
  }
});

test('INPUT-06 a refusal repeats nothing of what was sent', async () => {
  const marker = `marker${crypto.randomUUID()}`;
  const bodies = [
    { email: `${marker}@`, password: marker },
    { email: { [marker]: marker }, password: [marker] },
    { email: 'a@b.test', password: marker, name: `www.${marker}.test` },
  ];
  for (const path of Object.keys(wholes)) {
    for (const body of bodies) {
      const answer = await new Visitor().post(path, body);
      if (answer.status >= 400) expect(await answer.text()).not.toContain(marker);
    }
  }
});
