import type { ServerResponse } from 'node:http';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ServiceFault } from '#core/fault.ts';
import type { LimitCounters, LimitVerdict } from '#core/ports.ts';
import { createLimits } from '#server/limits.ts';
import { createRedis } from '#server/redis.ts';
import { createSecrets } from '#server/secrets.ts';
import { type Impostor, startImpostor } from '#tests/support/redis-impostor.ts';

const secrets = createSecrets(['kT9vQ2mXr7Lw4ZpB8nYc1JdH6sFgUa3E']);
const clock = { now: () => new Date() };
const points = [
  { name: 'sign-in-ip', key: '203.0.113.9' },
  { name: 'sign-in-address', key: 'una@example.com' },
] as const;

function memoryCounters(): LimitCounters & { counts: Map<string, number> } {
  const counts = new Map<string, number>();
  return {
    counts,
    async take(key, windowStartedAt) {
      const name = `${key} ${windowStartedAt.toISOString()}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return count;
    },
  };
}

const brokenCounters: LimitCounters = {
  take: () => Promise.reject(new ServiceFault('database', 'unreachable')),
};

function limitsAt(url: string, counters: LimitCounters) {
  return createLimits({ redis: createRedis({ url, token: 'token' }), counters, secrets, clock });
}

/** Stands the clock still, so that no window ends while a test runs. */
function standStill(moment: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(moment) });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

function quietLog(): string[] {
  const lines: string[] = [];
  for (const method of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((line: unknown) => {
      lines.push(String(line));
    });
  }
  return lines;
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(body);
}

/** One answer of the script to each command of a pipeline. */
function pipelineOf(body: string, result: unknown): string {
  const commands: unknown[] = JSON.parse(body);
  return JSON.stringify(commands.map(() => ({ result })));
}

/** What Redis says when the first point of each limit is taken; the quota is the script's argument. */
function granted(body: string): string {
  const commands: string[][] = JSON.parse(body);
  const quotas = commands.map((command) => Number(command[5]));
  return JSON.stringify(quotas.map((quota) => ({ result: [quota - 1, quota] })));
}

type Failure = [how: string, answer: Parameters<typeof startImpostor>[0]];
const failures: Failure[] = [
  ['hangs', () => undefined],
  ['hangs in the middle of its answer', (response) => response.writeHead(200).write('[{"re')],
  ['hangs up', (response) => response.destroy()],
  ['answers 500', (response) => send(response, 500, '{"error":"ERR internal"}')],
  ['answers 429', (response) => send(response, 429, '{"error":"ERR max requests limit exceeded"}')],
  ['answers 401', (response) => send(response, 401, '{"error":"Unauthorized"}')],
  ['answers a page', (response) => send(response, 200, '<html>Bad gateway</html>')],
  ['answers null', (response, body) => send(response, 200, pipelineOf(body, null))],
  ['answers nulls', (response, body) => send(response, 200, pipelineOf(body, [null, null]))],
  ['answers text', (response, body) => send(response, 200, pipelineOf(body, 'b2s='))],
  ['answers another quota', (response, body) => send(response, 200, pipelineOf(body, [5, 1e9]))],
  ['answers too little', (response) => send(response, 200, '[]')],
  [
    'fails each command',
    (response, body) => {
      const commands: unknown[] = JSON.parse(body);
      send(response, 200, JSON.stringify(commands.map(() => ({ error: 'ERR no' }))));
    },
  ],
  [
    'forgets its scripts and then hangs',
    (response, body) => {
      if (body.includes('redis.call')) return;
      const commands: unknown[] = JSON.parse(body);
      send(response, 200, JSON.stringify(commands.map(() => ({ error: 'NOSCRIPT No matching' }))));
    },
  ],
];

/** The verdict, or `late` when it takes longer than a control timer of one second beside it. */
async function withinASecond(taking: Promise<LimitVerdict>): Promise<LimitVerdict | 'late'> {
  const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), 1000));
  return Promise.race([taking, late]);
}

it.each(failures)('FAULT-05 FAULT-06 a Redis that %s is never permission', async (_, answer) => {
  quietLog();
  standStill('2026-11-24T20:01:00Z');
  const redis = await startImpostor(answer);
  const counters = memoryCounters();
  const limits = limitsAt(redis.url, counters);
  expect(await withinASecond(limits.take([...points]))).toEqual({ allowed: true });
  const verdicts = await Promise.all(Array.from({ length: 50 }, () => limits.take([...points])));
  await redis.stop();
  // A quarter of ten, less the first.
  expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(1);
  // The address is spent by the second take, the visitor by the 25th; digests end in any order.
  const refusedBy = (name: string, quota: number) => ({
    allowed: false,
    retryAfterSeconds: 14 * 60 + 1,
    limit: { name, quota, windowSeconds: 900 },
  });
  const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  const count = (wanted: unknown) => verdicts.filter((verdict) => isEqual(verdict, wanted)).length;
  expect(count(refusedBy('sign-in-address', 2))).toBe(23);
  expect(count(refusedBy('sign-in-ip', 25))).toBe(26);
});

it('FAULT-05 a closed port is decided by the counters, and refuses when they cannot', async () => {
  quietLog();
  const redis = await startImpostor(() => undefined);
  await redis.stop();
  const counters = memoryCounters();
  expect(await limitsAt(redis.url, counters).take([...points])).toEqual({ allowed: true });
  expect(counters.counts.size).toBe(2);
  await expect(limitsAt(redis.url, brokenCounters).take([...points])).rejects.toMatchObject({
    name: 'ServiceFault',
    service: 'database',
  });
});

it('during an outage a refusal says a whole number of seconds, at least one', async () => {
  quietLog();
  standStill('2026-11-24T20:14:59.999Z');
  const redis = await startImpostor((response) => response.destroy());
  const limits = limitsAt(redis.url, memoryCounters());
  const verdicts = await Promise.all(Array.from({ length: 3 }, () => limits.take([...points])));
  await redis.stop();
  const refused = verdicts.find((verdict) => !verdict.allowed);
  expect(refused).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
});

it('an outage is logged once, remembered, tried by one request, and its end is logged', async () => {
  const lines = quietLog();
  standStill('2026-11-24T20:00:00Z');
  let isUp = false;
  const redis: Impostor = await startImpostor((response, body) => {
    if (isUp) send(response, 200, granted(body));
    else response.destroy();
  });
  const limits = limitsAt(redis.url, memoryCounters());
  const takeSome = () => Promise.all([1, 2, 3].map(() => limits.take([...points])));

  await takeSome();
  const asked = redis.bodies.length;
  await takeSome();
  expect(redis.bodies).toHaveLength(asked);

  vi.setSystemTime(new Date('2026-11-24T20:00:03Z'));
  await takeSome();
  expect(redis.bodies).toHaveLength(asked + 1);

  isUp = true;
  vi.setSystemTime(new Date('2026-11-24T20:00:06Z'));
  await takeSome();
  await takeSome();
  await redis.stop();
  expect(redis.bodies.length).toBeGreaterThan(asked + 2);
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(['outage.began', 'outage.ended']);
  expect(lines.join()).not.toMatch(/203\.0\.113|una@|EVALSHA|token/i);
});

it('giving back never throws, whatever Redis does', async () => {
  quietLog();
  for (const [, answer] of failures) {
    const redis = await startImpostor(answer);
    await expect(
      limitsAt(redis.url, brokenCounters).giveBack([...points]),
    ).resolves.toBeUndefined();
    await redis.stop();
  }
});

it('takes all points of a call in one request that names nobody', async () => {
  const redis = await startImpostor((response, body) => send(response, 200, granted(body)));
  const limits = limitsAt(redis.url, brokenCounters);
  expect(await limits.take([...points])).toEqual({ allowed: true });
  await redis.stop();
  expect(redis.bodies).toHaveLength(1);
  expect(JSON.parse(redis.bodies[0] ?? '')).toHaveLength(2);
  expect(redis.bodies[0]).not.toMatch(/203\.0\.113|una@|example/);
  expect(redis.bodies[0]).toContain('limit:sign-in-address:');
});

it('explains a refusal by the spent limit with the longest wait', async () => {
  const redis = await startImpostor((response, body) => {
    const commands: string[][] = JSON.parse(body);
    const answers = commands.map((command) => ({ result: [-1, Number(command[5])] }));
    send(response, 200, JSON.stringify(answers));
  });
  const limits = limitsAt(redis.url, brokenCounters);
  standStill('2026-11-24T20:10:00.500Z');
  const verdict = await limits.take([
    { name: 'verify-address', key: 'una@example.com' },
    { name: 'verification-ip', key: '203.0.113.9' },
  ]);
  await redis.stop();
  expect(verdict).toEqual({
    allowed: false,
    retryAfterSeconds: 50 * 60,
    limit: { name: 'verification-ip', quota: 30, windowSeconds: 3600 },
  });
});
