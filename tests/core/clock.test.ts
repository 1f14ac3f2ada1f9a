import { expect, test } from 'vitest';
import { after, days, hours, minutes, seconds } from '#core/clock.ts';

test('durations are milliseconds', () => {
  expect([seconds(1), minutes(1), hours(1), days(1)]).toEqual([
    1000, 60_000, 3_600_000, 86_400_000,
  ]);
});

test('a moment after another leaves the first alone', () => {
  const moment = new Date('2026-11-24T09:00:00Z');

  expect(after(moment, hours(1)).toISOString()).toBe('2026-11-24T10:00:00.000Z');
  expect(after(moment, -hours(1)).toISOString()).toBe('2026-11-24T08:00:00.000Z');
  expect(moment.toISOString()).toBe('2026-11-24T09:00:00.000Z');
});
