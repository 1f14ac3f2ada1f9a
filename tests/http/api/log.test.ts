import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { credentialsCallback, postAsAuthClient, postAuthForm } from '#tests/support/auth-client.ts';
import { withFault } from '#tests/support/faults.ts';
import {
  cloud,
  freshAddress,
  registeredAddress,
  siteUrl,
  Visitor,
  verificationLetter,
  verifiedVisitor,
} from '#tests/support/site.ts';
import { siteSecret } from '#tests/support/site-secrets.ts';

/** Everything that launcher and site have written since their start. */
function siteLog(): string {
  const path = process.env.TEST_SITE_LOG;
  if (!path) throw new Error('TEST_SITE_LOG is not set: run these tests through npm test');
  return readFileSync(path, 'utf8');
}

test('LOG-01 no password, token, code, cookie, secret or address is written, in good times and bad', async () => {
  const marker = crypto.randomUUID().replaceAll('-', '');
  const password = `secret ${marker} of seven moons`;
  const { visitor, email } = await verifiedVisitor(password);
  const session = visitor.session ?? '';
  const pending = await registeredAddress(password);
  const { token, code } = await verificationLetter(pending.email);
  const name = `Name ${marker}`;

  const everything = async () => {
    const register = { email: freshAddress(), password, name };
    await Promise.all([
      new Visitor().post('/api/register', register),
      new Visitor().post('/api/register', { ...register, [`extra${marker}`]: marker }),
      new Visitor().signIn(email, `wrong ${marker}`),
      new Visitor().signIn(email, password),
      credentialsCallback(postAsAuthClient, new Visitor(), email, password),
      postAuthForm(new Visitor(), 'callback/credentials', { email, password, csrfToken: marker }),
      new Visitor().post('/api/email/verification', { email: pending.email }),
      new Visitor().post('/api/email/verify', { email: pending.email, code: '00000000' }),
      new Visitor().post('/api/email/verify', { token: `${token.slice(1)}A` }),
      new Visitor().fetch(`/verify-email?token=${token}`),
      visitor.fetch(`/account?token=${marker}`),
      visitor.fetch('/api/current', {
        headers: { cookie: `gatehouse.session=${session}${marker}` },
      }),
      new Visitor().fetch(`/api/auth/error?error=${marker}`),
      new Visitor().fetch('/api/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"password":"${password}"`,
      }),
      new Visitor().send('GET', '/api/cron/deliver-mail', undefined, {
        authorization: `Bearer ${marker}`,
      }),
    ]);
  };
  await everything();
  await withFault('database', { mode: 'error' }, everything);
  await withFault('database', { mode: 'down' }, everything);
  await withFault('redis', { mode: 'error' }, everything);
  await withFault('mail', { mode: 'error' }, everything);

  const digests = await cloud.sql('select password_hash from users where email = $1', [email]);
  const secrets = [marker, session, token, code, pending.email, email, siteSecret('AUTH_SECRET')];
  secrets.push(siteSecret('AUTH_SECRET_1'), siteSecret('CRON_SECRET'));
  secrets.push(String(digests[0]?.password_hash), 'argon2id$', 'Failed query');
  const log = siteLog();
  expect(log).toContain('outage.began');
  expect(log).toContain('"service":"database"');
  expect(secrets.filter((secret) => secret === '' || log.includes(secret))).toEqual([]);
});

test('LOG-02 nothing that is typed breaks or dresses a line: each event is one JSON line', async () => {
  const marker = crypto.randomUUID().replaceAll('-', '');
  const nasty = `${marker}\r\n{"level":"error"}\u001b[31mred\u2028\u2029\u202e\u009b31m`;
  const headers = {
    'user-agent': `${marker}\u009b31m`,
    'x-request-id': marker,
    'x-vercel-id': marker,
    referer: `https://${marker}.test/`,
  };
  const send = async () => {
    const body = { email: `${nasty}@example.test`, password: nasty, name: nasty };
    for (const path of ['/api/register', '/api/sign-in', '/api/email/verification']) {
      await new Visitor().post(path, body, headers);
    }
    await new Visitor().signIn(freshAddress(), nasty);
    await new Visitor().fetch(`/api/${encodeURIComponent(nasty)}?${encodeURIComponent(nasty)}`);
    await new Visitor().fetch(`/api/auth/${encodeURIComponent(nasty)}`, { headers });
    await new Visitor().fetch(`/api/auth/callback/${encodeURIComponent(nasty)}`, { headers });
  };
  await send();
  await withFault('database', { mode: 'down' }, send);
  const log = siteLog();
  expect(log).not.toContain(marker);
  const events = log.split('\n').filter((line) => line.includes('"level"'));
  expect(events.length).toBeGreaterThan(0);
  for (const line of events) {
    expect(Object.keys(JSON.parse(line))).toEqual(expect.arrayContaining(['at', 'level', 'event']));
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  }
  expect(stripVTControlCharacters(log)).toContain(siteUrl);
});
