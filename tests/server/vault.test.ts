import { decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import type { TokenBinding } from '#core/provider-ports.ts';
import { createSecrets } from '#server/secrets.ts';
import { createVault } from '#server/vault.ts';

const [newest, older, oldest] = [
  'Zr3Ux8Ge1Mo5Ty7Hk2Pc9Vd4Sb6Wn0Qj',
  'kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E',
  'Vb5Nq8Wz2Rt6Yh1Kj4Lm7Xp3Cs9Dg0Fa',
] as const;

const place: TokenBinding = {
  userId: '0b0c7c5e-51a5-4f0e-9b7e-5f2f2f3a1c11',
  provider: 'google',
  field: 'access_token',
};

test('a sealed token opens at its place, whatever is in it', async () => {
  const vault = createVault([newest]);
  for (const token of ['ya29.a0-token', '', 'ü🔑\0"}', 'x'.repeat(8192)]) {
    expect(await vault.open(await vault.seal(token, place), place)).toBe(token);
  }
});

test('a sealed token shows nothing, names its key and is never twice the same', async () => {
  const vault = createVault([newest]);
  const [one, other] = [await vault.seal('marker', place), await vault.seal('marker', place)];
  expect(one).not.toBe(other);
  expect(one).not.toContain('marker');
  expect(decodeProtectedHeader(one)).toEqual({
    alg: 'dir',
    enc: 'A256GCM',
    kid: expect.stringMatching(/^[\w-]{11}$/),
  });
  expect(one.split('.')).toHaveLength(5);
  expect(one.split('.')[1]).toBe('');
});

test('OAUTH-14 a token moved to another user, provider or field does not open', async () => {
  const vault = createVault([newest]);
  const sealed = await vault.seal('token', place);
  const elsewhere: TokenBinding[] = [
    { ...place, userId: '0b0c7c5e-51a5-4f0e-9b7e-5f2f2f3a1c12' },
    { ...place, provider: 'github' },
    { ...place, field: 'refresh_token' },
  ];
  for (const binding of elsewhere) expect(await vault.open(sealed, binding)).toBeNull();
  expect(await vault.open(sealed, { ...place })).toBe('token');
});

test('older secrets open, the newest seals, and a secret that is gone opens nothing', async () => {
  const sealed = await createVault([older]).seal('token', place);
  const rotated = createVault([newest, older, oldest]);
  expect(await rotated.open(sealed, place)).toBe('token');
  expect(await rotated.isNewest(sealed)).toBe(false);
  const anew = await rotated.seal('token', place);
  expect(await rotated.isNewest(anew)).toBe(true);
  expect(await createVault([newest]).open(anew, place)).toBe('token');
  expect(await createVault([older, oldest]).open(anew, place)).toBeNull();
  expect(await createVault([newest, oldest]).open(sealed, place)).toBeNull();
});

test('a token whose any character is another one does not open', async () => {
  const vault = createVault([newest]);
  const sealed = await vault.seal('token', place);
  const damaged = Array.from(sealed, (was, at) => {
    const other = was === 'A' ? 'B' : 'A';
    return `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`;
  });
  const opened = await Promise.all(damaged.map((one) => vault.open(one, place)));
  expect(opened.filter((one) => one !== null)).toEqual([]);
});

test('what is no sealed token of ours opens to null', async () => {
  const vault = createVault([newest]);
  const sealed = await vault.seal('token', place);
  const [header = '', , iv = '', content = '', tag = ''] = sealed.split('.');
  const noKey = btoa('{"alg":"dir","enc":"A256GCM"}').replace(/=+$/, '');
  const none = btoa('{"alg":"none"}').replace(/=+$/, '');
  const bad = [
    '',
    'token',
    '....',
    `${sealed}.`,
    `${sealed} `,
    [header, iv, content, tag].join('.'),
    [header, 'AAAA', iv, content, tag].join('.'),
    [header, '', iv, content, tag.slice(0, -2)].join('.'),
    [header, '', '', content, tag].join('.'),
    [header, '', iv, '', tag].join('.'),
    [noKey, '', iv, content, tag].join('.'),
    [none, '', iv, content, tag].join('.'),
  ];
  for (const text of bad) {
    expect(await vault.open(text, place)).toBeNull();
    expect(typeof (await vault.isNewest(text))).toBe('boolean');
  }
});

test('what is sealed for letters is not opened by the vault, nor the other way round', async () => {
  const [vault, secrets] = [createVault([newest]), createSecrets([newest])];
  const letter = await secrets.sealLetterProps({
    name: 'Pat',
    signInLink: 'http://localhost:3000',
  });
  expect(await vault.open(letter, place)).toBeNull();
  const token = await vault.seal('{"name":"Pat"}', place);
  expect(await secrets.openLetterProps(token)).toBeNull();
});

test('a vault is not made without a secret', () => {
  expect(() => createVault([])).toThrow(RangeError);
});
