import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { after, minutes, seconds } from '#core/clock.ts';
import { sign, signedMessage, verifiedId } from '#core/webhook-signature.ts';

const now = new Date('2026-11-24T09:00:00.000Z');
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const other = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const body = '{"type":"email.delivered"}';

/** A message signed by Node's own HMAC, and not by what is tested. */
function message(by = secret, more: Partial<Parameters<typeof verifiedId>[1]> = {}, at = now) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(by.slice('whsec_'.length), 'base64');
  const text = `msg_1.${timestamp}.${body}`;
  const signature = createHmac('sha256', key).update(text).digest('base64');
  return { id: 'msg_1', timestamp, signatures: `v1,${signature}`, body, ...more };
}

const good = message().signatures ?? '';

test('a message of the documentation of svix has the signature that stands there', async () => {
  const signature = await sign(
    secret,
    'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}',
  );

  expect(signature).toBe('g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a message that one of the secrets signed is known by its id', async () => {
  expect(await verifiedId([secret], message(), now)).toBe('msg_1');
  expect(await verifiedId([other, secret], message(), now)).toBe('msg_1');
  expect(await verifiedId([secret, other], message(other), now)).toBe('msg_1');
});

test('one good signature among several is enough', async () => {
  const several = `v1a,${'A'.repeat(86)}== v1,${'B'.repeat(43)}= ${good} v2,x`;

  expect(await verifiedId([secret], message(secret, { signatures: several }), now)).toBe('msg_1');
});

test.each([
  ['of another secret', message(other)],
  ['of another body', message(secret, { body: `${body} ` })],
  ['of another id', message(secret, { id: 'msg_2' })],
  ['of another second', message(secret, { timestamp: String(now.getTime() / 1000 + 1) })],
  ['cut short', message(secret, { signatures: good.slice(0, -3) })],
  ['of another version', message(secret, { signatures: good.replace('v1', 'v1a') })],
  ['without its version', message(secret, { signatures: good.slice(3) })],
  ['that is empty', message(secret, { signatures: 'v1,' })],
  ['without signatures', message(secret, { signatures: null })],
  ['without an id', message(secret, { id: null })],
  ['with an endless id', message(secret, { id: 'm'.repeat(256) })],
  ['without a time', message(secret, { timestamp: null })],
  ['of a time in words', message(secret, { timestamp: now.toISOString() })],
  ['of a time in parts of a second', message(secret, { timestamp: '1795510800.5' })],
])('a message %s is unknown', async (_what, wrong) => {
  expect(await verifiedId([secret, other.replace('C2', 'D2')], wrong, now)).toBeNull();
});

test('five minutes are the furthest that a message may be from now, either way', async () => {
  for (const sign of [1, -1]) {
    const at = after(now, sign * minutes(5));
    expect(await verifiedId([secret], message(secret, {}, at), now)).toBe('msg_1');
    const tooFar = after(at, sign * seconds(1));
    expect(await verifiedId([secret], message(secret, {}, tooFar), now)).toBeNull();
  }
});

test('without a secret nothing is known', async () => {
  expect(await verifiedId([], message(), now)).toBeNull();
});

test('headers are read by either of their names, and never mixed', () => {
  const standard = { 'webhook-id': 'a', 'webhook-timestamp': '1', 'webhook-signature': 'v1,x' };
  const svix = { 'svix-id': 'b', 'svix-timestamp': '2' };

  expect(signedMessage(new Headers(standard), body)).toEqual({
    id: 'a',
    timestamp: '1',
    signatures: 'v1,x',
    body,
  });
  expect(signedMessage(new Headers({ ...standard, ...svix }), body)).toEqual({
    id: 'b',
    timestamp: '2',
    signatures: null,
    body,
  });
});
