import type { BreachedPasswords, BreachVerdict } from '#core/breached-passwords.ts';
import { createOutage } from './outage.ts';
import { readBounded } from './read-bounded.ts';

/** The longest answer that is read, in bytes: a padded one has some forty thousand. */
export const longestRangeBytes = 256 * 1024;

/**
 * Looks passwords up in the range API of Have I Been Pwned, or of who speaks like it: the first
 * five of the forty digits of the SHA-1 digest are asked for, and padding, so that neither the
 * request nor the size of its answer tells the password. Redirects are not followed, and whatever
 * is no list counts for no answer. Without a base address (`null`: switched off) nothing is asked.
 */
export function createBreachedPasswords(baseUrl: string | null): BreachedPasswords {
  // Nothing is remembered of an outage but that it was told: the next password is asked for again.
  const outage = createOutage('breaches', { rememberedMilliseconds: 0 });

  return {
    async look(password, patienceMilliseconds) {
      if (baseUrl === null) return 'unknown';
      try {
        const digest = await sha1(password.normalize('NFC'));
        const url = `${baseUrl}/range/${digest.slice(0, 5)}`;
        const verdict = readVerdict(await askRange(url, patienceMilliseconds), digest.slice(5));
        outage.end();
        return verdict;
      } catch (error) {
        outage.begin(codeOf(error));
        return 'unknown';
      }
    },
  };
}

/** An answer that is none: its status, its length or its form. */
class NoRange extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`no range: ${code}`);
    this.code = code;
  }
}

async function askRange(url: string, patienceMilliseconds: number): Promise<string> {
  const answer = await fetch(url, {
    headers: { Accept: 'text/plain', 'Add-Padding': 'true', 'User-Agent': 'Gatehouse' },
    redirect: 'manual',
    cache: 'no-store',
    signal: AbortSignal.timeout(patienceMilliseconds),
  });
  if (answer.status !== 200) {
    await answer.body?.cancel();
    throw new NoRange(`status_${answer.status}`);
  }
  const body = await readBounded(answer, longestRangeBytes);
  if (!body) throw new NoRange('too_long');
  return new TextDecoder().decode(body);
}

/** Reads `SUFFIX:COUNT` rows; padding has the count 0. A captive portal's page is no clean range. */
function readVerdict(text: string, suffix: string): Exclude<BreachVerdict, 'unknown'> {
  const rows = text.trimEnd().split(/\r?\n/);
  if (!rows.every((row) => /^[0-9A-F]{35}:\d{1,12}$/i.test(row))) throw new NoRange('no_list');
  const found = rows.some((row) => {
    const [known = '', count] = row.split(':');
    return known.toUpperCase() === suffix && Number(count) > 0;
  });
  return found ? 'breached' : 'clean';
}

async function sha1(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
}

function codeOf(error: unknown): string {
  if (error instanceof NoRange) return error.code;
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'unreachable';
}
