import { expect } from 'vitest';
import { sealSession, sessionKeyRing } from '#core/session-token.ts';
import { cloud, freshAddress, seededPassword, Visitor } from './site.ts';
import { resealed, siteSecret } from './site-secrets.ts';

/**
 * Somebody with an account and a session of their own, written into the registry: no letter is
 * waited for and nothing is hashed, and Redis knows of no cookie that was made for the session.
 */
export async function member() {
  const email = freshAddress();
  const sid = crypto.randomUUID().replaceAll('-', '');
  const [row] = await cloud.sql(
    `with made as (
       insert into users (email, email_normalised, email_verified_at, password_hash)
       select $1::text, $1::text, now(), password_hash from users where email = 'user@example.com'
       returning id
     )
     insert into sessions (id, user_id, method, created_at, last_seen_at, absolute_expires_at)
     select $2::text, made.id, 'password', now(), now(), to_timestamp($3::int) from made
     returning user_id`,
    [email, sid, now() + thirtyDays],
  );
  const claims = {
    ...{ sub: String(row?.user_id), sid, role: 'user' as const, email, name: null, picture: null },
    ...{ amr: ['pwd'], auth_time: now(), iat: now(), exp: now() + thirtyDays, rem: true },
  };
  const ring = await sessionKeyRing([siteSecret('AUTH_SECRET')]);
  const visitor = holding(await sealSession(claims, ring));
  return {
    visitor,
    email,
    password: seededPassword,
    user: { id: claims.sub },
    session: { id: sid },
  };
}

const thirtyDays = 30 * 86_400;

/** A visitor who has nothing but this session cookie: a copy, or a token made by the test. */
export function holding(token: string | undefined): Visitor {
  const visitor = new Visitor();
  if (token !== undefined) visitor.cookies.set('gatehouse.session', token);
  return visitor;
}

/** The same session, whose last check against the registry lies ten minutes back. */
export async function due({ session }: Visitor): Promise<Visitor> {
  return holding(await resealed(session, { iat: now() - 601, auth_time: now() - 602 }));
}

/** The same session, whose owner proved who they are more than ten minutes ago. */
export async function stale({ session }: Visitor): Promise<Visitor> {
  return holding(await resealed(session, { auth_time: now() - 601 }));
}

/** What the Current API says of a visitor who is signed in. */
export async function currentOf(visitor: Visitor): Promise<{
  user: { id: string; email: string; name: string | null };
  session: { id: string; absoluteExpiresAt: string; lastSeenAt: string };
}> {
  const answer = await visitor.fetch('/api/current');
  expect(answer.status).toBe(200);
  return answer.json();
}

/** The session tokens that answers have set, in their order. */
export function tokensOf(answers: readonly Response[]): string[] {
  return answers
    .flatMap((answer) => answer.headers.getSetCookie())
    .flatMap((line) => /^gatehouse\.session=([^;]+);/.exec(line)?.[1] ?? []);
}

/** The Unix time, in whole seconds. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
