import { randomBytes, randomInt } from 'node:crypto';
import type { Answer, CloudRequest, Service } from '../service.ts';
import { type BreachedList, breachedList } from './breached-list.ts';

const prefix = '/breaches';

/** Stands in for the range API of Have I Been Pwned, over the common passwords of this machine. */
export function breachesService(): Service {
  // Fifty thousand digests, made when the first one is asked for.
  let list: BreachedList | null = null;
  return {
    name: 'breaches',
    prefix,
    environment: (cloudUrl) => ({ BREACHED_PASSWORDS_LOCAL_URL: `${cloudUrl}${prefix}` }),
    async handle(request) {
      list ??= breachedList();
      return answerRange(list, request);
    },
    fault: (mode) =>
      mode === 'limited'
        ? text(429, 'Rate limit is exceeded. Try again in 2 seconds.', { 'retry-after': '2' })
        : text(503, 'Service unavailable'),
    counters: () => ({}),
    resetCounters: () => undefined,
    stop: async () => undefined,
  };
}

/** `SUFFIX:COUNT` rows, in the order of the digests; with padding, rows of the count 0 among them. */
function answerRange(list: BreachedList, { method, url, headers }: CloudRequest): Answer {
  const asked = /^\/range\/([^/]*)$/.exec(url.pathname.slice(prefix.length))?.[1];
  if (asked === undefined) return text(404, 'Not found');
  if (method !== 'GET' && method !== 'HEAD') {
    return text(405, 'Method not allowed', { allow: 'GET, HEAD' });
  }
  if (!/^[0-9a-f]{5}$/i.test(asked)) return text(400, 'The hash format was not in a valid format');
  const rows = [...(list.get(asked.toUpperCase()) ?? [])].map(([suffix, count]) =>
    row(suffix, count),
  );
  if (headers['add-padding'] === 'true') {
    const wanted = randomInt(800, 1001);
    while (rows.length < wanted) rows.push(row(randomSuffix(), 0));
  }
  return text(200, rows.sort().join('\r\n'));
}

const row = (suffix: string, count: number) => `${suffix}:${count}`;

/** 35 hexadecimal digits. */
function randomSuffix(): string {
  return randomBytes(18).toString('hex').toUpperCase().slice(1);
}

function text(status: number, body: string, more: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain', ...more }, body };
}
