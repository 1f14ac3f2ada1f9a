import { EncryptJWT, SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { days, minutes, seconds } from '#core/clock.ts';
import {
  isRenewalDue,
  openSession,
  readClaims,
  renewClaims,
  sealSession,
  sessionKeyRing,
} from '#core/session-token.ts';
import { claimsAt } from '#tests/support/claims.ts';

const now = new Date('2026-11-24T09:00:00Z');
const secret = 'a secret of the tests, 32 characters and more';
const older = 'an older secret of the tests, 32 and more';

const claimsOf = (moment: Date) => claimsAt(Math.floor(moment.getTime() / 1000));

const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The key that the module derives, found again from what it states: HKDF-SHA256, the purpose. */
async function derivedKey(): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', bytesOf(secret), 'HKDF', false, ['deriveKey']);
  const info = bytesOf('gatehouse session token v1');
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-GCM', length: 256 }, true, [
    'encrypt',
  ]);
}

test('opens what it sealed, and hides the claims', async () => {
  const ring = await sessionKeyRing([secret]);
  const token = await sealSession(claimsOf(now), ring);

  expect(await openSession(token, ring, now)).toEqual(claimsOf(now));
  expect(token.split('.')).toHaveLength(5);
  expect(JSON.parse(atob(token.split('.')[0] ?? ''))).toEqual({
    alg: 'dir',
    enc: 'A256GCM',
    kid: ring.sealing.id,
  });
  expect(token.length).toBeLessThan(600);
});

test('seals the same claims differently each time', async () => {
  const ring = await sessionKeyRing([secret]);
  const tokens = [await sealSession(claimsOf(now), ring), await sealSession(claimsOf(now), ring)];

  expect(new Set(tokens).size).toBe(2);
});

test('SESS-01 refuses a token with any one character changed, spare bits of base64 included', async () => {
  const ring = await sessionKeyRing([secret]);
  const token = await sealSession(claimsOf(now), ring);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const opened: number[] = [];

  for (let at = 0; at < token.length; at += 1) {
    const value = alphabet.indexOf(token[at] ?? '');
    if (value < 0) continue;
    for (const bit of [1, 2, 4, 8, 16, 32]) {
      const tampered = token.slice(0, at) + alphabet[value ^ bit] + token.slice(at + 1);
      if (await openSession(tampered, ring, now)) opened.push(at);
    }
  }

  expect(opened).toEqual([]);
});

test('SESS-01 refuses a token that was cut, padded, joined or filled in', async () => {
  const ring = await sessionKeyRing([secret]);
  const token = await sealSession(claimsOf(now), ring);
  const other = await sealSession({ ...claimsOf(now), role: 'admin' }, ring);
  const [header, key, iv, text, tag] = token.split('.');
  const parts = other.split('.');
  const bent = [
    token.slice(0, -1),
    `${token}=`,
    `${token}\n`,
    ` ${token}`,
    `${token}.`,
    `${token}.${tag}`,
    [header, 'AAAA', iv, text, tag].join('.'),
    [header, key, iv, parts[3], tag].join('.'),
    [header, key, parts[2], text, tag].join('.'),
    [header, key, iv, text, ''].join('.'),
    [header, key, iv, text].join('.'),
    '....',
    'x'.repeat(1_000_000),
    '',
    '\0',
    '%E0%A4%A',
  ];

  for (const one of bent) expect(await openSession(one, ring, now)).toBeNull();
  expect(await openSession(null, ring, now)).toBeNull();
  expect(await openSession(undefined, ring, now)).toBeNull();
});

test('SESS-02 refuses unsigned, signed and otherwise encrypted tokens', async () => {
  const ring = await sessionKeyRing([secret]);
  const claims = { ...claimsOf(now) };
  const kid = ring.sealing.id;
  const key = await derivedKey();
  const shortKey = crypto.getRandomValues(new Uint8Array(16));
  const { publicKey } = await crypto.subtle.generateKey(
    {
      name: 'RSA-OAEP',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['encrypt', 'decrypt'],
  );
  const encrypted = (header: { alg: string; enc: string }, under: CryptoKey | Uint8Array) =>
    new EncryptJWT(claims).setProtectedHeader({ ...header, kid }).encrypt(under);
  const foreign = [
    new UnsecuredJWT(claims).encode(),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(bytesOf(secret)),
    await encrypted({ alg: 'dir', enc: 'A128GCM' }, shortKey),
    await encrypted(
      { alg: 'dir', enc: 'A256CBC-HS512' },
      crypto.getRandomValues(new Uint8Array(64)),
    ),
    await encrypted({ alg: 'RSA-OAEP-256', enc: 'A256GCM' }, publicKey),
    await encrypted({ alg: 'A256KW', enc: 'A256GCM' }, crypto.getRandomValues(new Uint8Array(32))),
    await new EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key),
  ];

  for (const token of foreign) expect(await openSession(token, ring, now)).toBeNull();
  // The same key under the right header opens: what is refused above is refused for its header.
  const right = await encrypted({ alg: 'dir', enc: 'A256GCM' }, key);
  expect(await openSession(right, ring, now)).toEqual(claimsOf(now));
});

test('refuses a token under an unknown key, and under the name of another key', async () => {
  const ring = await sessionKeyRing([secret, older]);
  const foreignRing = await sessionKeyRing(['a secret of another site, 32 and more']);
  const foreign = await sealSession(claimsOf(now), foreignRing);
  const olderKeyId = [...ring.opening.keys()][1] ?? '';
  const misnamed = await sealSession(claimsOf(now), {
    ...ring,
    sealing: { id: olderKeyId, key: ring.sealing.key },
  });

  expect(olderKeyId).not.toBe(ring.sealing.id);
  expect(await openSession(foreign, ring, now)).toBeNull();
  expect(await openSession(misnamed, ring, now)).toBeNull();
});

test('SESS-06 refuses a token from its absolute end on', async () => {
  const ring = await sessionKeyRing([secret]);
  const token = await sealSession(claimsOf(now), ring);

  expect(await openSession(token, ring, later(days(30) - seconds(1)))).not.toBeNull();
  expect(await openSession(token, ring, later(days(30)))).toBeNull();
  expect(await openSession(token, ring, later(days(30) + seconds(1)))).toBeNull();
});

test('SESS-06 refuses a token from the future, but for a minute of skew', async () => {
  const ring = await sessionKeyRing([secret]);
  const token = await sealSession(claimsOf(now), ring);

  expect(await openSession(token, ring, later(-minutes(10)))).toBeNull();
  expect(await openSession(token, ring, later(-seconds(61)))).toBeNull();
  expect(await openSession(token, ring, later(-seconds(60)))).not.toBeNull();
});

test('SESS-11 renewal never moves the absolute end', async () => {
  const ring = await sessionKeyRing([secret]);
  let claims = claimsOf(now);
  let day = 0;
  for (; day < 120; day += 1) {
    const token = await sealSession(renewClaims(claims, later(days(day))), ring);
    const opened = await openSession(token, ring, later(days(day)));
    if (!opened) break;
    claims = opened;
  }

  expect(day).toBe(30);
});

test('renewal is due ten minutes after the last', () => {
  const claims = claimsOf(now);

  expect(isRenewalDue(claims, later(minutes(10) - 1))).toBe(false);
  expect(isRenewalDue(claims, later(minutes(10)))).toBe(true);
  expect(isRenewalDue(renewClaims(claims, later(minutes(10))), later(minutes(15)))).toBe(false);
  expect(renewClaims(claims, later(minutes(10)))).toEqual({ ...claims, iat: claims.iat + 600 });
});

test('ROTATE-01 an older secret still opens and no longer seals, a removed one does neither', async () => {
  const before = await sessionKeyRing([older]);
  const between = await sessionKeyRing([secret, older]);
  const afterwards = await sessionKeyRing([secret]);
  const old = await sealSession(claimsOf(now), before);

  expect(await openSession(old, between, now)).toEqual(claimsOf(now));
  expect(await openSession(old, afterwards, now)).toBeNull();
  const fresh = await sealSession(claimsOf(now), between);
  expect(await openSession(fresh, afterwards, now)).toEqual(claimsOf(now));
  expect(await openSession(fresh, before, now)).toBeNull();
});

test('an empty list of secrets makes no ring', async () => {
  await expect(sessionKeyRing([])).rejects.toThrow('no session secret');
});

test('the keys of a ring cannot be taken out', async () => {
  const ring = await sessionKeyRing([secret]);

  expect(ring.sealing.key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', ring.sealing.key)).rejects.toThrow();
});

test('a ring is derived once for a list of secrets', () => {
  expect(sessionKeyRing([secret, older])).toBe(sessionKeyRing([secret, older]));
  expect(sessionKeyRing([secret, older])).not.toBe(sessionKeyRing([older, secret]));
});

test.each([
  ['sub', 7],
  ['sub', undefined],
  ['sid', 'x'.repeat(21)],
  ['sid', null],
  ['role', 'owner'],
  ['role', undefined],
  ['email', null],
  ['name', 7],
  ['name', undefined],
  ['picture', {}],
  ['amr', 'pwd'],
  ['auth_time', '1'],
  ['auth_time', undefined],
  ['iat', null],
  ['exp', undefined],
  ['rem', 'true'],
  ['rem', undefined],
])('claims with %s = %j are none, however well they are sealed', async (name, value) => {
  const ring = await sessionKeyRing([secret]);
  const payload = { ...claimsOf(now), [name]: value };
  const token = await new EncryptJWT(payload)
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: ring.sealing.id })
    .encrypt(ring.sealing.key);

  expect(await openSession(token, ring, now)).toBeNull();
});

test('claims that were authenticated after they were sealed are none', () => {
  const claims = claimsOf(now);

  expect(readClaims({ ...claims, auth_time: claims.iat + 61 }, claims.iat)).toBeNull();
});

test('claims hold nothing that is not named', () => {
  const claims = claimsOf(now);

  expect(readClaims({ ...claims, isRoot: true, amr: ['pwd', 7] }, claims.iat)).toEqual(claims);
});
