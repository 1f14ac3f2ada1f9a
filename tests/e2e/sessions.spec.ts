import { expect, type Page } from '@playwright/test';
import { test } from '#tests/support/browser.ts';
import {
  alertOf,
  endButton,
  heading,
  send,
  sessionsIn,
  signInAs,
  statusOf,
} from '#tests/support/pages.ts';
import { cloud, siteUrl, Visitor, verifiedVisitor } from '#tests/support/site.ts';

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

/** Someone with two sessions elsewhere: of a phone, and of a program that names itself node. */
async function signedInThrice(page: Page) {
  const { visitor: program, email, password } = await verifiedVisitor();
  const phone = new Visitor();
  await phone.post('/api/sign-in', { email, password }, { 'user-agent': iPhone });
  await signInAs(page, email);
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(heading(page)).toHaveText('Sessions');
  return { program, phone, email };
}

const others = (page: Page) => sessionsIn(page, 'Other sessions').getByRole('listitem');
const statusFor = async (visitor: Visitor) => (await visitor.fetch('/api/current')).status;

/** The news of an ending reach every function within 2 s. */
const expectSignedOut = (visitor: Visitor) =>
  expect.poll(() => statusFor(visitor), { timeout: 5000 }).toBe(401);

test('SESS-22 the list marks this device and names the others; one is ended, the rest go on', async ({
  page,
}) => {
  const { program, phone } = await signedInThrice(page);
  await expect(sessionsIn(page, 'This session')).toContainText(/Chrome on Windows\s*This device/);
  await expect(others(page)).toHaveCount(2);
  await expect(others(page).filter({ hasText: 'Safari on iPhone' })).toContainText(phone.ip);
  await expect(others(page).filter({ hasText: 'node' })).toContainText('Last seen just now');

  await endButton(page, 'Safari on iPhone').click();
  await expect(statusOf(page, 'sessions')).toContainText('Session ended');
  await expect(page.locator('#sessions [data-notice]')).toBeFocused();
  await expect(others(page)).toHaveCount(1);
  await expect(others(page)).toContainText('node');
  await expectSignedOut(phone);
  expect(await statusFor(program)).toBe(200);
});

test('a session tells when and where it was last seen, in words, with the moment behind them', async ({
  page,
}) => {
  const { email } = await signedInThrice(page);
  await cloud.sql(
    `update sessions set last_seen_at = now() - interval '185 minutes', place = 'Vienna, Austria'
     where user_agent = $1 and user_id = (select id from users where email = $2)`,
    [iPhone, email],
  );
  await page.reload();
  const phone = others(page).filter({ hasText: 'Safari on iPhone' });
  await expect(phone).toContainText('Last seen 3 hours ago');
  await expect(phone).toContainText('Vienna, Austria');
  await expect(phone).toContainText(/Signed in on \d+ \w+ \d{4} at \d\d:\d\d UTC with a password/);
  await expect(phone.getByTitle(/^\d+ \w+ \d{4} at \d\d:\d\d UTC$/)).toHaveText('3 hours ago');
  // The one that was seen longest ago comes last.
  await expect(others(page).last()).toContainText('Safari on iPhone');
});

test('all other sessions are ended at one press, and this one goes on', async ({ page }) => {
  const { program, phone } = await signedInThrice(page);
  await send(page, 'end-others');
  await expect(statusOf(page, 'end-others')).toContainText('Signed out everywhere else');
  await expect(page.locator('#end-others [data-notice]')).toBeFocused();
  await expect(sessionsIn(page, 'Other sessions')).toContainText('You are signed in nowhere else');
  await expect(page.locator('#end-others').getByRole('button')).toHaveCount(0);
  await Promise.all([program, phone].map(expectSignedOut));
  await page.reload();
  await expect(heading(page)).toHaveText('Sessions');
});

test('signing out everywhere ends this session too', async ({ page }) => {
  const { program, phone, email } = await signedInThrice(page);
  await send(page, 'end-all');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?notice=signed-out`);
  await expect(page.locator('main')).toContainText('You are signed out');
  expect(await page.context().cookies()).not.toContainEqual(
    expect.objectContaining({ name: 'gatehouse.session' }),
  );
  await Promise.all([program, phone].map(expectSignedOut));
  await page.goto('/account/sessions');
  await expect(page).toHaveURL(`${siteUrl}/sign-in?returnTo=%2Faccount%2Fsessions`);
  expect(await page.content()).not.toContain(email);
});

test('a session that had ended meanwhile is said to have, and leaves the list', async ({
  page,
}) => {
  const { phone } = await signedInThrice(page);
  await phone.post('/api/sign-out');
  await endButton(page, 'Safari on iPhone').click();
  await expect(statusOf(page, 'sessions')).toContainText('had ended already');
  await expect(others(page)).toHaveCount(1);
});

test('SESS-22 the id of another user’s session in the form ends nothing', async ({ page }) => {
  const { visitor: stranger } = await verifiedVisitor();
  const { session } = await (await stranger.fetch('/api/current')).json();
  await signedInThrice(page);
  for (const forged of [session.id, '', '\u0000', "' or true --", 'x'.repeat(9000)]) {
    await page.goto('/account/sessions');
    const hidden = page.locator('#sessions input[name="sessionId"]').first();
    await hidden.evaluate((input, value) => input.setAttribute('value', value), forged);
    await page.getByRole('button', { name: 'End session' }).first().click();
    await expect(page.locator('#sessions [data-notice]')).toBeFocused();
    await expect(page.locator('#sessions [data-notice]')).not.toContainText('Session ended');
    await expect(others(page)).toHaveCount(2);
  }
  expect(await statusFor(stranger)).toBe(200);
});

test('the id of this very session in the form signs out', async ({ page }) => {
  await signedInThrice(page);
  const { session } = await (await page.request.get('/api/current')).json();
  const hidden = page.locator('#sessions input[name="sessionId"]').first();
  await hidden.evaluate((input, value) => input.setAttribute('value', value), session.id);
  await page.getByRole('button', { name: 'End session' }).first().click();
  await expect(page).toHaveURL(`${siteUrl}/sign-in?notice=signed-out`);
});

test('in an outage nothing is ended, the page says so, and the list is honest about itself', async ({
  page,
}) => {
  const { phone } = await signedInThrice(page);
  await cloud.fault('database', { mode: 'down' });
  await endButton(page, 'Safari on iPhone').click();
  await expect(alertOf(page, 'sessions')).toContainText('We cannot reach a service');
  await page.goto('/account/sessions');
  await expect(page.locator('main')).toContainText('The list cannot be read right now');
  await cloud.fault('database', { mode: 'ok' });
  expect(await statusFor(phone)).toBe(200);
  await page.reload();
  await expect(others(page)).toHaveCount(2);
});

test.afterEach(() => cloud.fault('database', { mode: 'ok' }));
