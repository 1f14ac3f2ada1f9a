import { expect, test } from 'vitest';
import { days, hours, minutes } from '#core/clock.ts';
import { idleSince, sessionLifetimes } from '#core/session-policy.ts';

test('a session lives 30 days, or 12 hours when it ends with the browser', () => {
  expect(sessionLifetimes).toEqual({ remembered: days(30), forBrowser: hours(12) });
});

test('SESS-12 a session must have been seen within the idle limit, if there is one', () => {
  const now = new Date('2026-11-24T09:00:00Z');

  expect(idleSince({ cap: 100, idleMilliseconds: minutes(30) }, now)).toEqual(
    new Date('2026-11-24T08:30:00Z'),
  );
  expect(idleSince({ cap: 100, idleMilliseconds: null }, now)).toBeNull();
});
