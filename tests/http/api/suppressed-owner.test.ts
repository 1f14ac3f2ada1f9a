import { expect, test } from 'vitest';
import { formsOf } from '#tests/support/forms.ts';
import { cloud, goodPassword, siteUrl, Visitor, verifiedVisitor } from '#tests/support/site.ts';

async function suppress(email: string, reason = 'bounced') {
  await cloud.sql(
    'insert into mail_suppressions (email_normalised, reason, created_at) values ($1, $2, now())',
    [email, reason],
  );
}

const suppressions = (email: string) =>
  cloud.sql('select reason from mail_suppressions where email_normalised = $1', [email]);

test('the owner of an address that letters come back from is told, and lets them go there again', async () => {
  const { visitor, email } = await verifiedVisitor();
  expect(await (await visitor.fetch('/account')).text()).not.toContain('come back');
  await suppress(email);
  const again = await backAgain(email);

  const page = await (await again.fetch('/account')).text();
  expect(page).toContain(`Letters to ${email} come back`);
  expect(page).toContain('href="/account/security"');
  const answer = await (await resume(again)).text();

  expect(answer).toContain('We send letters again');
  expect(answer).not.toContain('come back</p>');
  expect(await suppressions(email)).toEqual([]);
  const after = await (await again.fetch('/account')).text();
  expect(after).not.toContain('come back');
  expect(after).not.toContain('We send letters again');
});

test('letters are let go again three times a day', async () => {
  const { email } = await verifiedVisitor();
  await suppress(email, 'complained');
  const visitor = await backAgain(email);
  for (let round = 0; round < 3; round += 1) {
    expect(await (await resume(visitor)).text()).toContain('We send letters again');
    await suppress(email, 'complained');
  }
  const refused = await (await resume(visitor)).text();

  expect(refused).toContain('Too many attempts');
  expect(refused).toContain('were reported as spam');
  expect(await suppressions(email)).toEqual([{ reason: 'complained' }]);
});

test('a sign-in answers that letters come back', async () => {
  const { email } = await verifiedVisitor();
  await suppress(email);
  const answer = await new Visitor().signIn(email, goodPassword);
  expect((await answer.json()).notices).toEqual(['mail_suppressed']);
});

test('a stranger’s suppression is neither shown nor lifted', async () => {
  const { email } = await verifiedVisitor();
  const stranger = await verifiedVisitor();
  await suppress(email);
  await suppress(stranger.email);
  const visitor = await backAgain(email);

  expect(await (await visitor.fetch('/account')).text()).not.toContain(stranger.email);
  await resume(visitor);
  expect(await suppressions(stranger.email)).toHaveLength(1);
});

/** Signs in once more: a session learns at its start that letters come back. */
async function backAgain(email: string): Promise<Visitor> {
  const visitor = new Visitor();
  expect((await visitor.signIn(email, goodPassword)).status).toBe(200);
  return visitor;
}

/** Presses the banner's button without JavaScript; its form is the only one that holds this field. */
async function resume(visitor: Visitor): Promise<Response> {
  const html = await (await visitor.fetch('/account')).text();
  const form = formsOf(html).find((fields) => fields.get('letters') === 'resume');
  if (!form) throw new Error('the page has no such button');
  const body = new FormData();
  for (const [name, value] of form) body.append(name, value);
  const headers = { origin: siteUrl, 'sec-fetch-site': 'same-origin' };
  return visitor.fetch('/account', { method: 'POST', headers, body });
}
