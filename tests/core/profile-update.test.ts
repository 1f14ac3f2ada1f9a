import { expect, test } from 'vitest';
import { updateProfile } from '#core/profile-update.ts';
import type { SessionClaims } from '#core/session-token.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

/** The claims after an update, and what was written of it. */
async function updated(update: unknown) {
  const { ports, memory } = memoryWorld();
  return { claims: await updateProfile(ports, claims, update), calls: memory.calls };
}

const claims: SessionClaims = {
  sub: 'u1',
  sid: 'x'.repeat(32),
  role: 'user',
  email: 'ada@x.test',
  name: 'Ada',
  picture: 'https://x.test/ada.png',
  amr: ['pwd'],
  auth_time: 1,
  iat: 1,
  exp: 2,
  rem: true,
};

test('changes name and picture and nothing else', async () => {
  const update = {
    name: ' Ada  Lovelace ',
    image: 'https://x.test/new.png',
    role: 'admin',
    sub: 'u2',
    sid: 'y',
    email: 'eve@x.test',
    exp: 9,
    user: { role: 'admin' },
  };

  expect((await updated(update)).claims).toEqual({
    ...claims,
    name: 'Ada Lovelace',
    picture: 'https://x.test/new.png',
  });
});

test('clears what is given as null and keeps what is not given', async () => {
  expect((await updated({ name: null })).claims).toEqual({ ...claims, name: null });
  expect((await updated({ image: null })).claims).toEqual({ ...claims, picture: null });
  expect((await updated({})).claims).toEqual(claims);
});

test.each([
  null,
  undefined,
  'Ada',
  [],
  { name: 7 },
  { name: 'evil.test' },
  { name: 'Ada\0' },
  { name: 'a'.repeat(101) },
  { image: 'javascript:alert(1)' },
  { image: 'http://x.test/a.png' },
  { image: 'data:image/png;base64,AA' },
  { image: `https://x.test/${'a'.repeat(512)}` },
  { name: 'Bob', image: 'no url' },
])('changes nothing for %j', async (update) => {
  expect(await updated(update)).toEqual({ claims, calls: [] });
});
