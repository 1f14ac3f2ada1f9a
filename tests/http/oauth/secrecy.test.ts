import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Provider, providers } from '#core/provider-identity.ts';
import { createVault } from '#server/vault.ts';
import { currentOf, member } from '#tests/support/held-sessions.ts';
import { connectAt, runConnectionAction, signInAt } from '#tests/support/provider-journey.ts';
import { cloud, freshAddress, Visitor } from '#tests/support/site.ts';
import { siteSecret } from '#tests/support/site-secrets.ts';

/** Everything that launcher and site have written since their start. */
function siteLog(): string {
  const path = process.env.TEST_SITE_LOG;
  if (!path) throw new Error('TEST_SITE_LOG is not set: run these tests through npm test');
  return readFileSync(path, 'utf8');
}

/** Every row of every table, as text. */
async function wholeDatabase(): Promise<string> {
  const tables = await cloud.sql(
    "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  expect(tables.length).toBeGreaterThan(8);
  const rows = await Promise.all(
    tables.map(({ table_name: table }) =>
      cloud.sql(`select coalesce(json_agg(one)::text, '') as rows from "${table}" as one`),
    ),
  );
  return rows.map(([row]) => String(row?.rows)).join('\n');
}

/** What a user's connections hold, opened as only the site can. */
async function tokensOf(userId: string): Promise<string[]> {
  const vault = createVault([siteSecret('AUTH_SECRET')]);
  const rows = await cloud.sql(
    'select provider, access_token_sealed, refresh_token_sealed from accounts where user_id = $1',
    [userId],
  );
  const opened = rows.flatMap((row) =>
    (['access_token', 'refresh_token'] as const).map(async (field) => {
      const sealed = row[`${field}_sealed`];
      const place = { userId, provider: row.provider as Provider, field };
      return sealed === null ? null : vault.open(String(sealed), place);
    }),
  );
  const tokens = await Promise.all(opened);
  return tokens.filter((token) => token !== null);
}

test('OAUTH-14 the provider’s tokens are nowhere but sealed: not in rows, log, pages, answers or cookies', async () => {
  const { visitor, user } = await member();
  for (const provider of providers) await connectAt(visitor, provider, { email: freshAddress() });
  const said: string[] = [];
  for (const provider of providers) {
    said.push(await runConnectionAction(visitor, 'checkAccess', provider));
  }
  const [first = ''] = await tokensOf(user.id);
  for (const path of ['/account', '/account/connections', '/account/sessions']) {
    for (const headers of [{}, { RSC: '1' }] as Record<string, string>[]) {
      said.push(await (await visitor.fetch(path, { headers })).text());
    }
  }
  for (const path of [
    '/api/auth/session',
    '/api/current',
    '/api/sessions',
    '/api/auth/providers',
  ]) {
    said.push(await (await visitor.fetch(path)).text());
  }
  said.push(visitor.cookieHeader(), siteLog(), await wholeDatabase());
  said.push(JSON.stringify(await cloud.inbox()));
  const tokens = await tokensOf(user.id);
  // GitHub gives no refresh token.
  expect([tokens.length, tokens.includes(first)]).toEqual([5, true]);
  for (const token of tokens) {
    expect(token.length).toBeGreaterThan(20);
    for (const text of said) expect(text.includes(token), text.slice(0, 80)).toBe(false);
  }
  const clientSecrets = /local_[\w-]{43}/;
  expect(said.join('\n')).not.toMatch(clientSecrets);
});

test.each(providers)(
  '%s: the cookies of the way are closed, short and gone afterwards',
  async (provider) => {
    const visitor = new Visitor();
    const lines: string[] = [];
    const { fetch } = visitor;
    visitor.fetch = async (...args) => {
      const answer = await fetch.apply(visitor, args);
      lines.push(...answer.headers.getSetCookie());
      return answer;
    };
    await signInAt(visitor, provider, { email: freshAddress() });
    const named = (name: string) => lines.filter((line) => line.startsWith(`gatehouse.${name}=`));
    for (const name of ['state', 'pkce', ...(provider === 'github' ? [] : ['nonce'])]) {
      const [set = '', cleared = ''] = named(name);
      expect(set, name).toMatch(/HttpOnly/i);
      expect(set, name).toMatch(/SameSite=Lax/i);
      expect(set, name).toMatch(/Path=\//i);
      const expires = Date.parse(/Expires=([^;]+)/i.exec(set)?.[1] ?? '');
      expect(Math.abs(expires - Date.now() - 900_000), name).toBeLessThan(30_000);
      expect(cleared, name).toMatch(/Max-Age=0/i);
      expect(visitor.cookies.has(`gatehouse.${name}`), name).toBe(false);
    }
    const [last = ''] = named('last');
    expect(last).toMatch(
      new RegExp(`^gatehouse\\.last=${provider}; Path=/; .*Max-Age=31536000.*HttpOnly`, 'i'),
    );
    const page = await (
      await new Visitor().fetch('/sign-in', {
        headers: { cookie: `gatehouse.last=${provider}` },
      })
    ).text();
    expect(page).toMatch(/last used/i);
    expect((await currentOf(visitor)).session.id).toMatch(/^[\w-]{22,}$/);
  },
);
