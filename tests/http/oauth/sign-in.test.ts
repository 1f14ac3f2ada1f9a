import { expect, test } from 'vitest';
import { providers } from '#core/provider-identity.ts';
import { signInAt, whereTo } from '#tests/support/provider-journey.ts';
import { cloud, freshAddress, siteUrl, Visitor, verifiedVisitor } from '#tests/support/site.ts';

const current = async (visitor: Visitor) => (await visitor.fetch('/api/current')).json();

test.each(providers)(
  'somebody new signs in with %s, goes where they wanted, and is known again',
  async (provider) => {
    const email = freshAddress();
    const visitor = new Visitor();
    const answer = await signInAt(
      visitor,
      provider,
      { email, name: 'Grace Hopper' },
      { returnTo: '/account/sessions' },
    );
    expect([answer.status, answer.headers.get('location')]).toEqual([
      302,
      `${siteUrl}/account/sessions`,
    ]);
    const { user } = await current(visitor);
    expect(user).toMatchObject({ email, name: 'Grace Hopper', role: 'user', emailVerified: true });
    const again = new Visitor();
    await signInAt(again, provider, { email });
    expect((await current(again)).user.id).toBe(user.id);
    const [row] = await cloud.sql(
      'select method, access_token_sealed, refresh_token_sealed from sessions join accounts using (user_id) where sessions.user_id = $1 order by sessions.created_at limit 1',
      [user.id],
    );
    expect(row?.method).toBe(provider);
    expect(String(row?.access_token_sealed)).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
  },
);

test.each(providers)(
  '%s: an address that is not verified there, or none, opens nothing',
  async (provider) => {
    for (const who of ['uma', 'nora'] as const) {
      const visitor = new Visitor();
      const answer = await signInAt(visitor, provider, who);
      expect(whereTo(answer), who).toEqual([302, '/auth/error', 'provider_email_unverified']);
      expect(visitor.session).toBeUndefined();
    }
  },
);

test.each(providers)('%s: a refused consent says so', async (provider) => {
  const visitor = new Visitor();
  expect(whereTo(await signInAt(visitor, provider, 'refuse'))).toEqual([
    302,
    '/auth/error',
    'access_denied',
  ]);
  expect(visitor.session).toBeUndefined();
});

test('LINK-01 the verified owner of an address comes in by Google and GitHub, and not by Microsoft', async () => {
  const { email, visitor: owner } = await verifiedVisitor();
  const { id } = (await current(owner)).user;
  for (const provider of ['google', 'github']) {
    const visitor = new Visitor();
    await signInAt(visitor, provider, { email });
    expect((await current(visitor)).user?.id, provider).toBe(id);
  }
  const visitor = new Visitor();
  expect(whereTo(await signInAt(visitor, 'microsoft', { email }))).toEqual([
    302,
    '/auth/error',
    'account_exists',
  ]);
});
