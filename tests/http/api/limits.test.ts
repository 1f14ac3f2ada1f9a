import { beforeEach, expect, test } from 'vitest';
import { limits } from '#core/limits.ts';
import { fillLimit, untilWindowHasRoom } from '#tests/support/limits.ts';
import { problemOf, refusalOf } from '#tests/support/problems.ts';
import {
  cloud,
  freshAddress,
  goodPassword,
  registeredAddress,
  Visitor,
  verifiedVisitor,
} from '#tests/support/site.ts';

const wrong = 'not the password of anybody';
const perAddress = limits['sign-in-address'].quota;

beforeEach(untilWindowHasRoom);

test('RATE-01 a known and an unknown address are shut alike, the right password then too', async () => {
  const known = await verifiedVisitor();
  const refused = [];
  for (const email of [known.email, freshAddress()]) {
    const visitor = new Visitor();
    for (let tries = 0; tries < perAddress; tries += 1) {
      expect(await refusalOf(await visitor.signIn(email, wrong))).toEqual([
        401,
        'invalid_credentials',
      ]);
    }
    const answer = await visitor.signIn(email, known.password);
    const { retryAfter, ...problem } = await problemOf(answer);
    const policy = answer.headers.get('ratelimit-policy');
    refused.push({ ...problem, policy, names: [...answer.headers.keys()].sort() });
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(2 * limits['sign-in-address'].windowSeconds);
  }
  expect(refused[0]).toMatchObject({
    code: 'too_many_attempts',
    policy: `"sign-in-address";q=${perAddress};w=${limits['sign-in-address'].windowSeconds}`,
  });
  expect(refused[1]).toEqual(refused[0]);
  // The limit is the address's, not this visitor's: a friend from elsewhere waits too.
  expect((await new Visitor().signIn(known.email, known.password)).status).toBe(429);
});

test('RATE-02 no header of the visitor’s makes the same visitor another one', async () => {
  const visitor = new Visitor();
  await fillLimit('sign-in-ip', visitor);
  const names = [
    'x-real-ip',
    'cf-connecting-ip',
    'true-client-ip',
    'x-client-ip',
    'x-vercel-forwarded-for',
    'x-cluster-client-ip',
    'fastly-client-ip',
  ];
  const claims: Record<string, string>[] = [
    ...names.map((name) => ({ [name]: '203.0.113.77' })),
    { forwarded: 'for=203.0.113.77' },
    { 'x-forwarded-for': `203.0.113.77, ${visitor.ip}` },
    { 'x-forwarded-for': `203.0.113.77,198.51.100.1,  ${visitor.ip}` },
    { 'x-forwarded-for': `::ffff:${visitor.ip}` },
  ];
  for (const headers of claims) {
    const body = { email: freshAddress(), password: wrong };
    const answer = await visitor.post('/api/sign-in', body, headers);
    expect(await refusalOf(answer), JSON.stringify(headers)).toEqual([429, 'too_many_attempts']);
  }
  const other = await new Visitor().signIn(freshAddress(), wrong);
  expect(await refusalOf(other)).toEqual([401, 'invalid_credentials']);
});

test('RATE-03 one visitor who tries many accounts is stopped', async () => {
  const visitor = new Visitor();
  await fillLimit('sign-in-ip', visitor, 5);
  const statuses: number[] = [];
  for (let tries = 0; tries < 8; tries += 1) {
    statuses.push((await visitor.signIn(freshAddress(), wrong)).status);
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
});

const costly = [
  ['register-ip', '/api/register', { email: freshAddress(), password: goodPassword }],
  ['verification-ip', '/api/email/verification', { email: freshAddress() }],
  ['verify-ip', '/api/email/verify', { token: 'x'.repeat(43) }],
] as const;

for (const [name, path, body] of costly) {
  test(`RATE-11 ${path} is limited for a visitor, and says so as every limit does`, async () => {
    const visitor = new Visitor();
    const before = await visitor.post(path, body);
    expect(before.status).toBeLessThan(429);
    await fillLimit(name, visitor);
    const answer = await visitor.post(path, body);
    expect(await refusalOf(answer)).toEqual([429, 'too_many_attempts']);
    expect(answer.headers.get('ratelimit-policy')).toBe(
      `"${name}";q=${limits[name].quota};w=${limits[name].windowSeconds}`,
    );
    const unread = await new Visitor().post(path, body);
    expect(unread.status).toBeLessThan(429);
  });
}

test('RATE-11 wrong codes for one address are limited from wherever they come', async () => {
  const { email } = await registeredAddress();
  const { quota } = limits['verify-address'];
  for (let tries = 0; tries < quota; tries += 1) {
    const answer = await new Visitor().post('/api/email/verify', { email, code: '12345678' });
    expect([200, 400]).toContain(answer.status);
  }
  const answer = await new Visitor().post('/api/email/verify', { email, code: '12345678' });
  expect(await refusalOf(answer)).toEqual([429, 'too_many_attempts']);
});

test('RATE-13 a refused attempt costs no hash and leaves no attempt behind', async () => {
  const visitor = new Visitor();
  await fillLimit('sign-in-ip', visitor);
  const count = async () =>
    (await cloud.sql('select count(*)::int as n from sign_in_attempts'))[0]?.n;
  const before = await count();
  await cloud.resetCounters();
  for (let tries = 0; tries < 5; tries += 1) {
    expect((await visitor.signIn(freshAddress(), wrong)).status).toBe(429);
  }
  expect(await count()).toBe(before);
  expect((await cloud.counters()).database.requests).toBeLessThan(5);
});

test('right passwords do not use an address up', async () => {
  const { email, password } = await verifiedVisitor();
  for (let tries = 0; tries < perAddress + 2; tries += 1) {
    expect((await new Visitor().signIn(email, password)).status).toBe(200);
  }
});
