import type { NoticeProps } from '#core/letters.ts';
import { isMessage } from './greeting.ts';
import type { Messages } from './messages/shape.ts';

/**
 * Says when something happened, with which device and near which place, as far as it is known:
 * "on 25 November 2026, 04:14 UTC, with Firefox on Linux, near Utrecht, NL".
 */
export function happeningOf({ at, device, place }: WhenAndWhere, t: Messages): string {
  const parts = [t.on(momentOf(at, t))];
  if (device !== '') parts.push(t.withDevice(isUnknown(device) ? null : device));
  // A platform that cannot tell the city gives the code of the country alone.
  if (/^[A-Z]{2}$/.test(place)) parts.push(t.inCountry(place));
  else if (place !== '' && !isMessage(place)) parts.push(t.near(place));
  return parts.join(', ');
}

type WhenAndWhere = Pick<NoticeProps, 'at' | 'device' | 'place'>;

/** Writes a moment in UTC: "25 November 2026, 04:14 UTC". */
export function momentOf(at: string, { locale }: Messages): string {
  const moment = new Date(at);
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  return `${date.format(moment)}, ${time.format(moment)} UTC`;
}

// A program names itself as it likes, and the letter goes to somebody whom it may want to lure.
function isUnknown(device: string): boolean {
  return device === 'Unknown device' || isMessage(device);
}
