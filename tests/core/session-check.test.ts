import { expect, test } from 'vitest';
import { ServiceFault } from '#core/fault.ts';
import { createSessionCheck } from '#core/session-check.ts';
import type { SessionRecord } from '#core/session-ports.ts';
import { claimsAt } from '#tests/support/claims.ts';

const start = 1_795_600_000;

const claims = claimsAt(start);

const live: SessionRecord = {
  role: 'user',
  email: 'ada@x.test',
  name: 'Ada',
  image: null,
  isPasswordBreached: false,
  isMailSuppressed: false,
};

/** An instance whose stores answer as the test says, at a moment in seconds after the start. */
function world() {
  const state = {
    second: 0,
    ended: new Set<string>(),
    record: live as SessionRecord | null,
    isRegistrySilent: false,
    isRemembered: false,
    asked: [] as string[],
  };
  const check = createSessionCheck({
    clock: { now: () => new Date((start + state.second) * 1000) },
    news: {
      async hasEnded(sid) {
        state.asked.push('news');
        return state.ended.has(sid);
      },
    },
    records: {
      async look() {
        state.asked.push('registry');
        if (state.isRegistrySilent) throw new ServiceFault('database', 'unreachable');
        return state.record;
      },
      async wasLive() {
        state.asked.push('memory of Redis');
        return state.isRemembered;
      },
    },
  });
  return { state, check };
}

test('a young token is held against the news alone', async () => {
  const { state, check } = world();
  state.second = 599;
  expect(await check(claims, 'ordinary')).toBe(claims);
  expect(state.asked).toEqual(['news']);
});

test('SESS-07 a session of which the news say that it ended is none', async () => {
  const { state, check } = world();
  state.ended.add(claims.sid);
  expect(await check(claims, 'ordinary')).toBeNull();
  expect(state.asked).toEqual(['news']);
});

test('a token ten minutes old is held against the registry, once in ten minutes', async () => {
  const { state, check } = world();
  state.second = 600;
  state.record = { ...live, name: 'Ada L.', image: 'https://x.test/a.png' };
  const checked = { ...claims, name: 'Ada L.', picture: 'https://x.test/a.png', iat: start + 600 };
  expect(await check(claims, 'ordinary')).toEqual(checked);
  state.second = 1199;
  expect(await check(claims, 'ordinary')).toEqual(checked);
  expect(state.asked.filter((asked) => asked === 'registry')).toHaveLength(1);
  state.second = 1200;
  expect(await check(claims, 'ordinary')).toEqual({ ...checked, iat: start + 1200 });
});

test('many who come at once with an old token ask the registry once', async () => {
  const { state, check } = world();
  state.second = 700;
  const answers = await Promise.all(Array.from({ length: 20 }, () => check(claims, 'ordinary')));
  expect(answers).toEqual(Array(20).fill({ ...claims, iat: start + 700 }));
  expect(state.asked.filter((asked) => asked === 'registry')).toHaveLength(1);
});

test('what the news say goes before what an instance remembers of the registry', async () => {
  const { state, check } = world();
  state.second = 600;
  await check(claims, 'ordinary');
  state.ended.add(claims.sid);
  expect(await check(claims, 'ordinary')).toBeNull();
});

test('a strict check asks the registry each time, and nothing else', async () => {
  const { state, check } = world();
  expect(await check(claims, 'strict')).toEqual(claims);
  state.record = null;
  expect(await check(claims, 'strict')).toBeNull();
  expect(state.asked).toEqual(['registry', 'registry']);
});

test.each<[string, Partial<SessionRecord>]>([
  ['role', { role: 'admin' }],
  ['lower role', { role: 'support' }],
  ['address', { email: 'eve@x.test' }],
])('SESS-09 a session whose user has another %s by now is none', async (_what, change) => {
  const { state, check } = world();
  state.record = { ...live, ...change };
  expect(await check(claims, 'strict')).toBeNull();
  state.second = 600;
  expect(await check(claims, 'ordinary')).toBeNull();
});

test('a silent registry is not asked while the token is young', async () => {
  const { state, check } = world();
  state.isRegistrySilent = true;
  expect(await check(claims, 'ordinary')).toBe(claims);
});

test('FAULT-01 with a silent registry an old token holds while Redis remembers its session', async () => {
  const { state, check } = world();
  state.isRegistrySilent = true;
  state.isRemembered = true;
  state.second = 600;
  expect(await check(claims, 'ordinary')).toBe(claims);
  state.asked.length = 0;
  expect(await check(claims, 'ordinary')).toBe(claims);
  expect(state.asked).toEqual(['news', 'memory of Redis']);
  state.second = 602;
  state.isRegistrySilent = false;
  expect(await check(claims, 'ordinary')).toEqual({ ...claims, iat: start + 602 });
});

test('FAULT-01 with a silent registry that nothing stands in for an old token is not let through', async () => {
  const { state, check } = world();
  state.isRegistrySilent = true;
  state.second = 600;
  await expect(check(claims, 'ordinary')).rejects.toBeInstanceOf(ServiceFault);
  await expect(check(claims, 'ordinary')).rejects.toBeInstanceOf(ServiceFault);
});

test('FAULT-01 a strict check never does without the registry', async () => {
  const { state, check } = world();
  state.isRegistrySilent = true;
  state.isRemembered = true;
  await expect(check(claims, 'strict')).rejects.toBeInstanceOf(ServiceFault);
});

test('an instance remembers a bounded number of looks', async () => {
  const { state, check } = world();
  state.second = 600;
  for (let at = 0; at <= 5000; at += 1) await check({ ...claims, sid: `s${at}` }, 'ordinary');
  state.asked.length = 0;
  await check({ ...claims, sid: 's5000' }, 'ordinary');
  await check({ ...claims, sid: 's0' }, 'ordinary');
  expect(state.asked).toEqual(['news', 'news', 'registry']);
});
