import { expect, test } from 'vitest';
import {
  cloud,
  freshAddress,
  goodPassword,
  Visitor,
  verificationLetter,
} from '#tests/support/site.ts';

/** The audit's events from one visitor's network address, oldest first. */
async function eventsFrom(visitor: Visitor): Promise<string[]> {
  const rows = await cloud.sql(
    `select kind, result, method, user_agent, request_id, at from audit_events
     where ip = $1 order by at, kind`,
    [visitor.ip],
  );
  for (const row of rows) {
    expect(row.request_id).toMatch(/^[\w:-]{8,}$/);
    expect(Math.abs(Date.now() - Date.parse(String(row.at)))).toBeLessThan(60_000);
  }
  return rows.map(({ kind, result, method }) => [kind, result, method].filter(Boolean).join(' '));
}

test('LOG-03 every event of an account’s life so far is written once: what, how, from where', async () => {
  const visitor = new Visitor();
  const email = freshAddress();
  await visitor.post('/api/register', { email, password: goodPassword });
  const { token } = await verificationLetter(email);
  await visitor.signIn(email, 'a guess that is not right');
  await visitor.signIn(email, goodPassword);
  await visitor.post('/api/email/verify', { token });
  await visitor.post('/api/email/verify', { token });
  await visitor.signIn(email, goodPassword);
  await visitor.post('/api/sign-out');
  await visitor.post('/api/sign-out');
  expect(await eventsFrom(visitor)).toMatchInlineSnapshot(`
    [
      "registration created",
      "sign_in invalid_credentials password",
      "sign_in email_not_verified password",
      "email_verification used",
      "email_verification invalid",
      "sign_in succeeded password",
      "session_end signed_out password",
    ]
  `);
});
