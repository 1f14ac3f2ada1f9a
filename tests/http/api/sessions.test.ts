import { SignJWT, UnsecuredJWT } from 'jose';
import { EncryptJWT } from 'jose/jwt/encrypt';
import { expect, test } from 'vitest';
import { sealSession, sessionKeyRing } from '#core/session-token.ts';
import { expectApiHeaders, refusalOf } from '#tests/support/problems.ts';
import { cloud, seededVisitor, Visitor, verifiedVisitor } from '#tests/support/site.ts';
import { resealed, siteSecret } from '#tests/support/site-secrets.ts';

/** What every door of the site says to someone who carries this token. */
async function doorsFor(token: string) {
  const visitor = () => {
    const made = new Visitor();
    made.cookies.set('gatehouse.session', token);
    return made;
  };
  const [current, session, page] = await Promise.all([
    visitor().fetch('/api/current'),
    visitor().fetch('/api/auth/session'),
    visitor().fetch('/account'),
  ]);
  return [current.status, await session.text(), page.status];
}

const denied = [401, 'null', 307];

test('SESS-01 one bit flipped in any part of a token shuts every door', async () => {
  const token = (await seededVisitor('user')).session ?? '';
  const parts = token.split('.');
  const bent = parts.map((part, at) => {
    const character = part.at(-2) === 'A' ? 'B' : 'A';
    const other = part === '' ? 'AAAA' : `${part.slice(0, -2)}${character}${part.slice(-1)}`;
    return parts.with(at, other).join('.');
  });
  expect(bent).toHaveLength(5);
  for (const other of [
    ...bent,
    `${token}=`,
    `${token}.`,
    token.slice(0, -1),
    '%00',
    'null',
    '.....',
  ]) {
    expect(await doorsFor(other), other).toEqual(denied);
  }
  expect((await doorsFor(token))[0]).toBe(200);
});

test('SESS-02 unsigned, signed and otherwise encrypted tokens shut every door', async () => {
  const claims = {
    sub: crypto.randomUUID(),
    sid: 'A'.repeat(32),
    role: 'admin',
    email: 'admin@example.com',
    name: null,
    picture: null,
    amr: ['pwd'],
    auth_time: now(),
    iat: now(),
    exp: now() + 3600,
    rem: true,
  };
  const secret = siteSecret('AUTH_SECRET');
  const text = new TextEncoder().encode(secret);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  const foreign = await sessionKeyRing(['0'.repeat(43)]);
  const tokens = [
    new UnsecuredJWT(claims).encode(),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(text),
    await new EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(digest),
    await new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'dir', enc: 'A128GCM' })
      .encrypt(digest.slice(0, 16)),
    await new EncryptJWT(claims)
      .setProtectedHeader({ alg: 'PBES2-HS256+A128KW', enc: 'A256GCM' })
      .encrypt(text),
    await sealSession({ ...claims, role: 'admin' }, foreign),
  ];
  for (const token of tokens) expect(await doorsFor(token), token).toEqual(denied);
  const own = await sealSession({ ...claims, role: 'admin' }, await sessionKeyRing([secret]));
  expect((await doorsFor(own))[0]).toBe(200);
});

test('SESS-06 a token over its end, or from the future beyond a minute of skew, shuts every door', async () => {
  const { session } = await seededVisitor('user');
  const over = await resealed(session, { exp: now() - 1 });
  const future = await resealed(session, { iat: now() + 300, auth_time: now() + 300 });
  expect(await doorsFor(over)).toEqual(denied);
  expect(await doorsFor(future)).toEqual(denied);
  const skewed = await resealed(session, { iat: now() + 30, auth_time: now() + 30 });
  expect((await doorsFor(skewed))[0]).toBe(200);
});

test('an older secret still opens a session', async () => {
  const { session } = await seededVisitor('user');
  const older = await resealed(session, {}, siteSecret('AUTH_SECRET_1'));
  expect((await doorsFor(older))[0]).toBe(200);
});

test('a dead session cookie is cleared by whoever refuses it', async () => {
  for (const path of ['/api/current', '/account']) {
    const visitor = new Visitor();
    visitor.cookies.set('gatehouse.session', 'dead');
    const answer = await visitor.fetch(path);
    expect(answer.headers.getSetCookie().join()).toMatch(/^gatehouse\.session=; .*Max-Age=0/);
    expect(visitor.session).toBeUndefined();
  }
});

test('SESS-18 control characters, bytes and bad percent signs in the cookie are no session', async () => {
  for (const value of [
    '%E0%A4%A',
    '%00',
    '\x80\xff\xfe',
    '"quoted"',
    '%',
    '{}',
    'a'.repeat(5000),
  ]) {
    expect(await doorsFor(value), value).toEqual(denied);
  }
});

test('SESS-15 of two session cookies the first counts, on every door alike', async () => {
  const [user, admin] = [await seededVisitor('user'), await seededVisitor('admin')];
  const ask = async (first: string, second: string) => {
    const cookie = `gatehouse.session=${first}; other=1; gatehouse.session=${second}`;
    const headers = { cookie };
    const current = await new Visitor().fetch('/api/current', { headers });
    const session = await (await new Visitor().fetch('/api/auth/session', { headers })).json();
    const page = await new Visitor().fetch('/admin', { headers });
    const body = await current.json();
    return [body.user?.role ?? body.code, session?.user.role ?? null, page.status];
  };
  const [own, other] = [user.session ?? '', admin.session ?? ''];
  expect(await ask(own, other)).toEqual(['user', 'user', 403]);
  expect(await ask(other, own)).toEqual(['admin', 'admin', 200]);
  expect(await ask('junk', own)).toEqual(['unauthenticated', null, 307]);
  expect(await ask(own, 'junk')).toEqual(['user', 'user', 403]);
});

test('SESS-21 current and session show the listed fields and no others', async () => {
  const { visitor, email } = await verifiedVisitor();
  const current = await visitor.fetch('/api/current');
  expectApiHeaders(current);
  expect(current.headers.getSetCookie()).toEqual([]);
  const view = { id: expect.any(String), ...moments('createdAt', 'lastSeenAt') };
  const session = { ...view, ...moments('expiresAt', 'absoluteExpiresAt') };
  const user = { id: expect.any(String), email, name: null, image: null, role: 'user' };
  expect(await current.json()).toEqual({
    authenticated: true,
    user: { ...user, emailVerified: true },
    session,
  });
  const auth = await visitor.fetch('/api/auth/session');
  expectApiHeaders(auth);
  expect(auth.headers.getSetCookie()).toEqual([]);
  expect(await auth.json()).toEqual({ user, session, ...moments('expires') });
});

test('the Current API says what the session says, and to HEAD the same without a body', async () => {
  const visitor = await seededVisitor('support');
  const head = await visitor.fetch('/api/current', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expectApiHeaders(head);
  expect(await refusalOf(await new Visitor().fetch('/api/current'))).toEqual([
    401,
    'unauthenticated',
  ]);
});

test('signing out ends the session in the registry, clears the cookie, and may be repeated', async () => {
  const { visitor } = await verifiedVisitor();
  const { session } = await (await visitor.fetch('/api/current')).json();
  const first = await visitor.post('/api/sign-out');
  expect(first.status).toBe(204);
  expectApiHeaders(first);
  expect(visitor.session).toBeUndefined();
  const rows = await cloud.sql('select end_reason from sessions where id = $1', [session.id]);
  expect(rows).toEqual([{ end_reason: 'signed_out' }]);
  for (const again of [visitor, new Visitor()]) {
    expect((await again.post('/api/sign-out')).status).toBe(204);
  }
  expect((await new Visitor().fetch('/api/sign-out', { method: 'POST' })).status).toBe(204);
});

function moments(...names: string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, expect.stringMatching(/^\d{4}-.*Z$/)]));
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
