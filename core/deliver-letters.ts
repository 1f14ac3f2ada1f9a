import { after, hours, minutes, seconds } from './clock.ts';
import type { ClaimedLetter, Letter } from './letters.ts';
import type { Ports } from './ports.ts';

/** How often a letter is tried before it is given up; with the waits below about 20 hours. */
export const maximumSendAttempts = 12;

export type DeliveryReport = { sent: number; postponed: number; buried: number };

/**
 * Sends the letters that are due, at most `limit` of them and for about 25 seconds. The outbox
 * row's id is the provider's idempotency key, so a crash between sending and marking sends no
 * second letter: the lease ends, the next run sends again under the same key (which providers
 * keep for a day, longer than all waits together). `random` gives numbers from 0 to 1.
 */
export async function deliverLetters(
  ports: Pick<Ports, 'clock' | 'outbox' | 'mail' | 'secrets'>,
  { limit = 20, random = cryptoRandom }: { limit?: number; random?: () => number } = {},
): Promise<DeliveryReport> {
  const report: DeliveryReport = { sent: 0, postponed: 0, buried: 0 };
  const stopAt = after(ports.clock.now(), seconds(25));
  let left = limit;
  while (left > 0 && ports.clock.now() < stopAt) {
    // Few at a time, so that all are sent well before their lease of a minute ends.
    const now = ports.clock.now();
    const letters = await ports.outbox.claimDue(Math.min(left, 4), now, after(now, seconds(60)));
    if (letters.length === 0) break;
    left -= letters.length;
    for (const letter of letters) report[await deliver(ports, letter, random)] += 1;
  }
  return report;
}

/**
 * How long to wait after so many attempts: from one minute, doubled each time, to five hours at
 * most, with up to a fifth more so that letters do not come back all at once. A wait that the
 * provider asks for is obeyed; after the third attempt it does not shorten ours, or a long spell
 * of limits would use all attempts up.
 */
export function retryDelay(
  attempts: number,
  retryAfterSeconds: number | null,
  random: () => number,
): number {
  const grown = Math.min(minutes(1) * 2 ** (Math.max(attempts, 1) - 1), hours(5));
  const asked =
    retryAfterSeconds === null
      ? null
      : Math.min(Math.max(seconds(retryAfterSeconds), seconds(1)), hours(5));
  const wait = asked === null ? grown : attempts <= 3 ? asked : Math.max(asked, grown);
  return Math.round(wait * (1 + random() / 5));
}

async function deliver(
  ports: Pick<Ports, 'clock' | 'outbox' | 'mail' | 'secrets'>,
  claimed: ClaimedLetter,
  random: () => number,
): Promise<keyof DeliveryReport> {
  const bury = async (errorCode: string) => {
    await ports.outbox.bury(claimed.id, errorCode, ports.clock.now());
    return 'buried' as const;
  };
  // More attempts than are allowed means that earlier runs died while sending it.
  if (claimed.attempts > maximumSendAttempts) return bury('attempts_used_up');
  if (claimed.isSuppressed) return bury('suppressed');
  const props = await ports.secrets.openLetterProps(claimed.propsSealed);
  if (!props) return bury('props_unreadable');
  // What was sealed belongs to its template; the renderer refuses what does not all the same.
  const letter = { template: claimed.template, props } as Letter;

  const receipt = await ports.mail.send(claimed.to, letter, claimed.language, claimed.id);
  if (receipt.result === 'sent') {
    await ports.outbox.markSent(claimed.id, receipt.providerId, ports.clock.now());
    return 'sent';
  }
  if (receipt.result === 'never') return bury(receipt.errorCode);
  if (claimed.attempts >= maximumSendAttempts) return bury(receipt.errorCode);
  const delay = retryDelay(claimed.attempts, receipt.retryAfterSeconds, random);
  await ports.outbox.postpone(claimed.id, receipt.errorCode, after(ports.clock.now(), delay));
  return 'postponed';
}

/** Draws a number from 0 to 1 that nobody can guess. */
export function cryptoRandom(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return drawn / 2 ** 32;
}
