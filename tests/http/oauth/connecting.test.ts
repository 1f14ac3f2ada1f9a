import { expect, test } from 'vitest';
import { type Provider, providerNames, providers } from '#core/provider-identity.ts';
import { sealIntent } from '#server/connect-intent.ts';
import { letterAbout } from '#tests/support/address-letters.ts';
import { currentOf, holding, member, now, stale } from '#tests/support/held-sessions.ts';
import {
  callbackOf,
  chooseAt,
  connectAt,
  connectionStartOf,
  runConnectionAction,
  signInAt,
  whereTo,
} from '#tests/support/provider-journey.ts';
import { cloud, freshAddress, siteUrl, Visitor } from '#tests/support/site.ts';
import { siteSecret } from '#tests/support/site-secrets.ts';

const connected = [302, '/account/connections', null];
const refused = (code: string) => [302, '/auth/error', code];
const someone = () => ({ email: freshAddress() });

async function waysOf(userId: string): Promise<unknown[]> {
  const rows = await cloud.sql('select provider from accounts where user_id = $1 order by 1', [
    userId,
  ]);
  return rows.map(({ provider }) => provider);
}

test('who is signed in and fresh connects all three, keeps their session, and comes in by each', async () => {
  const { visitor, user, email, session } = await member();
  for (const provider of providers) {
    const there = someone();
    const token = visitor.session;
    const answer = await connectAt(visitor, provider, there);
    expect(whereTo(answer), provider).toEqual(connected);
    expect(answer.headers.get('location')).toContain('?notice=connected');
    expect((await currentOf(visitor)).session.id).toBe(session.id);
    expect(token).toBeDefined();
    expect(visitor.cookies.has('gatehouse.connect')).toBe(false);
    expect(visitor.cookies.get('gatehouse.last')).toBe(provider);
    // The letter goes to the account's own address, not to the one at the provider.
    const letter = await letterAbout(email, providerNames[provider]);
    expect(letter.to).toEqual([email]);
    expect(letter.subject).toMatch(/connected/i);
    expect(await cloud.inbox(there.email)).toEqual([]);
    const again = new Visitor();
    await signInAt(again, provider, there);
    expect((await currentOf(again)).user, provider).toMatchObject({ id: user.id, email });
  }
  const events = await cloud.sql(
    "select kind, result, method, actor_id from audit_events where subject_id = $1 and kind = 'connection_add' order by at",
    [user.id],
  );
  const expected = providers.map((method) => ({
    ...{ kind: 'connection_add', result: 'linked', method },
    actor_id: user.id,
  }));
  expect(events).toEqual(expected);
});

test('LINK-06 connecting asks for a fresh sign-in, when it begins and when it ends', async () => {
  const { visitor, user } = await member();
  const old = await stale(visitor);
  const away = '/reauthenticate?returnTo=%2Faccount%2Fconnections';
  expect(await connectionStartOf(old, 'google')).toBe(away);
  expect(old.cookies.has('gatehouse.connect')).toBe(false);
  expect(await connectionStartOf(new Visitor(), 'google').catch(String)).toMatch(/leads nowhere/);

  const start = await connectionStartOf(visitor, 'google');
  const callback = await chooseAt(start, someone());
  const later = await stale(visitor);
  for (const [name, value] of visitor.cookies) {
    if (name !== 'gatehouse.session') later.cookies.set(name, value);
  }
  expect(whereTo(await later.fetch(callback))).toEqual(refused('reauthentication_required'));
  expect(await waysOf(user.id)).toEqual([]);
});

test('LINK-06 a session alone connects nothing: who signs in while signed in has an account of their own', async () => {
  for (const provider of providers) {
    const { visitor, user } = await member();
    await signInAt(visitor, provider, someone());
    expect(await waysOf(user.id), provider).toEqual([]);
    expect((await currentOf(visitor)).user.id).not.toBe(user.id);
  }
});

/** A member on the way to connect, with the cookies of it, and the callback that ends it. */
async function onTheWay(provider: Provider = 'google') {
  const one = await member();
  const start = await connectionStartOf(one.visitor, provider);
  expect(one.visitor.cookies.get('gatehouse.connect')).toMatch(/^.{40,}$/);
  return { ...one, callback: await chooseAt(start, someone()) };
}

function carry(from: Visitor, to: Visitor, isCarried: (name: string) => boolean): Visitor {
  for (const [name, value] of from.cookies) if (isCarried(name)) to.cookies.set(name, value);
  return to;
}

test('LINK-06 an intent in another session connects nothing: another user’s, or the same user’s', async () => {
  const { visitor, user, callback } = await onTheWay();
  const other = await member();
  carry(visitor, other.visitor, (name) => name !== 'gatehouse.session');
  await other.visitor.fetch(callback);
  expect([await waysOf(user.id), await waysOf(other.user.id)]).toEqual([[], []]);

  const second = await onTheWay();
  const elsewhere = new Visitor();
  await elsewhere.signIn(second.email, second.password);
  carry(second.visitor, elsewhere, (name) => !/session|last/.test(name));
  await elsewhere.fetch(second.callback);
  expect(await waysOf(second.user.id)).toEqual([]);
});

test('LINK-06 an intent without its session, or of one that has ended, connects nothing', async () => {
  const { visitor, user, callback } = await onTheWay();
  const without = carry(visitor, new Visitor(), (name) => name !== 'gatehouse.session');
  await without.fetch(callback);
  expect(await waysOf(user.id)).toEqual([]);

  const second = await onTheWay('microsoft');
  const token = second.visitor.session;
  await holding(token).post('/api/sign-out');
  await second.visitor.fetch(second.callback);
  expect(await waysOf(second.user.id)).toEqual([]);
});

test('LINK-06 an intent for another provider, over, or made by hand connects nothing', async () => {
  const { visitor, user, session } = await onTheWay('github');
  const intent = visitor.cookies.get('gatehouse.connect') ?? '';
  const secret = siteSecret('AUTH_SECRET');
  const right = { sub: user.id, sid: session.id, provider: 'google' as const, exp: now() + 900 };
  const sealed = (change: object, by = secret) => sealIntent({ ...right, ...change }, [by]);
  const useless = [
    intent,
    await sealed({ exp: now() - 1 }),
    await sealed({ provider: 'microsoft' }),
    await sealed({ sub: crypto.randomUUID() }),
    await sealed({ sid: 'x'.repeat(32) }),
    await sealed({}, 'a secret that this site has never had'),
    JSON.stringify(right),
    '',
    'x'.repeat(3000),
  ];
  const [first = ''] = useless;
  for (const value of useless) {
    const there = holding(visitor.session);
    const callback = await callbackOf(there, 'google', someone());
    there.cookies.set('gatehouse.connect', value);
    await there.fetch(callback);
    expect(await waysOf(user.id), value.slice(0, 40)).toEqual([]);
    // That sign-in took the session's place: the next attempt needs one that lives.
    await cloud.sql('update sessions set ended_at = null, end_reason = null where id = $1', [
      session.id,
    ]);
    await cloud.clearRedis();
  }
  expect(first).toBe(intent);
  // The same by the right intent does connect: what was refused was refused for its own fault.
  const there = holding(visitor.session);
  const callback = await callbackOf(there, 'google', someone());
  there.cookies.set('gatehouse.connect', await sealed({}));
  expect(whereTo(await there.fetch(callback))[1]).toBe('/account');
  expect(await waysOf(user.id)).toEqual(['google']);
});

test('LINK-06 an attacker’s way planted in a victim’s browser gives the attacker no way in', async () => {
  const attack = await onTheWay();
  const victim = await member();
  carry(attack.visitor, victim.visitor, (name) => name !== 'gatehouse.session');
  await victim.visitor.fetch(attack.callback);
  expect(await waysOf(victim.user.id)).toEqual([]);
  // With the attacker's session planted too, it is the attacker's own account that is connected.
  const second = await onTheWay();
  const browser = carry(second.visitor, new Visitor(), () => true);
  await browser.fetch(second.callback);
  expect(await waysOf(second.user.id)).toEqual(['google']);
  expect(await waysOf(victim.user.id)).toEqual([]);
});

test('a sign-in that is begun afterwards forgets that somebody wanted to connect', async () => {
  const { visitor, user } = await onTheWay();
  const text = await runConnectionAction(visitor, 'connectProvider', 'nope');
  expect(text).toContain('"unknown_provider"');
  const answer = await signInAt(visitor, 'google', someone());
  expect(answer.headers.get('location')).toContain(siteUrl);
  expect(await waysOf(user.id)).toEqual([]);
});
