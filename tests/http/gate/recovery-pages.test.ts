import { expect, test } from 'vitest';
import { hiddenFields, submitForm } from '#tests/support/forms.ts';
import { member } from '#tests/support/held-sessions.ts';
import { lettersSettled, resetTokenOf } from '#tests/support/letters.ts';
import { cloud, freshAddress, siteUrl, Visitor } from '#tests/support/site.ts';

const chosen = 'seven harbours under a quiet moon';

/** A page's text without what differs between any two answers: nonces, ids, the address typed. */
const plain = (html: string, email: string) =>
  /<main.*?<\/main>/s
    .exec(html)?.[0]
    .replaceAll(email, 'ADDRESS')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ATTEMPT') ?? '';

test('TOKEN-14 the page says the same to every address, in status, words and cookies', async () => {
  const { email: known } = await member();
  const seen = [];
  for (const email of [known, freshAddress()]) {
    const visitor = new Visitor();
    const answer = await submitForm(visitor, '/forgot-password', 'forgot', { email });
    expect([...visitor.cookies.keys()]).toEqual([]);
    seen.push([answer.status, plain(await answer.text(), email)]);
  }
  expect(seen[1]).toEqual(seen[0]);
  expect(String(seen[0]?.[1])).toContain('If there is an account with this address');
  await lettersSettled(known);
  expect(await cloud.inbox(known)).toHaveLength(1);
});

test('a link is followed without JavaScript: weak passwords are refused and the link stays, then it is done', async () => {
  const { email } = await member();
  await new Visitor().post('/api/password/forgot', { email });
  const token = await resetTokenOf(email);
  const path = `/reset-password?token=${token}`;
  const visitor = new Visitor();
  const html = await (await visitor.fetch(path)).text();
  expect(hiddenFields(html, 'reset').get('token')).toBe(token);
  expect(html).toContain(`${email.slice(0, 1)}•••@example.test`);
  expect(html).not.toContain(email);

  const refused = await (await submitForm(visitor, path, 'reset', { password: 'short' })).text();
  expect(refused).toContain('Password too short');
  expect(hiddenFields(refused, 'reset').get('token')).toBe(token);
  const done = await submitForm(visitor, path, 'reset', { password: chosen });
  const said = await done.text();
  expect([done.status, said.includes('Your new password is set')]).toEqual([200, true]);
  expect(said).not.toContain(chosen);
  expect(visitor.session).toBeUndefined();
  const again = await (await visitor.fetch(path)).text();
  expect(again).toContain('This link does not work');
  expect(again).not.toContain('name="password"');
  expect((await visitor.signIn(email, chosen)).status).toBe(200);
});

test('pages of links leak no referrer, load nothing from elsewhere, and are not indexed', async () => {
  for (const path of [
    '/reset-password',
    '/verify-email',
    '/confirm-address',
    '/undo-change',
    '/not-me',
  ]) {
    const answer = await new Visitor().fetch(`${path}?token=${'x'.repeat(43)}`);
    const html = await answer.text();
    expect(answer.headers.get('referrer-policy'), path).toBe('same-origin');
    expect(answer.headers.get('cache-control'), path).toBe('private, no-store');
    const loaded = [...html.matchAll(/<(?:script|link|img)[^>]*(?:src|href)="([^"]*)"/g)].map(
      ([, address = '']) => new URL(address, siteUrl).origin,
    );
    expect(new Set(loaded), path).toEqual(new Set([siteUrl]));
    expect(html, path).toMatch(/<meta name="robots" content="noindex/);
  }
});

test('password managers find the page that changes a password, and nothing else of that kind', async () => {
  const path = '/.well-known/change-password';
  for (const visitor of [new Visitor(), (await member()).visitor]) {
    const answer = await visitor.fetch(path);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `${siteUrl}/account/security`,
    ]);
  }
  const posted = await new Visitor().fetch(path, { method: 'POST' });
  expect(posted.status).toBe(405);
  for (const other of ['/.well-known/x', '/.well-known/change-password/x', '/.well-known']) {
    expect((await new Visitor().fetch(other)).status, other).toBe(404);
  }
  const nowhere = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';
  expect((await new Visitor().fetch(nowhere)).status).toBe(404);
});
