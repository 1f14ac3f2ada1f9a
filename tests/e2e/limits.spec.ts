import { expect } from '@playwright/test';
import type { LimitName } from '#core/limits.ts';
import { test } from '#tests/support/browser.ts';
import { fillLimit, untilWindowHasRoom } from '#tests/support/limits.ts';
import { alertOf, type FormId, field, send, type Typed } from '#tests/support/pages.ts';
import { cloud, freshAddress, goodPassword, Visitor } from '#tests/support/site.ts';

const email = freshAddress();
const rows: { limit: LimitName; path: string; form: FormId; typed: Typed }[] = [
  {
    limit: 'register-ip',
    path: '/register',
    form: 'register',
    typed: { name: 'Grace Hopper', email, password: goodPassword },
  },
  { limit: 'verification-ip', path: '/check-email', form: 'resend', typed: { email } },
  { limit: 'verify-ip', path: '/check-email', form: 'confirm', typed: { email, code: '12345678' } },
];

for (const { limit, path, form, typed } of rows) {
  test(`whoever spent ${limit} is told how long to wait, and keeps what was typed`, async ({
    page,
    extraHTTPHeaders,
  }) => {
    await untilWindowHasRoom();
    const visitor = new Visitor(extraHTTPHeaders?.['x-forwarded-for']);
    await fillLimit(limit, visitor);
    await page.goto(path);
    await send(page, form, typed);
    await expect(alertOf(page, form)).toContainText(/try again in \d+ (minutes|seconds)/);
    for (const [name, text] of Object.entries(typed) as [keyof Typed, string][]) {
      await expect(field(page, form, name)).toHaveValue(name === 'password' ? '' : text);
    }
    expect(await cloud.inbox(email)).toEqual([]);
  });
}

test('an address that was guessed at is shut for a while, also for the right password', async ({
  page,
}) => {
  await untilWindowHasRoom();
  const guessed = freshAddress();
  const guess = () => new Visitor().signIn(guessed, 'a wrong guess');
  // The first goes alone, for the reason that `fillLimit` gives.
  await guess();
  await Promise.all(Array.from({ length: 9 }, guess));
  await page.goto('/sign-in');
  await send(page, 'sign-in', { email: guessed, password: goodPassword });
  await expect(alertOf(page, 'sign-in')).toContainText(/try again in \d+ (minutes|seconds)/);
  await expect(field(page, 'sign-in', 'email')).toHaveValue(guessed);
});
