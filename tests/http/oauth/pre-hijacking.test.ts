import { expect, test } from 'vitest';
import { providers } from '#core/provider-identity.ts';
import { sealSession, sessionKeyRing } from '#core/session-token.ts';
import { currentOf, holding, now } from '#tests/support/held-sessions.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { signInAt, whereTo } from '#tests/support/provider-journey.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  registeredAddress,
  Visitor,
  verificationLetter,
} from '#tests/support/site.ts';
import { siteSecret } from '#tests/support/site-secrets.ts';

// The five attacks of Sudhodanan and Paverd, "Pre-hijacked accounts" (USENIX Security 2022): the
// attacker prepares an account under the victim's address, the victim comes later.

async function accountOf(email: string) {
  const [row] = await cloud.sql(
    `select id, password_hash is not null as has_password, email_verified_at is not null as verified
     from users where email_normalised = $1`,
    [email],
  );
  if (!row) throw new Error('there is no such account');
  return { id: String(row.id), has_password: row.has_password, verified: row.verified };
}

/** A session of the attacker's that no door opens: the account is not verified. */
async function smuggledSession(userId: string, email: string): Promise<Visitor> {
  const sid = crypto.randomUUID().replaceAll('-', '');
  const exp = now() + 86_400;
  await cloud.sql(
    `insert into sessions (id, user_id, method, created_at, last_seen_at, absolute_expires_at)
     values ($1, $2, 'password', now(), now(), to_timestamp($3::int))`,
    [sid, userId, exp],
  );
  const claims = {
    ...{ sub: userId, sid, role: 'user' as const, email, name: null, picture: null },
    ...{ amr: ['pwd'], auth_time: now(), iat: now(), exp, rem: true },
  };
  return holding(await sealSession(claims, await sessionKeyRing([siteSecret('AUTH_SECRET')])));
}

test.each(providers)(
  'LINK-01 classic-federated merge by %s: the attacker’s password, link and code open nothing',
  async (provider) => {
    const { email, password } = await registeredAddress();
    const { token, code } = await verificationLetter(email);
    const { id } = await accountOf(email);

    const victim = new Visitor();
    await signInAt(victim, provider, { email });

    expect((await currentOf(victim)).user.id).toBe(id);
    expect(await accountOf(email)).toEqual({ id, has_password: false, verified: true });
    const attacker = new Visitor();
    expect(await refusalOf(await attacker.signIn(email, password))).toEqual([
      401,
      'invalid_credentials',
    ]);
    for (const proof of [{ token }, { email, code }]) {
      const answer = await attacker.post('/api/email/verify', proof);
      expect(await refusalOf(answer)).toEqual([400, 'token_invalid']);
    }
    // Nor does registering once more.
    await attacker.post('/api/register', { email, password: goodPassword });
    expect((await attacker.signIn(email, goodPassword)).status).toBe(401);
    expect((await accountOf(email)).has_password).toBe(false);
    expect((await victim.fetch('/api/current')).status).toBe(200);
    const events = await cloud.sql(
      'select kind, result, method from audit_events where subject_id = $1 and method = $2 order by kind',
      [id, provider],
    );
    expect(events).toEqual([
      { kind: 'account_takeover', result: 'taken_over', method: provider },
      { kind: 'connection_add', result: 'linked', method: provider },
      { kind: 'sign_in', result: 'succeeded', method: provider },
    ]);
  },
);

test('LINK-02 unexpired session: what the attacker keeps signed in ends when the victim comes', async () => {
  const { email } = await registeredAddress();
  const { id } = await accountOf(email);
  const attacker = await smuggledSession(id, email);
  expect((await attacker.fetch('/api/current')).status).toBe(200);

  const victim = new Visitor();
  await signInAt(victim, 'google', { email });

  expect((await currentOf(victim)).user.id).toBe(id);
  // What changes something is refused at once, pages and calls after the two seconds of the news.
  const kept = attacker.session;
  const write = await holding(kept).send('DELETE', '/api/sessions?scope=others');
  expect(await refusalOf(write)).toEqual([401, 'session_revoked']);
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  expect((await holding(kept).fetch('/account')).status).toBe(307);
  const call = await holding(kept).fetch('/api/current');
  expect(await refusalOf(call)).toEqual([401, 'session_revoked']);
  expect((await victim.fetch('/api/current')).status).toBe(200);
});

test('trojan identifier: the attacker’s own identity is no way into the account that the victim takes', async () => {
  const { email } = await registeredAddress();
  const { id } = await accountOf(email);
  const trojan = { email: freshAddress() };
  const attacker = new Visitor();
  await signInAt(attacker, 'github', trojan);
  const own = await currentOf(attacker);
  // No door connects it to an account that nobody has verified: here it is, all the same.
  await cloud.sql("update accounts set user_id = $1 where user_id = $2 and provider = 'github'", [
    id,
    own.user.id,
  ]);

  const victim = new Visitor();
  await signInAt(victim, 'google', { email });
  const again = new Visitor();
  await signInAt(again, 'github', trojan);

  expect((await currentOf(victim)).user.id).toBe(id);
  expect((await currentOf(again)).user.id).not.toBe(id);
  const ways = await cloud.sql('select provider from accounts where user_id = $1', [id]);
  expect(ways).toEqual([{ provider: 'google' }]);
});

test.each(providers)(
  'non-verifying provider: who claims the victim’s address at %s gets no account with it',
  async (provider) => {
    const email = freshAddress();
    const attacker = new Visitor();
    const answer = await signInAt(attacker, provider, { email, verified: false });
    expect(whereTo(answer)).toEqual([302, '/auth/error', 'provider_email_unverified']);
    expect(await cloud.sql('select 1 from users where email_normalised = $1', [email])).toEqual([]);

    const victim = new Visitor();
    await signInAt(victim, 'google', { email });
    const { user } = await currentOf(victim);
    // The attacker's identity stays outside of the account that is there now, too.
    await signInAt(attacker, provider, { email, verified: false });
    const ways = await cloud.sql('select provider from accounts where user_id = $1', [user.id]);
    expect(ways).toEqual([{ provider: 'google' }]);
  },
);

test('an address that changes at the provider does not move the account', async () => {
  for (const provider of providers) {
    // Chang is the same person for every run: each time they come as somebody new.
    await cloud.sql("delete from users where email_normalised like 'chang@example.%'");
    const before = new Visitor();
    await signInAt(before, provider, 'chang');
    const { user } = await currentOf(before);
    const moved = new Visitor();
    await signInAt(moved, provider, 'chang-moved');
    expect((await currentOf(moved)).user, provider).toMatchObject({
      id: user.id,
      email: user.email,
    });
    const rows = await cloud.sql(
      'select provider_email from accounts where user_id = $1 and provider = $2',
      [user.id, provider],
    );
    expect(rows).toEqual([{ provider_email: 'chang@example.org' }]);
  }
});

test.each(providers)(
  '%s: a disabled account stays shut, and the audit says so',
  async (provider) => {
    const who = { email: freshAddress() };
    const visitor = new Visitor();
    await signInAt(visitor, provider, who);
    const { user } = await currentOf(visitor);
    await cloud.sql(
      "update users set disabled_at = now(), disabled_reason = 'test' where id = $1",
      [user.id],
    );
    const again = new Visitor();
    const answer = await signInAt(again, provider, who);
    expect(whereTo(answer)).toEqual([302, '/auth/error', 'account_disabled']);
    expect(again.session).toBeUndefined();
    const events = await cloud.sql(
      "select method from audit_events where subject_id = $1 and kind = 'sign_in' and result = 'account_disabled'",
      [user.id],
    );
    expect(events).toEqual([{ method: provider }]);
  },
);
