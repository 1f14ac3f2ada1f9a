import { expect, test } from 'vitest';
import { sign } from '#core/webhook-signature.ts';
import { sweepUntilSent } from '#tests/support/faults.ts';
import { refusalOf } from '#tests/support/problems.ts';
import { cloud, freshAddress, goodPassword, siteUrl, Visitor } from '#tests/support/site.ts';
import { siteSecret } from '#tests/support/site-secrets.ts';

const path = '/api/webhooks/resend';

/** A message of the provider with its signature, as svix sends it: no cookie, no Origin. */
async function message(body: string, more: Record<string, string> = {}, at = Date.now()) {
  const id = more['svix-id'] ?? `msg_${crypto.randomUUID()}`;
  const timestamp = String(Math.floor(at / 1000));
  const signature = await sign(siteSecret('RESEND_WEBHOOK_SECRET_1'), `${id}.${timestamp}.${body}`);
  const headers = {
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
    ...more,
  };
  return { method: 'POST', headers, body };
}

const send = (init: RequestInit) => fetch(`${siteUrl}${path}`, init);

/** Registers an address and waits until its letter was sent; gives the provider's id of it. */
async function sentLetterTo(email: string): Promise<string> {
  await new Visitor().post('/api/register', { email, password: goodPassword });
  await sweepUntilSent(email);
  const rows = await cloud.sql('select provider_id from outbox where recipient = $1', [email]);
  return String(rows.at(-1)?.provider_id);
}

const bounced = (email_id: string, to: string, type = 'Permanent') =>
  JSON.stringify({
    type: 'email.bounced',
    created_at: new Date().toISOString(),
    data: { email_id, to: [to], bounce: { type, subType: 'General', message: 'no such user' } },
  });

const suppressed = async (email: string) =>
  (
    await cloud.sql('select reason from mail_suppressions where email_normalised = $1', [email])
  ).map(({ reason }) => reason);

test('a bounce suppresses its address once; what is sent there later is given up, and nobody can tell', async () => {
  const email = freshAddress();
  const init = await message(bounced(await sentLetterTo(email), email));

  const first = await send(init);
  expect([first.status, await first.json()]).toEqual([200, { status: 'noted' }]);
  expect(first.headers.getSetCookie()).toEqual([]);
  const again = await send(init);
  expect([again.status, await again.json()]).toEqual([200, { status: 'repeated' }]);
  expect(await suppressed(email)).toEqual(['bounced']);

  const known = await new Visitor().post('/api/password/forgot', { email });
  const unknown = await new Visitor().post('/api/password/forgot', { email: freshAddress() });
  expect([known.status, Object.keys(await known.json())]).toEqual([
    unknown.status,
    Object.keys(await unknown.json()),
  ]);
  await sweepUntilSent(email);
  const rows = await cloud.sql(
    'select last_error_code, props_sealed from outbox where recipient = $1 and buried_at is not null',
    [email],
  );
  expect(rows).toEqual([{ last_error_code: 'suppressed', props_sealed: null }]);
  expect(await cloud.inbox(email)).toHaveLength(1);
});

test('a signed bounce of an unknown letter suppresses nobody, and one that may pass neither', async () => {
  const email = freshAddress();
  const providerId = await sentLetterTo(email);

  const foreign = await send(await message(bounced(crypto.randomUUID(), email)));
  expect(await foreign.json()).toEqual({ status: 'ignored' });
  const passing = await send(await message(bounced(providerId, email, 'Transient')));
  expect(await passing.json()).toEqual({ status: 'noted' });
  const other = await send(await message('{"type":"contact.created","data":{}}'));
  expect(await other.json()).toEqual({ status: 'ignored' });
  expect(await suppressed(email)).toEqual([]);
});

test('what is not signed, wrongly, or too long ago is refused and does nothing', async () => {
  const email = freshAddress();
  const body = bounced(await sentLetterTo(email), email);
  const good = await message(body);
  const minutes = 60_000;

  const wrong: RequestInit[] = [
    { method: 'POST', headers: { 'content-type': 'application/json' }, body },
    { ...good, body: `${body} ` },
    await message(body, { 'svix-signature': `v1,${'A'.repeat(43)}=` }),
    await message(body, {}, Date.now() - 6 * minutes),
    await message(body, {}, Date.now() + 6 * minutes),
    { ...good, headers: { ...good.headers, 'svix-id': 'msg_other' } },
  ];
  for (const init of wrong) {
    expect(await refusalOf(await send(init))).toEqual([400, 'signature_invalid']);
  }
  expect(await suppressed(email)).toEqual([]);
});

test('form, size and kind of a message are held to before its signature', async () => {
  const refusalTo = async (init: RequestInit) => refusalOf(await send(init));
  const text = await message('{}', { 'content-type': 'text/plain' });
  expect(await refusalTo(text)).toEqual([415, 'unsupported_media_type']);
  const long = await message('x'.repeat(17 * 1024));
  expect(await refusalTo(long)).toEqual([413, 'payload_too_large']);
  expect(await refusalTo(await message('{"type":'))).toEqual([400, 'invalid_json']);
  expect(await refusalTo({})).toEqual([405, 'method_not_allowed']);
  const foreign = await message('{}', { origin: 'https://evil.example' });
  expect(await refusalTo(foreign)).toEqual([403, 'cross_origin']);
});

test('the local cloud tells what became of letters to the addresses of the provider for tests', async () => {
  const label = crypto.randomUUID();
  for (const [name, reasons] of [
    ['delivered', []],
    ['bounced', ['bounced']],
    ['complained', ['complained']],
  ] as const) {
    const email = `${name}+${label}@resend.dev`;
    await sentLetterTo(email);
    const told = `select 1 from outbox where recipient = $1
      and coalesce(delivered_at, bounced_at, complained_at) is not null`;
    await expect
      .poll(async () => (await cloud.sql(told, [email])).length, { timeout: 8_000 })
      .toBe(1);
    await expect.poll(() => suppressed(email), { timeout: 8_000 }).toEqual(reasons);
  }
});
