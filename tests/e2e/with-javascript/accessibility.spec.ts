import { expect } from '@playwright/test';
import { linkTokenOf } from '#tests/support/address-letters.ts';
import { ageSignIn } from '#tests/support/aged-session.ts';
import { test } from '#tests/support/browser.ts';
import { resetTokenOf } from '#tests/support/letters.ts';
import { judge } from '#tests/support/looks.ts';
import {
  alertOf,
  endButton,
  heading,
  registerAs,
  send,
  signInAs,
  statusOf,
} from '#tests/support/pages.ts';
import {
  cloudUrl,
  freshAddress,
  newestLetter,
  registeredAddress,
  seededPassword,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';

// A finger as the pointer; no trace, whose pictures of the page cost a quarter of the time.
test.use({ hasTouch: true, trace: 'off', otherOrigins: [cloudUrl] });

test('public pages please axe, the eye and the finger', async ({ page }) => {
  const paths = [
    '/',
    '/sign-in',
    '/sign-in?error=CredentialsSignin',
    '/sign-in?notice=signed-out',
    '/register',
    '/check-email',
    '/verify-email?token=none',
    '/forgot-password',
    '/forgot-password?notice=address-confirmed',
    '/reset-password',
    '/reset-password?token=none',
    '/auth/error?error=Configuration',
    '/sign-out',
    '/nothing-here',
  ];
  for (const path of paths) {
    await page.goto(path);
    await judge(page);
  }
});

test('refused and granted forms please axe, the eye and the finger', async ({ page }) => {
  await page.goto('/register');
  await send(page, 'register', { name: 'https://evil.test', email: 'nobody' });
  await expect(alertOf(page, 'register')).not.toBeEmpty();
  await judge(page);

  const { email, password } = await registeredAddress();
  await page.goto('/sign-in');
  await send(page, 'sign-in', { email, password });
  await expect(alertOf(page, 'sign-in').getByRole('link')).toBeVisible();
  await judge(page);

  await registerAs(page, freshAddress());
  await send(page, 'resend');
  await expect(statusOf(page, 'resend')).not.toBeEmpty();
  await judge(page);

  const { token } = await verificationLetter(email);
  await page.goto(`/verify-email?token=${token}`);
  await judge(page);
  await send(page, 'verify');
  await expect(statusOf(page, 'verify')).not.toBeEmpty();
  await judge(page);

  await page.goto('/forgot-password');
  await send(page, 'forgot', { email });
  await expect(statusOf(page, 'forgot')).not.toBeEmpty();
  await judge(page);
  await page.goto(`/reset-password?token=${await resetTokenOf(email)}`);
  await judge(page);
  await send(page, 'reset', { password: 'short' });
  await expect(alertOf(page, 'reset')).not.toBeEmpty();
  await judge(page);
  await send(page, 'reset', { password: 'seven harbours under a quiet moon' });
  await expect(statusOf(page, 'reset')).not.toBeEmpty();
  await judge(page);
});

test('the pages of the signed-in please axe, the eye and the finger', async ({ page }) => {
  await signInAs(page, 'admin@example.com', seededPassword);
  for (const path of ['/', '/account', '/admin', '/sign-out', '/account/nothing-here']) {
    await page.goto(path);
    await expect(page.getByRole('banner')).toContainText('Ada Admin');
    await judge(page);
  }
  await page.context().clearCookies();
  await signInAs(page, 'user@example.com', seededPassword);
  await page.goto('/admin');
  await judge(page);
});

test('the pages around sessions please axe, the eye and the finger', async ({ context, page }) => {
  const { email, password } = await verifiedVisitor();
  await signInAs(page, email);
  for (const path of ['/account/security', '/account/sessions', '/unavailable']) {
    await page.goto(path);
    await expect(page.getByRole('banner')).toContainText(email);
    await judge(page);
  }
  await page.goto('/account/security');
  await send(page, 'change-password', { currentPassword: 'not the right one' });
  await expect(alertOf(page, 'change-password')).not.toBeEmpty();
  await judge(page);

  await ageSignIn(context, 11 * 60);
  await page.goto('/account/sessions');
  await judge(page);
  await endButton(page, 'node').click();
  await expect(heading(page)).toHaveText('Confirm that it is you');
  await judge(page);
  await send(page, 'reauthenticate');
  await expect(alertOf(page, 'reauthenticate')).not.toBeEmpty();
  await judge(page);
  await send(page, 'reauthenticate', { password });
  await expect(heading(page)).toHaveText('Sessions');
  await judge(page);
  await endButton(page, 'node').click();
  await expect(statusOf(page, 'sessions')).not.toBeEmpty();
  await judge(page);
});

test('the pages around another address please axe, the eye and the finger', async ({ page }) => {
  for (const path of ['/confirm-address', '/undo-change', '/not-me']) {
    for (const query of ['', '?token=none']) {
      await page.goto(path + query);
      await judge(page);
    }
  }
  const { email, password } = await verifiedVisitor();
  const to = freshAddress();
  await signInAs(page, email);
  await page.goto('/account/security');
  await send(page, 'change-address', { email });
  await expect(alertOf(page, 'change-address')).not.toBeEmpty();
  await judge(page);
  await send(page, 'change-address', { email: to });
  await expect(statusOf(page, 'change-address')).not.toBeEmpty();
  await judge(page);
  for (const [form, sentTo] of [
    ['confirm-address', to],
    ['not-me', to],
    ['undo-change', email],
  ] as const) {
    await page.goto(`/${form}?token=${await linkTokenOf(sentTo, form)}`);
    await judge(page);
    const id = form === 'not-me' ? 'disown' : form;
    await send(page, id);
    await expect(statusOf(page, id)).not.toBeEmpty();
    await judge(page);
  }
  expect((await new Visitor().signIn(to, password)).status).toBe(401);
});

test('the pages around providers please axe, the eye and the finger', async ({ page }) => {
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const beSomebody = async () => {
    await expect(heading(page)).toHaveText(/^Sign in with/);
    await page.getByLabel('E-mail').fill(freshAddress());
    await page.getByLabel('verified').check();
    await button('Continue').click();
  };
  await page.goto('/register');
  await button('Continue with GitHub').click();
  await beSomebody();
  await expect(heading(page)).toHaveText('Your account');
  await page.goto('/account/connections');
  await judge(page);
  await button('Connect Google').click();
  await beSomebody();
  await expect(page.locator('[data-notice]')).toContainText('Connected');
  await judge(page);
  await button('Check access of Google').click();
  await expect(statusOf(page, 'access')).toContainText('Google grants access');
  await judge(page);
  await button('Disconnect Google').click();
  await expect(statusOf(page, 'disconnect')).toContainText('Google is disconnected');
  await button('Disconnect GitHub').click();
  await expect(alertOf(page, 'disconnect')).toContainText('The only way in');
  await judge(page);

  await ageSignIn(page.context(), 11 * 60);
  await button('Disconnect GitHub').click();
  await expect(heading(page)).toHaveText('Confirm that it is you');
  await judge(page);
  await page.goto('/auth/error?error=AccessDenied&code=identity_taken');
  await judge(page);
  await page.context().clearCookies({ name: 'gatehouse.session' });
  await page.goto('/auth/error?error=AccessDenied&code=access_denied&provider=github');
  await judge(page);
  await page.goto('/sign-in');
  await expect(page.getByRole('main')).toContainText('Last used');
  await judge(page);
});

test('the pages of the local cloud please axe, the eye and the finger', async ({ page }) => {
  const { email } = await registeredAddress();
  const { id } = await newestLetter(email);
  const views = ['text', 'headers', 'source'].map((view) => `/inbox/${id}?view=${view}`);
  const sample = '/inbox/sample-de-connection-added?scheme=dark&width=narrow';
  for (const path of ['', '/inbox', '/inbox/templates', ...views, sample]) {
    await page.goto(`${cloudUrl}${path}`);
    await judge(page);
  }
});
