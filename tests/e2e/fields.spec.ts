import { expect } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import {
  alertOf,
  expectRefused,
  type FormId,
  field,
  send,
  type Typed,
} from '#tests/support/pages.ts';
import {
  freshAddress,
  goodPassword,
  registeredAddress,
  verificationLetter,
} from '#tests/support/site.ts';

/** What is typed into a form, and the sentence that each refused field gets; the others are fine. */
type Case = { form: FormId; path: string; typed: Typed; refused: Typed };

const email = 'Enter an e-mail address like name@example.com.';
const name = 'Use a plain name';
const tooLong = 'This is too long.';
const empty = 'Fill in this field.';
const code = 'Enter the 8 digits';

const signIn = { form: 'sign-in', path: '/sign-in' } as const;
const register = { form: 'register', path: '/register' } as const;
const confirm = { form: 'confirm', path: '/check-email' } as const;
const resend = { form: 'resend', path: '/check-email' } as const;

const cases: Record<string, Case[]> = {
  'sign-in': [
    { ...signIn, typed: {}, refused: { email: empty, password: empty } },
    { ...signIn, typed: { email: 'nobody', password: goodPassword }, refused: { email } },
    {
      ...signIn,
      typed: { email: 'a@b..test', password: 'x'.repeat(1001) },
      refused: { email, password: tooLong },
    },
    {
      ...signIn,
      typed: { email: `${'a'.repeat(20_000)}@x.test`, password: goodPassword },
      refused: { email: tooLong },
    },
    {
      ...signIn,
      typed: { email: '<script>alert(1)</script>', password: goodPassword },
      refused: { email },
    },
    { ...signIn, typed: { email: 'аdmin@пример', password: goodPassword }, refused: { email } },
  ],
  registration: [
    {
      ...register,
      typed: { name: 'https://evil.test', email: 'nobody', password: '' },
      refused: { name, email, password: empty },
    },
    {
      ...register,
      typed: { name: 'x'.repeat(101), email: 'a b@x.test', password: 'short one' },
      refused: { name: tooLong, email },
    },
    {
      ...register,
      typed: { name: 'Grace\u202eHopper', email: freshAddress(), password: goodPassword },
      refused: { name },
    },
    {
      ...register,
      typed: { email: freshAddress(), password: 'short one' },
      refused: { password: 'at least 15 characters' },
    },
    {
      ...register,
      typed: { email: freshAddress(), password: 'passwordpassword' },
      refused: { password: 'common passwords' },
    },
    {
      ...register,
      typed: { email: 'maximilian.mustermann@x.test', password: 'maximilian.mustermann' },
      refused: { password: 'too close to your address' },
    },
    {
      ...register,
      typed: { email: freshAddress(), password: 'x y'.repeat(400) },
      refused: { password: 'at most 1,000 characters' },
    },
  ],
  confirmation: [
    { ...confirm, typed: {}, refused: { email: empty, code } },
    { ...confirm, typed: { email: 'nobody', code: '1234567' }, refused: { email, code } },
    { ...confirm, typed: { email: freshAddress(), code: '12345678901' }, refused: { code } },
    { ...confirm, typed: { email: freshAddress(), code: 'abcdefgh' }, refused: { code } },
    { ...resend, typed: {}, refused: { email: empty } },
    { ...resend, typed: { email: 'nobody@' }, refused: { email } },
  ],
};

for (const [form, rows] of Object.entries(cases)) {
  test(`the fields of the ${form} are refused one by one, in words, and keep what was typed`, async ({
    page,
  }) => {
    for (const row of rows) {
      await page.goto(row.path);
      await send(page, row.form, row.typed);
      await expect(alertOf(page, row.form)).not.toBeEmpty();
      const refused = Object.entries(row.refused) as [keyof Typed, string][];
      for (const [name, words] of refused) await expectRefused(page, row.form, name, words);
      await expect(page.locator(`#${row.form} [aria-invalid="true"]`)).toHaveCount(refused.length);
      await expect(page.locator(`#${row.form} [aria-invalid="true"]`).first()).toBeFocused();
      for (const [name, text] of Object.entries(row.typed) as [keyof Typed, string][]) {
        const kept = name === 'password' ? '' : text.slice(0, 2048);
        await expect(field(page, row.form, name)).toHaveValue(kept);
      }
    }
  });
}

test('the summary names the refused fields in the order of the form, and leads to them', async ({
  page,
}) => {
  await page.goto('/register');
  await send(page, 'register', { name: 'https://evil.test', email: 'nobody' });
  const links = alertOf(page, 'register').getByRole('link');
  await expect(links).toHaveText([/^Name: /, /^E-mail address: /, /^Password: /]);
  await links.nth(1).click();
  await expect(field(page, 'register', 'email')).toBeFocused();
});

test('a token that was tampered with in the form is refused, never a failure of the server', async ({
  page,
}) => {
  const { email: address } = await registeredAddress();
  const { token } = await verificationLetter(address);
  for (const forged of ['', 'x', '\u0000', 'a'.repeat(9_000), `${token}x`]) {
    await page.goto(`/verify-email?token=${token}`);
    const hidden = page.locator('#verify input[name="token"]');
    await hidden.evaluate((input, value) => input.setAttribute('value', value), forged);
    await send(page, 'verify');
    await expect(alertOf(page, 'verify')).not.toBeEmpty();
  }
});
