import { decodeProtectedHeader } from 'jose';
import { expect, it } from 'vitest';
import { createSecrets } from '#server/secrets.ts';

const oldest = 'Vb5Nq8Wz2Rt6Yh1Kj4Lm7Xp3Cs9Dg0Fa';
const older = 'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E';
const newest = 'Zr3Ux8Ge1Mo5Ty7Hk2Pc9Vd4Sb6Wn0Qj';

const letter = { name: 'Una 漢 🔑', link: 'https://x.example/?t=1', code: '12345678', hours: '24' };

it('digests depend on the secret, the purpose and the value, and on nothing else', async () => {
  const [one, again, other] = [newest, newest, older].map((secret) => createSecrets([secret]));
  const digest = await one?.keyedDigest('email', 'una@example.com');
  expect(digest).toMatch(/^[\w-]{43}$/);
  expect(await again?.keyedDigest('email', 'una@example.com')).toBe(digest);
  const others = await Promise.all([
    one?.keyedDigest('code', 'una@example.com'),
    one?.keyedDigest('limit', 'una@example.com'),
    one?.keyedDigest('email', 'uma@example.com'),
    other?.keyedDigest('email', 'una@example.com'),
  ]);
  expect(new Set([digest, ...others]).size).toBe(5);
});

it('the newest secret digests; digests of older ones are known, newest first', async () => {
  const rotated = createSecrets([newest, older, oldest]);
  const digests = await rotated.keyedDigests('code', 'verify 12345678');
  const alone = await Promise.all(
    [newest, older, oldest].map((secret) =>
      createSecrets([secret]).keyedDigest('code', 'verify 12345678'),
    ),
  );
  expect(digests).toEqual(alone);
  expect(await rotated.keyedDigest('code', 'verify 12345678')).toBe(digests[0]);
});

it('props sealed under an older secret open after a rotation, and not after it is gone', async () => {
  const sealed = await createSecrets([older]).sealLetterProps(letter);
  expect(await createSecrets([newest, older]).openLetterProps(sealed)).toEqual(letter);
  expect(await createSecrets([newest]).openLetterProps(sealed)).toBeNull();
  const anew = await createSecrets([newest, older]).sealLetterProps(letter);
  expect(await createSecrets([older]).openLetterProps(anew)).toBeNull();
});

it('sealed props are an A256GCM JWE that shows nothing and is never twice the same', async () => {
  const secrets = createSecrets([newest]);
  const [one, other] = await Promise.all([
    secrets.sealLetterProps(letter),
    secrets.sealLetterProps(letter),
  ]);
  expect(one).not.toBe(other);
  expect(decodeProtectedHeader(one)).toEqual({
    alg: 'dir',
    enc: 'A256GCM',
    kid: expect.stringMatching(/^[\w-]{11}$/),
  });
});

it('anything but its own sealed props opens to null', async () => {
  const secrets = createSecrets([newest]);
  const sealed = await secrets.sealLetterProps(letter);
  const flipped = sealed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const parts = sealed.split('.');
  const header = btoa('{"alg":"dir","enc":"A256GCM"}').replace(/=+$/, '');
  const withoutKid = [header, ...parts.slice(1)].join('.');
  for (const bad of [
    '',
    'x',
    '....',
    flipped.slice(0, -4),
    parts.slice(0, 4).join('.'),
    withoutKid,
  ]) {
    expect(await secrets.openLetterProps(bad)).toBeNull();
  }
});

it('refuses to be made without a secret', () => {
  expect(() => createSecrets([])).toThrow(RangeError);
});
