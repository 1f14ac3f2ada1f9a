import { expect, test } from 'vitest';
import { providers } from '#core/provider-identity.ts';
import { csrfTokenFor, postAuthForm } from '#tests/support/auth-client.ts';
import { member } from '#tests/support/held-sessions.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { beginAt, callbackOf, signInAt, whereTo } from '#tests/support/provider-journey.ts';
import { cloud, cloudUrl, freshAddress, siteUrl, Visitor } from '#tests/support/site.ts';

const someone = () => ({ email: freshAddress() });

test.each(providers)('%s: the way back is ours, whatever is asked for', async (provider) => {
  for (const returnTo of ['https://evil.test', '//evil.test', `${siteUrl}.evil.test/`, '/\\evil']) {
    const visitor = new Visitor();
    const callback = await callbackOf(visitor, provider, someone(), { returnTo });
    visitor.cookies.set('gatehouse.callback', encodeURIComponent(returnTo));
    const more = new URLSearchParams({ callbackUrl: returnTo, redirectTo: returnTo });
    const answer = await visitor.fetch(`${callback}&${more}`);
    expect(answer.headers.get('location'), returnTo).toBe(`${siteUrl}/account`);
    expect(visitor.session).toBeDefined();
  }
});

test.each(providers)(
  '%s: the redirect_uri is the configured origin’s, whatever hosts a request names',
  async (provider) => {
    const begun = await beginAt(
      new Visitor(),
      provider,
      {},
      {
        'x-forwarded-host': 'evil.test',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.test;proto=https',
      },
    );
    const { url } = await begun.json();
    const asked = new URL(url);
    expect(asked.href.startsWith(`${cloudUrl}/${provider}/`)).toBe(true);
    expect(asked.searchParams.get('redirect_uri')).toBe(`${siteUrl}/api/auth/callback/${provider}`);
    expect(asked.searchParams.get('response_type')).toBe('code');
    expect(asked.searchParams.get('client_id')).toBe(`gatehouse-local-${provider}`);
  },
);

test.each(providers)(
  '%s: starting and ending take their own methods and origins',
  async (provider) => {
    const visitor = new Visitor();
    const got = await visitor.fetch(`/api/auth/signin/${provider}`);
    expect(await refusalOf(got)).toEqual([405, 'method_not_allowed']);
    const csrfToken = await csrfTokenFor(visitor);
    const foreign = { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' };
    const begun = await postAuthForm(visitor, `signin/${provider}`, { csrfToken }, foreign);
    expect(await refusalOf(begun)).toEqual([403, 'cross_origin']);
    expect((await beginAt(visitor, provider, {}, foreign)).status).toBe(403);
    const withoutToken = await postAuthForm(visitor, `signin/${provider}`, { csrfToken: 'x' });
    expect(whereTo(withoutToken)[2]).toBe('csrf_failed');
    const posted = await postAuthForm(visitor, `callback/${provider}`, { code: 'x' }, foreign);
    expect(await refusalOf(posted)).toEqual([403, 'cross_origin']);
  },
);

test.each(providers)('%s: a sign-in replaces the session of whoever was here', async (provider) => {
  const { visitor, session } = await member();
  await signInAt(visitor, provider, someone());
  const rows = await cloud.sql('select end_reason from sessions where id = $1', [session.id]);
  expect(rows).toEqual([{ end_reason: 'replaced' }]);
});
