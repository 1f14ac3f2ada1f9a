import { decode, encode } from 'jose/base64url';
import * as z from 'zod';
import { after, days, minutes } from './clock.ts';
import type { LetterPlace, MailCounts, WatchedLetter, WatchedState } from './mail-ports.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Ports } from './ports.ts';

/** After how many minutes a letter has waited for long: the provider or the sweep is not well. */
export const longWaitMinutes = 10;

/** What staff may ask of the list of letters, as query parameters. */
export const watchedLettersInput = z.strictObject({
  state: z.enum(['buried', 'waiting']).default('buried'),
  cursor: z.string().max(200).optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .pipe(z.number().max(100))
    .default(25),
});

export type WatchedPage = { letters: WatchedLetter[]; nextCursor: string | null };

/** Lists a page of the letters that were given up, or that wait; a cursor that is none is refused. */
export async function watchLetters(
  ports: Pick<Ports, 'mailOverview'>,
  { state, cursor, limit }: { state: WatchedState; cursor?: string | undefined; limit: number },
): Promise<Outcome<WatchedPage, 'invalid_request'>> {
  const place = cursor === undefined ? null : readCursor(cursor);
  if (cursor !== undefined && place === null) return refuse('invalid_request');
  // One more than is shown says whether there is another page.
  const found = await ports.mailOverview.list(state, limit + 1, place);
  const letters = found.slice(0, limit);
  const last = found.length > limit ? letters.at(-1) : undefined;
  return accept({ letters, nextCursor: last ? cursorOf(last) : null });
}

/** Counts letters of the last 24 hours, those that wait, and suppressed addresses. */
export function countMail(ports: Pick<Ports, 'clock' | 'mailOverview'>): Promise<MailCounts> {
  const now = ports.clock.now();
  const long = after(now, -minutes(longWaitMinutes));
  return ports.mailOverview.count({ recent: after(now, -days(1)), long });
}

/** Decides whether a letter has waited for long at a moment. */
export function waitsLong({ createdAt, buriedAt }: WatchedLetter, now: Date): boolean {
  return buriedAt === null && createdAt < after(now, -minutes(longWaitMinutes));
}

function cursorOf({ id, createdAt, buriedAt }: WatchedLetter): string {
  return encode(`${(buriedAt ?? createdAt).toISOString()} ${id}`);
}

function readCursor(cursor: string): LetterPlace | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(decode(cursor));
    const [, moment = '', id = ''] = cursorForm.exec(text) ?? [];
    const at = new Date(moment);
    return Number.isNaN(at.getTime()) ? null : { at, id };
  } catch {
    return null;
  }
}

const cursorForm =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
