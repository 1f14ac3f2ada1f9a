import { expect, it } from 'vitest';
import { formatHash, parseHash } from '#server/password-hash.ts';
import { hashPassword, passwords, verifyPassword } from '#server/passwords.ts';

it('hashes to a PHC string with its own salt and verifies it', async () => {
  const [one, other] = await Promise.all([
    hashPassword('lantern orbit velvet canyon'),
    hashPassword('lantern orbit velvet canyon'),
  ]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(one).not.toBe(other);
  const verdict = await passwords.verify('lantern orbit velvet canyon', one);
  expect(verdict).toEqual({ matches: true, needsRehash: false });
  expect(await passwords.verify('lantern orbit velvet canyo', one)).toEqual({
    matches: false,
    needsRehash: false,
  });
});

// From the test program of the reference implementation, phc-winner-argon2 (src/test.c).
it.each([
  [
    'password',
    '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  [
    'password',
    '$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc',
  ],
  [
    'password',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ],
])('verifies a hash of the reference implementation and wants it made anew', async (word, hash) => {
  expect(await verifyPassword(word, hash)).toEqual({ matches: true, needsRehash: true });
  expect(await verifyPassword('passwore', hash)).toEqual({ matches: false, needsRehash: false });
});

it("verifies a hash that libargon2 made with today's parameters", async () => {
  const hash =
    '$argon2id$v=19$m=19456,t=2,p=1$c2l4dGVlbiBieXRlIHNsdA$ZA95wJVesdvldwjwP5phHKdPzqC0AOJPonaK5c1nKLg';
  expect(await verifyPassword('Pässwörter sind lang', hash)).toEqual({
    matches: true,
    needsRehash: false,
  });
});

it('CRED-06 a password is compared to its last character, far beyond 72 bytes', async () => {
  const stem = 'a'.repeat(72);
  const hash = await hashPassword(`${stem}b`);
  expect(await verifyPassword(`${stem}c`, hash)).toMatchObject({ matches: false });
  expect(await verifyPassword(stem, hash)).toMatchObject({ matches: false });
  expect(await verifyPassword(`${stem}b`, hash)).toMatchObject({ matches: true });
  const long = 'x'.repeat(999);
  const longHash = await hashPassword(`${long}y`);
  expect(await verifyPassword(`${long}z`, longHash)).toMatchObject({ matches: false });
  expect(await verifyPassword(`${long}y`, longHash)).toMatchObject({ matches: true });
});

it('CRED-05 a password counts exactly as received: blanks, case, any script', async () => {
  const password = '  Pä$$ \u00e9 漢 🔑 ';
  const hash = await hashPassword(password);
  expect(await verifyPassword(password, hash)).toMatchObject({ matches: true });
  const others = [password.trim(), password.toUpperCase(), `${password} `, password.slice(0, -2)];
  for (const other of others) {
    expect(await verifyPassword(other, hash)).toMatchObject({ matches: false });
  }
});

it('one accent typed in two ways is one password', async () => {
  const hash = await hashPassword('caf\u00e9 lantern orbit');
  expect(await verifyPassword('cafe\u0301 lantern orbit', hash)).toMatchObject({ matches: true });
});

it.each([
  ['none', null],
  ['empty', ''],
  [
    'argon2i',
    '$argon2i$v=19$m=19456,t=2,p=1$c29tc2FsdHNvbWVzYWx0$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  [
    'an older version',
    '$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  ['bcrypt', '$2b$10$abcdefghijklmnopqrstuuJ7Z1Z1Z1Z1Z1Z1Z1Z1Z1Z1Z1Z1Z1Z1Z'],
  [
    'too much memory',
    '$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  [
    'too many passes',
    '$argon2id$v=19$m=19456,t=999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  [
    'less memory than the lanes need',
    '$argon2id$v=19$m=8,t=2,p=2$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
  ],
  ['bad base64', '$argon2id$v=19$m=256,t=2,p=1$c29tc$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
  [
    'a tail',
    '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4\n',
  ],
])('a stored hash that is %s never matches and never throws', async (_, stored) => {
  expect(await verifyPassword('password', stored)).toEqual({ matches: false, needsRehash: false });
});

it.each(['', 'a', '1234567'])(
  'a password too short to have been hashed (%j) is false',
  async (word) => {
    const hash = await hashPassword('lantern orbit velvet canyon');
    expect(await verifyPassword(word, hash)).toEqual({ matches: false, needsRehash: false });
    await expect(hashPassword(word)).rejects.toBeInstanceOf(RangeError);
  },
);

it('CRED-02 a missing, malformed or unfit hash costs the work of a real one', async () => {
  const hash = await hashPassword('lantern orbit velvet canyon');
  const cases = [hash, null, 'malformed', '$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$AAAA'];
  const words = ['a wrong password that is long', 'short'];
  const fastest = new Map<string, number>();
  for (let round = 0; round < 5; round += 1) {
    for (const stored of cases) {
      for (const word of words) {
        const started = performance.now();
        await verifyPassword(word, stored);
        const name = `${stored} ${word}`;
        const taken = performance.now() - started;
        fastest.set(name, Math.min(taken, fastest.get(name) ?? Number.POSITIVE_INFINITY));
      }
    }
  }
  // The least of five runs is steady on a busy machine; skipped work would be a hundred times less.
  const control = fastest.get(`${hash} a wrong password that is long`) ?? 0;
  for (const taken of fastest.values()) expect(taken).toBeGreaterThan(control / 3);
});

it('writes and reads the same string', () => {
  const text =
    '$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc';
  const parsed = parseHash(text);
  expect(parsed && formatHash(parsed)).toBe(text);
});

it('says busy beyond 24 waiting and recovers', async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => passwords.hash('lantern orbit velvet canyon')),
  );
  expect(answers.filter((answer) => answer === 'busy')).toHaveLength(5);
  expect(await passwords.hash('lantern orbit velvet canyon')).toMatch(/^\$argon2id\$/);
});
