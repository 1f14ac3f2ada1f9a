import { expect, test } from 'vitest';
import { hours, minutes, seconds } from '#core/clock.ts';
import { deliverLetters, maximumSendAttempts, retryDelay } from '#core/deliver-letters.ts';
import { ServiceFault } from '#core/fault.ts';
import { sealNotice } from '#core/notices.ts';
import type { MailReceipt, Ports } from '#core/ports.ts';
import { type Memory, passTime, postLetter } from '#tests/support/memory.ts';
import { memoryWorld } from '#tests/support/memory-ports.ts';

const later = (retryAfterSeconds: number | null = null): MailReceipt => ({
  result: 'later',
  errorCode: 'rate_limit_exceeded',
  retryAfterSeconds,
});
const noJitter = { random: () => 0 };
const props = { name: '', link: 'https://x.test/', code: '12345678', hours: '24' };

async function post(ports: Ports, memory: Memory, to: string): Promise<string> {
  const id = crypto.randomUUID();
  const propsSealed = await ports.secrets.sealLetterProps(props);
  postLetter(memory, { id, template: 'verify-email', to, language: 'de', propsSealed });
  return id;
}

test('sends what is due in its language under the id of its row, and forgets the sealed props', async () => {
  const { ports, memory } = memoryWorld();
  const id = await post(ports, memory, 'ada@x.test');

  expect(await deliverLetters(ports)).toEqual({ sent: 1, postponed: 0, buried: 0 });

  expect(memory.sent).toEqual([
    { to: 'ada@x.test', letter: { template: 'verify-email', props }, language: 'de', key: id },
  ]);
  expect(memory.letters).toMatchObject([{ state: 'sent', propsSealed: '' }]);
  expect(await deliverLetters(ports)).toEqual({ sent: 0, postponed: 0, buried: 0 });
});

test('sends a notice as it was sealed', async () => {
  const { ports, memory, caller } = memoryWorld();
  const connectionsLink = 'https://gatehouse.example/account/connections';
  const notice = {
    template: 'connection-added',
    props: { provider: 'github', connectionsLink },
  } as const;
  const told = { email: 'ada@x.test', name: 'Ada' };
  const { letter } = await sealNotice(ports, notice, told, caller, memory.now);
  postLetter(memory, letter);

  expect(await deliverLetters(ports)).toMatchObject({ sent: 1 });

  expect(memory.sent).toMatchObject([
    {
      to: 'ada@x.test',
      letter: { ...notice, props: { ...notice.props, name: 'Ada', device: 'A browser' } },
      language: 'en',
      key: letter.id,
    },
  ]);
});

test('takes no more than its limit in one run', async () => {
  const { ports, memory } = memoryWorld();
  for (let at = 0; at < 9; at += 1) await post(ports, memory, `user${at}@x.test`);

  expect(await deliverLetters(ports, { limit: 6 })).toMatchObject({ sent: 6 });
  expect(memory.letters.filter(({ attempts }) => attempts > 0)).toHaveLength(6);
  expect(await deliverLetters(ports)).toMatchObject({ sent: 3 });
});

test('stops claiming when the provider is slow, so that no lease ends while it sends', async () => {
  const { ports, memory } = memoryWorld();
  for (let at = 0; at < 12; at += 1) await post(ports, memory, `user${at}@x.test`);
  const mail: Ports['mail'] = {
    async send(_to, _letter, _language, key) {
      passTime(memory, seconds(10));
      return { result: 'sent', providerId: key };
    },
  };

  expect(await deliverLetters({ ...ports, mail })).toMatchObject({ sent: 4 });
});

test('two runs at once send each letter once', async () => {
  const { ports, memory } = memoryWorld();
  for (let at = 0; at < 8; at += 1) await post(ports, memory, `user${at}@x.test`);

  const runs = await Promise.all([deliverLetters(ports), deliverLetters(ports)]);

  expect(runs.reduce((sum, { sent }) => sum + sent, 0)).toBe(8);
  expect(new Set(memory.sent.map(({ to }) => to)).size).toBe(8);
});

test('FAULT-08 obeys the provider when it says when, and sends once, under one key', async () => {
  const { ports, memory } = memoryWorld();
  const id = await post(ports, memory, 'ada@x.test');
  memory.receipts = [later(2), later(2), later(2)];

  for (let round = 0; round < 3; round += 1) {
    expect(await deliverLetters(ports, noJitter)).toMatchObject({ postponed: 1 });
    passTime(memory, seconds(1));
    expect(await deliverLetters(ports, noJitter)).toEqual({ sent: 0, postponed: 0, buried: 0 });
    passTime(memory, seconds(1));
  }
  expect(await deliverLetters(ports, noJitter)).toMatchObject({ sent: 1 });

  expect(memory.sent.map(({ key }) => key)).toEqual([id]);
});

test('FAULT-09 waits longer after each failure and gives up after twelve', async () => {
  const { ports, memory } = memoryWorld();
  await post(ports, memory, 'ada@x.test');
  memory.receipts = Array.from({ length: 20 }, () => later());
  const waits: number[] = [];

  for (let round = 1; round < maximumSendAttempts; round += 1) {
    expect(await deliverLetters(ports, noJitter)).toMatchObject({ postponed: 1 });
    const wait = (memory.letters[0]?.dueAt.getTime() ?? 0) - memory.now.getTime();
    waits.push(wait / minutes(1));
    passTime(memory, wait);
  }

  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  expect(await deliverLetters(ports, noJitter)).toEqual({ sent: 0, postponed: 0, buried: 1 });
  expect(memory.letters).toMatchObject([
    { state: 'buried', propsSealed: '', errorCode: 'rate_limit_exceeded' },
  ]);
});

test('all waits together, jitter included, stay within the day that idempotency keys live', () => {
  let sum = 0;
  for (let attempts = 1; attempts < maximumSendAttempts; attempts += 1) {
    sum += retryDelay(attempts, null, () => 1);
  }

  expect(sum).toBeGreaterThan(hours(18));
  expect(sum).toBeLessThan(hours(24));
});

test('a wait gets up to a fifth more by chance', () => {
  expect(retryDelay(1, null, () => 0)).toBe(minutes(1));
  expect(retryDelay(1, null, () => 0.5)).toBe(seconds(66));
  expect(retryDelay(1, null, () => 1)).toBe(seconds(72));
});

test('a short wait that the provider asks for is obeyed three times, a long one always', () => {
  const none = () => 0;

  expect(retryDelay(3, 2, none)).toBe(seconds(2));
  expect(retryDelay(4, 2, none)).toBe(minutes(8));
  expect(retryDelay(4, 3600, none)).toBe(hours(1));
  expect(retryDelay(1, 0, none)).toBe(seconds(1));
  expect(retryDelay(1, 1e9, none)).toBe(hours(5));
});

test('buries what the provider will never take', async () => {
  const { ports, memory } = memoryWorld();
  await post(ports, memory, 'ada@x.test');
  memory.receipts = [{ result: 'never', errorCode: 'validation_error' }];

  expect(await deliverLetters(ports)).toEqual({ sent: 0, postponed: 0, buried: 1 });
  expect(memory.letters).toMatchObject([{ state: 'buried', errorCode: 'validation_error' }]);
});

test('buries a letter whose content cannot be opened, and goes on', async () => {
  const { ports, memory } = memoryWorld();
  const id = crypto.randomUUID();
  const propsSealed = 'not base64url of JSON';
  postLetter(memory, {
    id,
    template: 'verify-email',
    to: 'eve@x.test',
    language: 'en',
    propsSealed,
  });
  await post(ports, memory, 'ada@x.test');

  expect(await deliverLetters(ports)).toEqual({ sent: 1, postponed: 0, buried: 1 });
  expect(memory.letters[0]).toMatchObject({ state: 'buried', errorCode: 'props_unreadable' });
});

test('buries what would go to an address that letters came back from, without opening it', async () => {
  const { ports, memory } = memoryWorld();
  memory.suppressed.set('ada@x.test', 'bounced');
  await post(ports, memory, 'Ada@x.test');
  await post(ports, memory, 'eve@x.test');

  expect(await deliverLetters(ports)).toEqual({ sent: 1, postponed: 0, buried: 1 });
  expect(memory.sent.map(({ to }) => to)).toEqual(['eve@x.test']);
  expect(memory.letters[0]).toMatchObject({ state: 'buried', errorCode: 'suppressed' });
  expect(memory.calls.filter((call) => call === 'secrets.openLetterProps')).toHaveLength(1);
});

test('a crash between sending and marking is healed under the same key', async () => {
  const { ports, memory } = memoryWorld();
  const id = await post(ports, memory, 'ada@x.test');
  const markSent = () => Promise.reject(new ServiceFault('database', 'timeout'));
  const broken = { ...ports.outbox, markSent };

  await expect(deliverLetters({ ...ports, outbox: broken })).rejects.toThrow(ServiceFault);
  expect(await deliverLetters(ports)).toMatchObject({ sent: 0 });
  passTime(memory, seconds(60));
  expect(await deliverLetters(ports)).toMatchObject({ sent: 1 });

  expect(memory.sent.map(({ key }) => key)).toEqual([id, id]);
});

test('a letter over which every run died is buried unsent', async () => {
  const { ports, memory } = memoryWorld();
  await post(ports, memory, 'ada@x.test');
  for (const letter of memory.letters) letter.attempts = maximumSendAttempts;

  expect(await deliverLetters(ports)).toEqual({ sent: 0, postponed: 0, buried: 1 });
  expect(memory.sent).toEqual([]);
});
